//! What a request asks for, as handlers see it: parts of its address, its query, and the fields of its form.
//! It knows no page.

use std::sync::Arc;

use crate::field::Fault;
use crate::uploads::Upload;

/// A request, read.
#[derive(Default)]
pub(crate) struct Asked {
    /// The address with its query.
    pub(crate) address: String,
    pub(crate) parts: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) fields: Vec<(String, String)>,
    /// The files of an upload; none where the form has none.
    pub(crate) upload: Option<Arc<Upload>>,
}

impl Asked {
    /// Returns a part of the address, such as the draw's id.
    pub(crate) fn part(&self, name: &str) -> &str {
        find(&self.parts, name)
    }

    /// Returns a value of the query; nothing where it is not there.
    pub(crate) fn query(&self, name: &str) -> &str {
        find(&self.query, name).trim()
    }

    /// Returns what was typed in a field; nothing where it is not there.
    pub(crate) fn field(&self, name: &str) -> &str {
        find(&self.fields, name).trim()
    }

    /// Returns all values of a field, such as several ticks.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Returns what was typed in a field, or adds the fault that it is empty.
    pub(crate) fn needed(
        &self,
        name: &'static str,
        missing: &str,
        faults: &mut Vec<Fault>,
    ) -> String {
        let value = self.field(name);
        if value.is_empty() {
            faults.push(Fault::of(name, missing));
        }
        value.to_owned()
    }

    /// Returns a whole number, none for an empty field, or adds the fault that it is none.
    pub(crate) fn number(&self, name: &'static str, faults: &mut Vec<Fault>) -> Option<u64> {
        let value = self.field(name).replace(',', "");
        if value.is_empty() {
            return None;
        }
        let number = value.parse().ok();
        if number.is_none() {
            faults.push(Fault::of(name, format!("Enter a whole number, not \"{value}\"")));
        }
        number
    }
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// Returns the pairs of a query or of a form's body.
pub(crate) fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(bytes)
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect()
}
