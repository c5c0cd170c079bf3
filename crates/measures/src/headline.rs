//! The returns that headline figures count, kept so that a comment can be asked whether it is from one of
//! them. It decides nothing itself; `counting` does.

use std::collections::HashMap;

use assay_model::{AuditKind, CaseId, Comment, DrawId};

use crate::counting::sections;
use crate::reads::Read;

/// The returns that the headline counts.
#[derive(Debug, Clone, Default)]
pub struct HeadlineReturns {
    /// Of each case of a draw, whose return it is; the rule leaves one.
    readers: HashMap<DrawId, HashMap<CaseId, (String, AuditKind)>>,
}

impl HeadlineReturns {
    /// Returns the headline of these returns.
    #[must_use]
    pub fn of(reads: &[Read]) -> Self {
        let mut readers: HashMap<DrawId, HashMap<CaseId, (String, AuditKind)>> = HashMap::new();
        let placed = sections(reads.iter().map(Read::facts));
        for (read, _) in reads.iter().zip(placed).filter(|(_, section)| section.is_headline()) {
            if let Some(draw) = &read.audit.draw {
                let reader = (read.audit.auditor.clone(), read.audit.kind);
                let cases = readers.entry(draw.clone()).or_default();
                cases.insert(read.audit.case.clone(), reader);
            }
        }
        Self { readers }
    }

    /// Returns whether figures of themes count the comment: it is from a return that the headline counts, or
    /// it was imported as plain text.
    #[must_use]
    pub fn counts(&self, comment: &Comment) -> bool {
        let Some(kind) = comment.kind else { return true };
        let place = comment.draw.as_ref().zip(comment.case.as_ref());
        place
            .and_then(|(draw, case)| self.readers.get(draw)?.get(case))
            .is_some_and(|(auditor, of)| *auditor == comment.auditor && *of == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counting::{Chosen, Section};
    use crate::reads::tests::read;

    fn comment(read: &Read) -> Comment {
        Comment {
            draw: read.audit.draw.clone(),
            case: Some(read.audit.case.clone()),
            auditor: read.audit.auditor.clone(),
            kind: Some(read.audit.kind),
            ..Comment::default()
        }
    }

    #[test]
    fn the_same_case_in_two_rounds_counts_in_both() {
        let reads = [read("1", "2026-08", None, "6"), read("1", "2026-09", None, "6")];
        assert_eq!(sections(reads.iter().map(Read::facts)), [Section::Monthly; 2]);
    }

    #[test]
    fn a_comment_counts_with_the_return_it_is_from() {
        let mut reads = vec![read("1", "2026-09", None, "6"); 4];
        reads[1].audit.kind = AuditKind::SecondRead;
        reads[2].audit.auditor = "b".into();
        reads[2].assigned = false;
        reads[3].audit.case = CaseId::parse("2").unwrap();
        reads[3].audit.kind = AuditKind::Thematic;
        let headline = HeadlineReturns::of(&reads);
        let counted: Vec<bool> = reads.iter().map(|r| headline.counts(&comment(r))).collect();
        assert_eq!(counted, [true, false, false, false]);
    }

    #[test]
    fn plain_text_counts_and_a_return_outside_any_draw_does_not() {
        let mut outside = read("1", "2026-09", None, "6");
        outside.audit.draw = None;
        outside.chosen = Chosen::Outside;
        let headline = HeadlineReturns::of(std::slice::from_ref(&outside));
        assert!(headline.counts(&Comment::default()));
        assert!(!headline.counts(&comment(&outside)));
    }
}
