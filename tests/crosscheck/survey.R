# Compares `assay stats estimate` with R's `survey` package on fourteen designs of its California
# school data and prints the differences. Needs R with `survey` (Debian: r-base-core, r-cran-survey).
#
#   Rscript tests/crosscheck/survey.R target/release/assay
#
# Exit code 1 when a mean, standard error or t interval differs by more than 1e-6 relative.
suppressPackageStartupMessages(library(survey))
data(api)
assay <- commandArgs(trailingOnly = TRUE)[1]
worst <- 0

figure <- function(json, name) as.numeric(sub(paste0('.*"', name, '":([-0-9.eE+]+).*'), "\\1", json))

check <- function(name, estimate, df, data, options, interval = TRUE) {
  file <- tempfile(fileext = ".csv")
  write.csv(data, file, row.names = FALSE)
  json <- system2(assay, c("stats", "estimate", file, options, "--format", "json"),
                  stdout = TRUE, stderr = FALSE)
  ends <- confint(estimate, df = df)
  expected <- c(coef(estimate), SE(estimate), if (interval) ends, df)
  names <- c("mean", "se", if (interval) c("low", "high"), "df")
  found <- vapply(names, function(n) figure(json, n), 0)
  off <- max(abs(found - expected) / pmax(abs(expected), 1e-12))
  worst <<- max(worst, off)
  cat(sprintf("%-42s mean %.6f  se %.6f  largest difference %.1e\n", name, found[1], found[2], off))
}

strat <- apistrat; strat$won <- as.integer(strat$awards == "Yes")
srs <- apisrs; srs$won <- as.integer(srs$awards == "Yes")
one <- apiclus1; one$won <- as.integer(one$awards == "Yes")
of <- function(value, ...) c("--value", value, ...)
by <- c("--strata", "stype", "--population", "fpc")

design <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = strat, fpc = ~fpc)
for (v in c("api00", "api99", "enroll", "meals"))
  check(paste("strata:", v), svymean(reformulate(v), design), degf(design), strat, of(v, by))
check("strata: share of awards", svymean(~won, design), degf(design), strat, of("won", by), FALSE)
check("strata: domain comp.imp = Yes", svymean(~api00, subset(design, comp.imp == "Yes")), degf(subset(design, comp.imp == "Yes")),
      strat, of("api00", by, "--domain", "comp.imp=Yes"))
check("strata: domain stype = E", svymean(~api00, subset(design, stype == "E")), degf(subset(design, stype == "E")),
      strat, of("api00", by, "--domain", "stype=E"))

design <- svydesign(id = ~1, data = srs, fpc = ~fpc)
check("simple: api00", svymean(~api00, design), degf(design), srs, of("api00", "--population", "fpc"))
check("simple: share of awards", svymean(~won, design), degf(design), srs,
      of("won", "--population", "fpc"), FALSE)
check("simple: domain stype = H", svymean(~api00, subset(design, stype == "H")), degf(subset(design, stype == "H")), srs,
      of("api00", "--population", "fpc", "--domain", "stype=H"))
design <- svydesign(id = ~1, data = srs, weights = ~pw)
check("simple, list unknown: api00", svymean(~api00, design), degf(design), srs, of("api00"))

design <- svydesign(id = ~dnum, weights = ~pw, data = one, fpc = ~fpc)
in_clusters <- c("--cluster", "dnum", "--population", "fpc")
check("clusters: api00", svymean(~api00, design), degf(design), one, of("api00", in_clusters))
check("clusters: share of awards", svymean(~won, design), degf(design), one, of("won", in_clusters), FALSE)
check("clusters: domain stype = M", svymean(~api00, subset(design, stype == "M")), degf(subset(design, stype == "M")), one,
      of("api00", in_clusters, "--domain", "stype=M"))

cat(sprintf("largest difference: %.1e\n", worst))
quit(status = if (worst > 1e-6) 1 else 0)
