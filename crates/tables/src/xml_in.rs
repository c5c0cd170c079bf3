//! XML messages such as the workforce census: every element that holds values is a record with its
//! line. It knows no schema, and no entities beyond the five of XML.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use crate::guard::within;
use crate::{Limits, ReadError};

/// Elements in elements, at most.
const DEPTH: usize = 32;
/// Values of one record, at most.
const VALUES: u64 = 1_000;

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
    let damaged = |fault: String| ReadError::Xml(fault);
    let (mut open, mut records): (Vec<Open>, Vec<XmlRecord>) = (Vec::new(), Vec::new());
    let (mut line, mut at) = (1, 0);
    loop {
        let position = (reader.buffer_position() as usize).min(text.len());
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[at..position]).count() as u64;
        at = position;
        let event =
            reader.read_event().map_err(|fault| damaged(format!("line {line}: {fault}")))?;
        match event {
            Event::Start(start) => {
                if open.len() == DEPTH {
                    return Err(damaged(format!(
                        "line {line}: more than {DEPTH} elements in one another"
                    )));
                }
                if let Some(parent) = open.last_mut() {
                    parent.has_children = true;
                }
                let name = start.local_name().as_ref().to_owned();
                open.push(Open {
                    name,
                    line,
                    text: String::new(),
                    values: Vec::new(),
                    has_children: false,
                });
            }
            Event::Empty(leaf) => {
                if let Some(parent) = open.last_mut() {
                    parent.has_children = true;
                    parent.values.push((leaf.local_name().as_ref().to_owned(), String::new()));
                    within("the number of values of a record", parent.values.len() as u64, VALUES)?;
                }
            }
            Event::End(_) => {
                let Some(ended) = open.pop() else { continue };
                close(ended, open.last_mut(), &mut records)?;
                within("the number of records", records.len() as u64, u64::from(limits.rows))?;
            }
            Event::Text(found) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&found);
                }
            }
            Event::CData(found) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&found);
                }
            }
            Event::GeneralRef(found) => {
                let name: &str = &found;
                let known = match found.resolve_char_ref() {
                    Ok(Some(letter)) => Some(letter.to_string()),
                    _ => resolve_predefined_entity(name).map(str::to_owned),
                };
                let known = known
                    .ok_or_else(|| damaged(format!("line {line}: the unknown entity &{name};")))?;
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&known);
                }
            }
            Event::DocType(_) => {
                return Err(damaged(format!("line {line}: a document type, which no census has")));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match open.last() {
        Some(element) => Err(damaged(format!("it ends inside the element <{}>", element.name))),
        None => Ok(records),
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
            within("the number of values of a record", parent.values.len() as u64, VALUES)?;
            parent.values.push((name, text.trim().to_owned()));
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
        let told: Vec<_> = found
            .iter()
            .map(|r| {
                let values = r.values.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                (r.name.as_str(), r.line, values)
            })
            .collect();
        assert_eq!(told, expected);
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
