//! What a row's leaf is: SHA-256(salt, JSON of the row), the JSON being an object of all columns in the byte order
//! of their names, with texts as JSON texts, numbers as they are, bytes as `{"hex":"00ff"}`, and nothing as null, so that
//! no two different rows have the same JSON.
//! The root over a group of rows is SHA-256 of their leaves in ascending order, one after the other.

use std::fmt::Write as _;

use assay_model::print::hex;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

/// The leaf of a row.
pub(crate) type Leaf = [u8; 32];

/// The bytes of a salt.
pub(crate) const SALT: usize = 16;

/// Returns a row's proof: its salt and its leaf.
pub(crate) fn proof(salt: [u8; SALT], json: &str) -> Vec<u8> {
    let mut proof = Vec::with_capacity(SALT + 32);
    proof.extend_from_slice(&salt);
    proof.extend_from_slice(&leaf(&salt, json));
    proof
}

/// Returns the leaf of a row under a salt.
pub(crate) fn leaf(salt: &[u8], json: &str) -> Leaf {
    Sha256::new().chain_update(salt).chain_update(json).finalize().into()
}

/// Takes a proof apart: its salt and its leaf; none where it is not one.
pub(crate) fn parts(proof: &[u8]) -> Option<(&[u8], Leaf)> {
    let (salt, leaf) = proof.split_at_checked(SALT)?;
    Some((salt, leaf.try_into().ok()?))
}

/// Returns the root over leaves.
pub(crate) fn root(leaves: &mut [Leaf]) -> String {
    leaves.sort_unstable();
    let mut digest = Sha256::new();
    for leaf in leaves.iter() {
        digest.update(leaf);
    }
    hex(&digest.finalize())
}

/// Writes the JSON of a row, whose columns are in the byte order of their names.
pub(crate) fn write_json<'v>(
    json: &mut String,
    columns: &[&str],
    values: impl IntoIterator<Item = ValueRef<'v>>,
) {
    json.clear();
    for (column, value) in columns.iter().zip(values) {
        json.push(if json.is_empty() { '{' } else { ',' });
        json.push('"');
        json.push_str(column);
        json.push_str("\":");
        write_value(json, value);
    }
    json.push('}');
}

fn write_value(json: &mut String, value: ValueRef<'_>) {
    // Writing to a text cannot fail.
    let _ = match value {
        ValueRef::Null => json.write_str("null"),
        ValueRef::Integer(number) => write!(json, "{number}"),
        ValueRef::Real(number) => write!(json, "{{\"real\":\"{number:e}\"}}"),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => return write_text(json, text),
            Err(_) => write!(json, "{{\"text\":\"{}\"}}", hex(bytes)),
        },
        ValueRef::Blob(bytes) => write!(json, "{{\"hex\":\"{}\"}}", hex(bytes)),
    };
}

/// Writes a text as RFC 8785 has it.
fn write_text(json: &mut String, text: &str) {
    json.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            8 => "\\b",
            12 => "\\f",
            0..=31 => "",
            _ => continue,
        };
        json.push_str(&text[plain..at]);
        plain = at + 1;
        if escaped.is_empty() {
            let _ = write!(json, "\\u{byte:04x}");
        } else {
            json.push_str(escaped);
        }
    }
    json.push_str(&text[plain..]);
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_of_a_row_is_canonical() {
        let mut json = String::new();
        let text = "a \"b\" \\ \u{1}\u{8}\u{1f}\n\u{7f} é 😀";
        let values = [
            ValueRef::Text(text.as_bytes()),
            ValueRef::Integer(-7),
            ValueRef::Null,
            ValueRef::Blob(&[0, 255]),
        ];
        write_json(&mut json, &["a", "b", "c", "d"], values);
        let same = serde_json::json!({"a": text, "b": -7, "c": null, "d": {"hex": "00ff"}});
        assert_eq!(json, crate::commitment::canonical(&same).unwrap());
    }

    #[test]
    fn bytes_and_the_text_of_their_figures_are_different_rows() {
        let written = |value| {
            let mut json = String::new();
            write_json(&mut json, &["a"], [value]);
            json
        };
        let bytes = written(ValueRef::Blob(&[0, 255]));
        assert_ne!(bytes, written(ValueRef::Text(b"00ff")));
        assert_ne!(bytes, written(ValueRef::Text(b"{\"hex\":\"00ff\"}")));
        assert_ne!(written(ValueRef::Text(&[255])), written(ValueRef::Blob(&[255])));
        assert_ne!(written(ValueRef::Real(1.0)), written(ValueRef::Integer(1)));
    }

    #[test]
    fn a_root_does_not_depend_on_the_order_of_rows() {
        let (one, two) = (leaf(&[0; 16], "{}"), leaf(&[1; 16], "{}"));
        assert_ne!(one, two);
        assert_eq!(root(&mut [one, two]), root(&mut [two, one]));
        assert_ne!(root(&mut [one]), root(&mut [one, one]));
    }
}
