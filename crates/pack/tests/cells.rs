//! The ids by which cells with counts of children are remembered: every one has its own, and words are none of them.

mod sample;

use std::collections::BTreeSet;

use assay_pack::view::Document;
use assay_pack::view::table::Class;
use assay_pack::{Figures, Profile, assemble};

fn published(figures: &Figures) -> Document {
    let mut figures = figures.clone();
    figures.indicators.public = true;
    let profile = Profile { public: true, ..sample::profile() };
    assemble(&profile, &figures, sample::edition())
}

#[test]
fn every_count_of_children_is_remembered_by_an_id_of_its_own() {
    let document = published(&sample::figures());
    let mut tables = 0;
    for (_, table) in document.tables().filter(|(_, table)| table.class == Class::Children) {
        let Some(layout) = &table.layout else { panic!("{} cannot be guarded", table.id) };
        tables += 1;
        let rows: BTreeSet<&str> = table.rows.iter().map(|row| row.id.as_str()).collect();
        assert!(rows.len() == table.rows.len() && !rows.contains(""), "{}: {rows:?}", table.id);
        let counts = layout.counts.iter().chain(&layout.total_column);
        let columns: Vec<&str> = counts.map(|column| table.columns[*column].id).collect();
        let own: BTreeSet<&&str> = columns.iter().collect();
        assert!(own.len() == columns.len() && !columns.contains(&""), "{}: {columns:?}", table.id);
    }
    assert!(tables >= 3, "{tables}");
}

#[test]
fn a_name_put_another_way_changes_no_id() {
    let mut figures = sample::figures();
    let before = published(&figures).printed;
    for indicator in &mut figures.indicators.indicators {
        indicator.name = format!("{}, as we call it now", indicator.name);
    }
    let after = published(&figures).printed;
    assert!(before.cells.len() > 10);
    assert!(before.cells.keys().eq(after.cells.keys()));
}
