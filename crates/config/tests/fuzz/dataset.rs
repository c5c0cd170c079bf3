//! The Standard Safeguarding Dataset with one of its tables damaged, read twice as an import reads it.

use assay_intake::Source;
use assay_intake::annexa::ServiceNames;
use assay_intake::ssd::{SsdAsked, SsdColumn, SsdKind, SsdSchema, SsdTable, read_ssd};
use assay_model::Former;
use assay_tables::Limits;

use super::run;

fn schema() -> SsdSchema {
    let text = assay_config::shipped::text("ssd-2026.yaml").expect("shipped");
    assay_config::ssd::read(text, "ssd-2026.yaml").expect("usable")
}

/// A value that a column may have in the row of this number.
fn value(column: &SsdColumn, row: usize) -> String {
    match &column.kind {
        SsdKind::Id | SsdKind::Number => row.to_string(),
        SsdKind::Text => format!("Text {row}"),
        SsdKind::Date | SsdKind::Moment => format!("0{row}/02/2026"),
        SsdKind::YesNo => "Y".to_owned(),
        // Some are on the list of the column, and others are not.
        SsdKind::Code(_) => ["M", "WBRI", "1", "N1"][row % 4].to_owned(),
    }
}

fn csv(table: &SsdTable) -> Vec<u8> {
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    let header = line(table.columns.iter().map(|column| column.name.clone()).collect());
    let row = |number| line(table.columns.iter().map(|column| value(column, number)).collect());
    (1..4).map(row).fold(header, |all, row| all + &row).into_bytes()
}

#[test]
fn ssd() {
    let (schema, services, former) = (schema(), ServiceNames::default(), Former::default());
    let files: Vec<(String, Vec<u8>)> =
        schema.tables().iter().map(|table| (format!("{}.csv", table.name), csv(table))).collect();
    let corpus: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let asked = SsdAsked {
        schema: &schema,
        services: &services,
        former: &former,
        ids: None,
        as_at: "2026-09-30".parse().expect("a date"),
        limits: &Limits::default(),
    };
    run("ssd", &corpus, |source| {
        let sound = files.iter().filter(|(name, _)| *name != source.name);
        let sound = sound.map(|(name, bytes)| Source { name: name.clone(), bytes: bytes.clone() });
        let mut sources: Vec<Source> = sound.collect();
        sources.push(source);
        if let Ok(first) = read_ssd(&sources, &asked, None, &mut |_| {}) {
            drop(read_ssd(&sources, &asked, Some(&first), &mut |_| {}));
        }
    });
}
