//! The audits of one month of a section with the design they were drawn by, from which every figure of the month
//! is made.

use std::collections::BTreeMap;

use assay_model::Month;

use super::Material;
use super::design::Design;
use super::round::Round;
use crate::counting::Section;
use crate::reads::Read;

/// One month's audits.
pub(super) struct Audits<'a> {
    /// The month.
    pub(super) month: Month,
    /// The audits, in the order of their cases.
    pub(super) reads: Vec<&'a Read>,
    /// The design of all of them.
    pub(super) design: Design,
    /// The design of those that came in before the round closed; none where none was late.
    pub(super) in_time: Option<Design>,
}

/// The returns of each section by month.
pub(super) type BySection<'a> = BTreeMap<Section, BTreeMap<Month, Vec<&'a Read>>>;

/// Returns the returns with a month; `placed` is the section of each.
pub(super) fn by_section<'a>(material: &Material<'a>, placed: &[Section]) -> BySection<'a> {
    let mut found: BySection<'a> = BTreeMap::new();
    for (read, section) in material.reads.iter().zip(placed) {
        if let Some(month) = read.audit.month {
            found.entry(*section).or_default().entry(month).or_default().push(read);
        }
    }
    found
}

/// Returns the months of a section, oldest first.
pub(super) fn months<'a>(
    section: Section,
    months: &BTreeMap<Month, Vec<&'a Read>>,
    rounds: &[Round],
) -> Vec<Audits<'a>> {
    let design = match section {
        Section::SecondRead => Design::of_second_reads,
        _ => Design::of,
    };
    let of_month = |(month, reads): (&Month, &Vec<&'a Read>)| {
        let mut reads = reads.clone();
        // Sums of floats depend on their order in the last bit; the order of the returns must not show.
        reads.sort_by_key(|read| (&read.audit.case, &read.audit.draw, &read.audit.auditor));
        let in_time: Vec<&Read> = reads.iter().copied().filter(|read| !read.late).collect();
        Audits {
            month: *month,
            design: design(&reads, rounds),
            in_time: (in_time.len() < reads.len()).then(|| design(&in_time, rounds)),
            reads,
        }
    };
    months.iter().map(of_month).collect()
}
