//! XML messages such as the workforce census: every element that holds values is a record with its
//! line. It knows no schema, and no entities beyond the five of XML.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use crate::guard::within;
use crate::{Limits, ReadError};

/// Elements in elements, at most.
const MOST_DEPTH: usize = 32;
/// Values of one record, at most.
const MOST_VALUES: u64 = 1_000;

/// An element with its values: the children that hold text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlRecord {
    /// The element's name, without its namespace.
    pub name: String,
    /// The 1-based line on which it begins.
    pub line: u64,
    /// The children's names and texts, in order.
    pub values: Vec<(String, String)>,
}

struct Open {
    name: String,
    line: u64,
    text: String,
    values: Vec<(String, String)>,
    has_children: bool,
}

/// Returns the records of a message, in the order in which they end.
///
/// # Errors
/// When it is no well-formed XML, declares entities, or is larger than the limits.
pub fn read_xml(bytes: &[u8], limits: &Limits) -> Result<Vec<XmlRecord>, ReadError> {
    within("the file", bytes.len() as u64, limits.file_bytes)?;
    let text = crate::text::decoded(bytes.to_vec())?;
    let mut reader = Reader::from_str(&text);
    let mut records = Records { open: Vec::new(), ended: Vec::new(), line: 1 };
    let mut at = 0;
    loop {
        let position = (reader.buffer_position() as usize).min(text.len());
        let passed = &text.as_bytes()[at..position];
        records.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        at = position;
        match reader.read_event().map_err(|fault| records.damaged(&fault.to_string()))? {
            Event::Eof => break,
            event => records.take(event, limits)?,
        }
    }
    match records.open.last() {
        Some(element) => {
            Err(ReadError::Xml(format!("it ends inside the element <{}>", element.name)))
        }
        None => Ok(records.ended),
    }
}

/// The elements that are open, the records that have ended, and the line that is read.
struct Records {
    open: Vec<Open>,
    ended: Vec<XmlRecord>,
    line: u64,
}

impl Records {
    fn take(&mut self, event: Event<'_>, limits: &Limits) -> Result<(), ReadError> {
        match event {
            Event::Start(start) => self.begin(start.local_name().as_ref().to_owned())?,
            Event::Empty(leaf) => {
                if let Some(parent) = self.open.last_mut() {
                    parent.has_children = true;
                    parent.values.push((leaf.local_name().as_ref().to_owned(), String::new()));
                    within(
                        "the number of values of a record",
                        parent.values.len() as u64,
                        MOST_VALUES,
                    )?;
                }
            }
            Event::End(_) => {
                if let Some(ended) = self.open.pop() {
                    close(ended, self.open.last_mut(), &mut self.ended)?;
                    let count = self.ended.len() as u64;
                    within("the number of records", count, u64::from(limits.rows))?;
                }
            }
            Event::Text(found) => self.add(&found),
            Event::CData(found) => self.add(&found),
            Event::GeneralRef(found) => {
                let name: &str = &found;
                let known = match found.resolve_char_ref() {
                    Ok(Some(letter)) => Some(letter.to_string()),
                    _ => resolve_predefined_entity(name).map(str::to_owned),
                };
                let unknown = || self.damaged(&format!("the unknown entity &{name};"));
                let known = known.ok_or_else(unknown)?;
                self.add(&known);
            }
            Event::DocType(_) => {
                return Err(self.damaged("a document type, which no census has"));
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, name: String) -> Result<(), ReadError> {
        if self.open.len() == MOST_DEPTH {
            return Err(self.damaged(&format!("more than {MOST_DEPTH} elements in one another")));
        }
        if let Some(parent) = self.open.last_mut() {
            parent.has_children = true;
        }
        let (line, text, values) = (self.line, String::new(), Vec::new());
        self.open.push(Open { name, line, text, values, has_children: false });
        Ok(())
    }

    fn add(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }

    fn damaged(&self, found: &str) -> ReadError {
        ReadError::Xml(format!("line {}: {found}", self.line))
    }
}

/// A leaf becomes a value of its parent; an element with values becomes a record.
fn close(
    ended: Open,
    parent: Option<&mut Open>,
    records: &mut Vec<XmlRecord>,
) -> Result<(), ReadError> {
    let Open { name, line, text, values, has_children } = ended;
    if !has_children {
        if let Some(parent) = parent {
            parent.values.push((name, text.trim().to_owned()));
            within("the number of values of a record", parent.values.len() as u64, MOST_VALUES)?;
        }
        return Ok(());
    }
    if !values.is_empty() {
        records.push(XmlRecord { name, line, values });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<XmlRecord>, ReadError> {
        read_xml(text.as_bytes(), &Limits::default())
    }

    #[test]
    fn elements_with_values_are_records_with_their_lines() {
        let found = read("<?xml version=\"1.0\"?>\n<M>\n <A><x>1 &amp; 2</x><y/></A>\n <B>\n  <x>é</x>\n </B>\n</M>").unwrap();
        let expected = [("A", 3, vec![("x", "1 & 2"), ("y", "")]), ("B", 4, vec![("x", "é")])];
        let shown: Vec<_> = found
            .iter()
            .map(|r| {
                let values = r.values.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                (r.name.as_str(), r.line, values)
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_record_of_very_many_values_is_refused() {
        let records = |values: usize| {
            let found = read(&format!("<M><A>{}</A></M>", "<x>1</x>".repeat(values)));
            found.map(|records| records.len()).map_err(|fault| fault.to_string())
        };
        assert_eq!(records(1_000), Ok(1));
        let refused = records(1_001).unwrap_err();
        assert!(refused.ends_with("values of a record is 1001, the limit is 1000"), "{refused}");
    }

    #[test]
    fn what_is_no_census_is_an_error() {
        for text in [
            "<!DOCTYPE m [<!ENTITY a \"b\">]><m><x>&a;</x></m>",
            "<m><x>1</y></m>",
            "<m><x>1</x>",
            "<m><x>&nonsense;</x></m>",
            &"<a>".repeat(40),
        ] {
            assert!(matches!(read(text), Err(ReadError::Xml(_))), "{text}");
        }
    }
}
