# Compares `assay stats estimate` with R's `survey` package on two hundred made-up designs: strata of one
# and two columns, uneven, some with one unit of several; clusters; domains; means and shares. Estimate,
# standard error, degrees of freedom and the interval of a mean have to agree to 1e-6 relative.
#
#   Rscript tests/crosscheck/designs.R target/debug/assay
#
# R has no rule for a stratum with one unit, so it gets the strata as assay collapses them for the
# variance (the next by name with the same first column, else the one before); the weights stay those of
# the strata as drawn. Exit code 1: something differs.
suppressPackageStartupMessages(library(survey))
assay <- commandArgs(trailingOnly = TRUE)[1]
set.seed(20260901)
worst <- 0

figure <- function(json, name) as.numeric(sub(paste0('.*"', name, '": ?([-0-9.eE+]+).*'), "\\1", json))

# The collapsed stratum of each stratum, by the rule of DESIGN.md. `names` are in byte order.
collapsed <- function(names, lone) {
  first <- ifelse(grepl(" / ", names, fixed = TRUE), sub(" / .*", "", names), "")
  group <- seq_along(names)
  for (at in seq_along(names)) {
    if (!lone[at] || sum(group == group[at]) > 1) next
    near <- if (at < length(names) && first[at + 1] == first[at]) at + 1 else if (at > 1) at - 1 else at + 1
    both <- sort(c(group[at], group[near]))
    group[group == both[2]] <- both[1]
  }
  group
}

design_of <- function(number) {
  strata <- sample(1:8, 1)
  columns <- sample(1:2, 1)
  names <- sprintf("T%02d", seq_len(strata))
  if (columns == 2) names <- paste(sample(c("A", "B", "C"), strata, TRUE), names, sep = " / ")
  names <- sort(names, method = "radix")
  clustered <- number %% 3 == 0
  units <- sample(c(1, 2, 3, 5, 9, 14), strata, TRUE)
  if (strata == 1) units <- max(units, 2)
  population <- units + sample(c(0, 1, 4, 30, 200), strata, TRUE)
  rows <- do.call(rbind, lapply(seq_len(strata), function(s) {
    size <- if (clustered) sample(1:5, units[s], TRUE) else rep(1, units[s])
    data.frame(stratum = names[s], population = population[s], n = units[s],
               cluster = rep(sprintf("%s-%d", names[s], seq_len(units[s])), size))
  }))
  level <- rnorm(1) + match(rows$stratum, names) / 3
  rows$value <- if (number %% 2 == 0) as.integer(runif(nrow(rows)) < plogis(level)) else
    round(level + rnorm(nrow(rows)), 3)
  rows$inside <- ifelse(runif(nrow(rows)) < if (number %% 5 < 2) 0.6 else 1, "yes", "no")
  list(rows = rows, names = names, lone = units == 1 & population > 1, clustered = clustered)
}

check <- function(number) {
  made <- design_of(number)
  rows <- made$rows
  is_share <- number %% 2 == 0
  inside <- rows$inside == "yes"
  if (!any(inside) || (is_share && length(unique(rows$value)) < 2)) return(FALSE)
  group <- collapsed(made$names, made$lone)
  sums <- tapply(tapply(rows$population, rows$stratum, unique)[made$names], group, sum)
  rows$group <- group[match(rows$stratum, made$names)]
  rows$fpc <- as.numeric(sums[as.character(rows$group)])
  rows$weight <- rows$population / rows$n
  design <- svydesign(id = ~cluster, strata = ~group, weights = ~weight, fpc = ~fpc, data = rows)
  part <- subset(design, inside == "yes")
  found <- svymean(~value, part)
  df <- max(degf(part), 1)
  file <- tempfile(fileext = ".csv")
  write.csv(rows[c("stratum", "population", "cluster", "value", "inside")], file, row.names = FALSE)
  options <- c("--value", "value", "--strata", "stratum", "--population", "population",
               if (made$clustered) c("--cluster", "cluster"),
               if (!all(inside)) c("--domain", "inside=yes"))
  json <- paste(system2(assay, c("stats", "estimate", file, options, "--format", "json"),
                        stdout = TRUE, stderr = FALSE), collapse = " ")
  unlink(file)
  wants <- c(coef(found), SE(found), df, if (!is_share) confint(found, df = df))
  names <- c("mean", "se", "df", if (!is_share) c("low", "high"))
  got <- vapply(names, function(name) figure(json, name), 0)
  # A spread of nothing is nothing to both; relative to it, rounding would count.
  off <- max(abs(got - wants) / pmax(abs(wants), 1e-9))
  if (is.na(off) || off > 1e-6)
    cat(sprintf("design %d: expected %s, found %s\n", number,
                paste(signif(wants, 10), collapse = " "), paste(signif(got, 10), collapse = " ")))
  worst <<- max(worst, off)
  TRUE
}

done <- 0; number <- 0
while (done < 200) { number <- number + 1; done <- done + check(number) }
cat(sprintf("%d designs compared with R survey %s, largest difference %.1e\n", done,
            as.character(packageVersion("survey")), worst))
quit(status = if (is.na(worst) || worst > 1e-6) 1 else 0)
