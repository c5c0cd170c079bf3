//! The same draw as plain SQL, for DuckDB, PostgreSQL and Spark: tickets by the engine's own SHA-256,
//! order and cut-off by window functions. What SQL cannot express is written as numbers: how many
//! units each stratum gives, and where a systematic walk begins.

mod dialect;

use std::fmt::Write as _;

use crate::draw::systematic_start;
use crate::ticket::{Purpose, TicketKey};
use crate::{Frame, Manifest, Rules, Selection, Unit};

pub use dialect::Engine;

/// Returns SQL that reads `frame.tsv` and gives `case_id, stratum, role, place, ticket`, by stratum and
/// place: the selected cases and the reserves of the draw.
#[must_use]
pub fn sql(manifest: &Manifest, frame: &Frame, engine: Engine) -> String {
    let rules = &manifest.rules;
    let mut text = format!(
        "-- Draw {} by the published method {}, for {}. It reads the frozen list, frame.tsv, from the\n-- folder it runs in, and gives the selected cases and the reserves.\n{}\n",
        manifest.draw,
        crate::manifest::METHOD,
        engine.name(),
        engine.load()
    );
    let query = match rules.selection {
        Selection::Tickets => by_tickets(manifest, rules, engine),
        Selection::Systematic => systematic(manifest, frame, engine),
        Selection::EveryCase => every_case(engine),
    };
    text.push_str(&query);
    text.push_str(";\n");
    text
}

fn by_tickets(manifest: &Manifest, rules: &Rules, engine: Engine) -> String {
    let key = TicketKey::new(&manifest.seed.seed, &manifest.draw, Purpose::Select).hex();
    let ticket = engine.ticket(&key, "unit");
    let child = engine.ticket(&key, "case_id");
    let bytes = engine.bytes();
    let mut plan = String::new();
    for (index, stratum) in manifest.strata.iter().enumerate() {
        let comma = if index == 0 { "" } else { ",\n    " };
        let name = engine.text(&stratum.name);
        let _ = write!(
            plan,
            "{comma}({name}, {}, {})",
            stratum.n,
            rules.reserves.min(stratum.eligible.saturating_sub(stratum.n))
        );
    }
    let behind = match &rules.cap {
        None => "0".to_owned(),
        Some(cap) => format!(
            "CASE WHEN cap IN ('', '(blank)') OR row_number() OVER (PARTITION BY stratum, cap ORDER BY ticket) <= {} THEN 0 ELSE 1 END",
            cap.k
        ),
    };
    let audited = match rules.unit {
        Unit::WholeFamily => "1 = 1",
        Unit::Case | Unit::Family => "child = 1",
    };
    format!(
        "WITH plan (stratum, n, reserves) AS (
  VALUES
    {plan}
), cases AS (
  SELECT case_id, unit,
    row_number() OVER (PARTITION BY unit ORDER BY case_id{bytes}) AS first_id,
    row_number() OVER (PARTITION BY unit ORDER BY {child}) AS child,
    stratum, coalesce(cap, '') AS cap, {ticket} AS ticket
  FROM frame
  WHERE status = 'eligible'
), units AS (
  SELECT unit, stratum, ticket, {behind} AS behind
  FROM cases
  WHERE first_id = 1
), ordered AS (
  SELECT unit, stratum, ticket,
    row_number() OVER (PARTITION BY stratum ORDER BY behind, ticket) AS place
  FROM units
)
SELECT cases.case_id, ordered.stratum,
  CASE WHEN ordered.place <= plan.n THEN 'selected' ELSE 'reserve' END AS role,
  ordered.place, ordered.ticket
FROM ordered
JOIN plan ON plan.stratum = ordered.stratum
JOIN cases ON cases.unit = ordered.unit
WHERE ordered.place <= plan.n + plan.reserves AND {audited}
ORDER BY ordered.stratum{bytes}, ordered.place, cases.case_id{bytes}"
    )
}

fn systematic(manifest: &Manifest, frame: &Frame, engine: Engine) -> String {
    let total = frame.eligible_count();
    let start = systematic_start(&manifest.seed.seed, &manifest.draw, total);
    let (n, bytes) = (manifest.n(), engine.bytes());
    let step = engine.divide(&format!("position * {n} - {start} + {total} - 1"), total);
    format!(
        "WITH walk AS (
  SELECT case_id,
    row_number() OVER (ORDER BY coalesce(sort_key, ''){bytes}, case_id{bytes}) - 1 AS position
  FROM frame
  WHERE status = 'eligible'
), steps AS (
  SELECT case_id, position, {step} AS step
  FROM walk
)
SELECT case_id, 'all' AS stratum, 'selected' AS role, step + 1 AS place, NULL AS ticket
FROM steps
WHERE {start} + step * {total} < (position + 1) * {n}
ORDER BY position"
    )
}

fn every_case(engine: Engine) -> String {
    let bytes = engine.bytes();
    format!(
        "SELECT case_id, stratum, 'selected' AS role,
  row_number() OVER (PARTITION BY stratum ORDER BY case_id{bytes}) AS place, NULL AS ticket
FROM frame
WHERE status = 'eligible'
ORDER BY stratum{bytes}, case_id{bytes}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::tests::{frame, manifest};

    #[test]
    fn every_engine_has_its_own_words_for_the_same_ticket() {
        let frame = frame(60);
        let record = manifest(&frame, 12, Rules { reserves: 2, ..Rules::default() });
        let key = TicketKey::new(&record.seed.seed, &record.draw, Purpose::Select).hex();
        for (engine, ticket) in [
            (Engine::DuckDb, format!("sha256('{key}' || unit)")),
            (
                Engine::Postgres,
                format!("encode(sha256(convert_to('{key}' || unit, 'UTF8')), 'hex') COLLATE \"C\""),
            ),
            (Engine::Spark, format!("sha2(concat('{key}', unit), 256)")),
        ] {
            let text = sql(&record, &frame, engine);
            assert!(text.contains(&ticket), "{text}");
            assert!(text.contains("('CIN 1', 4, 2)"), "{text}");
        }
    }

    #[test]
    fn names_are_quoted_for_the_engine() {
        assert_eq!(Engine::DuckDb.text("O'Neill \\ Co"), "'O''Neill \\ Co'");
        assert_eq!(Engine::Spark.text("O'Neill \\ Co"), "'O\\'Neill \\\\ Co'");
    }
}
