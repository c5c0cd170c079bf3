//! The words of messages as pages have them.

use assay_model::print::capital;

/// Messages are in lower case without a full stop; a page has sentences.
pub(crate) fn as_sentence(message: &str) -> String {
    let said = capital(message.trim());
    let end = if said.is_empty() || said.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{said}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_becomes_a_sentence() {
        assert_eq!(as_sentence("there is no draw x"), "There is no draw x.");
        assert_eq!(as_sentence("élan"), "Élan.");
        assert_eq!(as_sentence(""), "");
    }
}
