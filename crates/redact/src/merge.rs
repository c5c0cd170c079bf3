//! Findings that overlap or lie side by side, made into one each: `Mia`, `Turner` → `Mia Turner`.

use crate::finding::{Finding, Kind};

/// Returns the findings in order without overlaps. Of two that overlap the longer one stays, listed
/// before weak; parts of one person's name that only a space or hyphen parts become one.
pub(crate) fn without_overlaps(text: &str, mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| {
        a.span
            .start
            .cmp(&b.span.start)
            .then(b.span.end.cmp(&a.span.end))
            .then(a.weak.cmp(&b.weak))
            .then(a.kind.cmp(&b.kind))
    });
    let mut kept: Vec<Finding> = Vec::with_capacity(found.len());
    for finding in found {
        let Some(last) = kept.last_mut() else {
            kept.push(finding);
            continue;
        };
        let overlaps = finding.span.start < last.span.end;
        if overlaps {
            let whole = last.span.start..last.span.end.max(finding.span.end);
            let stronger = (last.weak && !finding.weak)
                || (last.weak == finding.weak && finding.span.len() > last.span.len());
            if stronger {
                *last = finding;
            }
            // Nothing that either of them found may be left standing.
            last.span = whole;
        } else if belongs_to(text, last, &finding) {
            last.span.end = finding.span.end;
            if last.weak && !finding.weak {
                last.key.clone_from(&finding.key);
                last.kind = finding.kind;
                last.weak = false;
            }
        } else {
            kept.push(finding);
        }
    }
    kept
}

/// Returns whether the next finding is the rest of the same name.
fn belongs_to(text: &str, last: &Finding, next: &Finding) -> bool {
    let (Kind::Name(_), Kind::Name(_)) = (last.kind, next.kind) else { return false };
    let between = &text[last.span.end..next.span.start];
    let joined = matches!(between, " " | "-" | " de " | " al-" | " Al-" | " van ");
    joined && (last.key == next.key || last.weak || next.weak)
}
