//! Reads a settings file strictly into a wire structure. What goes wrong is put in words by `fault`.

use serde::de::DeserializeOwned;
use serde_yaml::Options;

use crate::source::Source;
use crate::{Error, fault};

/// The longest settings file that is read, in bytes.
const LONGEST: usize = 4_000_000;

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
        budget.max_events = 200_000;
        budget.max_aliases = 0;
        budget.max_anchors = 0;
        budget.flow_nesting_limit = 16;
    }
    options
}
