//! Putting pseudonyms in place of identities, and carrying spans over, so that highlights stay right.

use std::ops::Range;

use crate::finding::Finding;
use crate::pseudonym::Pseudonyms;

/// A redacted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The text with pseudonyms.
    pub text: String,
    /// What was replaced, with places in the original text.
    pub found: Vec<Finding>,
    /// Original and new place of every replacement.
    moved: Vec<(Range<usize>, Range<usize>)>,
}

impl Redacted {
    /// Returns where a span of the original text lies now. A span that touches a replacement covers
    /// the whole pseudonym.
    #[must_use]
    pub fn map(&self, span: Range<usize>) -> Range<usize> {
        self.map_at(span.start, Side::Start)..self.map_at(span.end, Side::End)
    }

    fn map_at(&self, at: usize, side: Side) -> usize {
        let mut shifted = at;
        for (old, new) in &self.moved {
            if old.end <= at {
                shifted = new.end + (at - old.end);
            } else if old.start < at {
                return match side {
                    Side::Start => new.start,
                    Side::End => new.end,
                };
            } else {
                break;
            }
        }
        shifted
    }
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// Returns the text with the findings replaced; they are in order and do not overlap.
pub(crate) fn replace(text: &str, found: Vec<Finding>, pseudonyms: &mut Pseudonyms) -> Redacted {
    let mut out = String::with_capacity(text.len());
    let mut moved = Vec::with_capacity(found.len());
    let mut at = 0;
    for finding in &found {
        out.push_str(&text[at..finding.span.start]);
        let start = out.len();
        out.push_str(&pseudonyms.of(finding));
        moved.push((finding.span.clone(), start..out.len()));
        at = finding.span.end;
    }
    out.push_str(&text[at..]);
    Redacted { text: out, found, moved }
}
