//! The running head and foot of printed pages. They stand in the style sheet, so every character
//! but letters, figures and spaces is written as an escape there.

use serde::Serialize;

use crate::view::Document;

/// What is printed at head and foot of every page.
#[derive(Debug, Serialize)]
pub(super) struct Running {
    /// The marking, or else the council; and whether it is a draft.
    head: String,
    /// Title and date.
    foot: String,
}

impl Running {
    /// Returns the running texts of a document.
    pub(super) fn of(document: &Document) -> Self {
        let owner = if document.marking.is_empty() { &document.council } else { &document.marking };
        let head = match document.edition.status.as_str() {
            "" => owner.clone(),
            status => format!("{owner} · {status}"),
        };
        let foot =
            format!("{}, {}. As at {}", document.title, document.council, document.edition.as_at);
        Self { head: escape(&head), foot: escape(&foot) }
    }
}

/// Escapes a text for a quoted string of CSS that itself stands in HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            // The space ends the escape and is not printed.
            out.push_str(&format!("\\{:06x} ", u32::from(c)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_leave_the_quoted_string() {
        assert_eq!(
            escape("A \"b\"</style>"),
            "A \\000022 b\\000022 \\00003c \\00002f style\\00003e "
        );
    }
}
