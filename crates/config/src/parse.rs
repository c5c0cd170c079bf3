//! Reads a settings file strictly into a wire structure. What goes wrong is put in words by `fault`.

use serde::de::DeserializeOwned;
use serde_yaml::Options;

use crate::source::Source;
use crate::{Error, fault};

/// The longest settings file, narrative or template that is read, in bytes.
pub const LONGEST: usize = 4_000_000;
/// Entries, names and brackets of a settings file, as its reader counts them.
const MOST_EVENTS: usize = 200_000;
/// Brackets of a settings file in one another.
const MOST_NESTED: usize = 16;

impl Source<'_> {
    /// Reads the text into a wire structure.
    pub(crate) fn parse<W: DeserializeOwned>(&self) -> Result<W, Error> {
        if self.text().len() > LONGEST {
            let found = format!("{} bytes", self.text().len());
            return Err(self.whole("a settings file of at most 4 MB", &found, "").into());
        }
        serde_yaml::from_str_with_options(self.text(), options())
            .map_err(|error| fault::explain(self, &error).into())
    }
}

fn options() -> Options {
    let mut options = Options::default();
    options.strict_booleans = true;
    options.merge_keys = serde_yaml::options::MergeKeyPolicy::Error;
    options.duplicate_keys = serde_yaml::options::DuplicateKeyPolicy::Error;
    options.reject_unsupported_tags = true;
    // Our files are mostly comments: they are passed over, however many are in a row.
    options.emit_comments = false;
    if let Some(budget) = &mut options.budget {
        budget.max_events = MOST_EVENTS;
        budget.max_aliases = 0;
        budget.max_anchors = 0;
        budget.flow_nesting_limit = MOST_NESTED;
    }
    options
}

#[cfg(test)]
mod tests {
    use serde::de::IgnoredAny;

    use super::*;

    fn is_read(text: &str) -> bool {
        Source::new(text, "lists.yaml").parse::<IgnoredAny>().is_ok()
    }

    #[test]
    fn settings_that_grow_or_nest_without_end_are_refused() {
        let nested = |depth: usize| format!("a: {}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(is_read(&nested(MOST_NESTED)) && !is_read(&nested(MOST_NESTED + 1)));
        let entries = |count: usize| "- 1\n".repeat(count);
        assert!(is_read(&entries(MOST_EVENTS - 100)) && !is_read(&entries(MOST_EVENTS + 1)));
        let long = |length: usize| format!("# {}\na: 1", "x".repeat(length - 7));
        assert!(is_read(&long(LONGEST)) && !is_read(&long(LONGEST + 1)));
        assert!(!is_read("a: &a [1]\nb: *a"), "anchors and aliases are never taken");
    }
}
