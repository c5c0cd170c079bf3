//! A comment that counts for a theme, as a line of a list: where it is, what was found in it, and by which rule.

use assay_views::themes::ThemeComment;
use serde::Serialize;

use super::{Piece, about, href, pieces};

/// The line of a comment.
#[derive(Serialize)]
pub(super) struct Found {
    href: String,
    about: String,
    parts: Vec<Piece>,
    rule: String,
}

/// Returns the line of a comment, with what was found marked.
pub(super) fn shown(comment: ThemeComment) -> Found {
    Found {
        href: href(&comment.comment_id),
        about: about(comment.month, &comment.team, &comment.domain, None),
        parts: pieces(&comment.text, &[(comment.start, comment.end)]),
        rule: comment.found_by,
    }
}
