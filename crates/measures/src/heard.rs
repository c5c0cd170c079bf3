//! Whether children, families and workers were heard in audits, and why they were not asked: counts of what
//! audits say, in which a blank is no answer.

use std::collections::BTreeMap;

use assay_model::audit::{View, ViewOf};

use crate::reads::Read;

/// Whether one of child and family was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Who.
    pub of: ViewOf,
    /// Audits in which they were asked.
    pub yes: u64,
    /// Audits in which they were not.
    pub no: u64,
    /// Audits that have their words.
    pub words: u64,
    /// Why they were not asked, in small letters, the most frequent first.
    pub reasons: Vec<(String, u64)>,
}

/// What audits say of who was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard<'a> {
    /// How many audits there are.
    pub audits: u64,
    /// Audits in which the worker took part, of those that say so.
    pub worker: (u64, u64),
    /// Child and family.
    pub asked: Vec<Asked>,
    /// Audits with words of child or family, in the order they came in.
    pub spoken: Vec<(&'a Read, &'a View)>,
}

/// Returns what these audits say.
#[must_use]
pub fn heard<'a>(reads: impl IntoIterator<Item = &'a Read>) -> Heard<'a> {
    let none = |of| Asked { of, yes: 0, no: 0, words: 0, reasons: Vec::new() };
    let mut found = Heard {
        audits: 0,
        worker: (0, 0),
        asked: ViewOf::ALL.map(none).to_vec(),
        spoken: Vec::new(),
    };
    let mut reasons: BTreeMap<(ViewOf, String), u64> = BTreeMap::new();
    for read in reads {
        found.audits += 1;
        if let Some(took_part) = read.audit.worker_took_part {
            found.worker.0 += u64::from(took_part);
            found.worker.1 += 1;
        }
        for view in &read.audit.views {
            let Some(asked) = found.asked.iter_mut().find(|asked| asked.of == view.of) else {
                continue;
            };
            asked.yes += u64::from(view.asked == Some(true));
            asked.no += u64::from(view.asked == Some(false));
            if !view.words.trim().is_empty() {
                asked.words += 1;
                found.spoken.push((read, view));
            }
            let why = view.why_not.trim().to_lowercase();
            if view.asked == Some(false) && !why.is_empty() {
                *reasons.entry((view.of, why)).or_default() += 1;
            }
        }
    }
    for ((of, why), times) in reasons {
        if let Some(asked) = found.asked.iter_mut().find(|asked| asked.of == of) {
            asked.reasons.push((why, times));
        }
    }
    for asked in &mut found.asked {
        asked.reasons.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reads::tests::read;

    #[test]
    fn a_blank_is_no_answer_and_reasons_are_counted_in_small_letters() {
        let view = |asked, why: &str, words: &str| View {
            of: ViewOf::ALL[0],
            asked,
            by: String::new(),
            why_not: why.to_owned(),
            words: words.to_owned(),
        };
        let mut reads = vec![read("1", "2026-09", None, ""); 4];
        reads[0].audit.views = vec![view(Some(false), "Too young", "")];
        reads[1].audit.views = vec![view(Some(false), " too young", "")];
        reads[2].audit.views = vec![view(Some(true), "", "They listen")];
        reads[3].audit.worker_took_part = Some(true);
        let found = heard(&reads);
        assert_eq!((found.audits, found.worker, found.spoken.len()), (4, (1, 1), 1));
        let first = &found.asked[0];
        assert_eq!((first.yes, first.no, first.words), (1, 2, 1));
        assert_eq!(first.reasons, [("too young".to_owned(), 2)]);
    }
}
