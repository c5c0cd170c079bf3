//! The YAML reader's errors in the officers' words, with what to do about it.

use serde_yaml::Error as Yaml;

use crate::Fault;
use crate::near::nearest;
use crate::source::Source;

/// Returns the fault that the YAML reader reports, in words.
#[expect(clippy::too_many_lines, reason = "a table of the reader's errors")]
pub(crate) fn explain(source: &Source<'_>, error: &Yaml) -> Fault {
    let plain = error.without_snippet();
    if let (Some((line, column)), false) = (source.tab_before_setting(), speaks_of_values(plain)) {
        let hint = "indent with spaces: most editors can replace tabs";
        let whole = source.whole("spaces before a setting", "a tab", hint);
        return Fault { line: Some(line), column: Some(column), ..whole };
    }
    let Some(place) = plain.location() else {
        return source.whole("settings in YAML", &format!("\"{plain}\""), "");
    };
    let there = source.snippet(place);
    let (expected, found, hint) = match plain {
        Yaml::SerdeUnknownField { field, expected, .. } => {
            ("a known setting".to_owned(), format!("\"{field}\""), choice(field, expected))
        }
        Yaml::SerdeUnknownVariant { variant, expected, .. } => {
            (one_of(expected), format!("\"{variant}\""), choice(variant, expected))
        }
        Yaml::SerdeMissingField { field, .. } => (
            format!("the setting \"{field}\""),
            "none".to_owned(),
            format!("add a line {field}: with its value here"),
        ),
        Yaml::SerdeInvalidType { expected, .. } | Yaml::SerdeInvalidValue { expected, .. } => {
            (kind(expected), there, shape_hint(expected))
        }
        Yaml::InvalidScalar { ty, .. } => (kind(ty), there, String::new()),
        Yaml::InvalidBooleanStrict { .. } => (
            "true or false".to_owned(),
            there,
            "write true or false; yes, no, on and off are text".to_owned(),
        ),
        Yaml::NullIntoString { .. } => {
            ("text".to_owned(), there, "write \"\" for an empty text".to_owned())
        }
        Yaml::DuplicateMappingKey { key, .. } => (
            "each setting once".to_owned(),
            key.as_ref().map_or(there, |key| format!("\"{key}\" again")),
            "take one of the two out".to_owned(),
        ),
        Yaml::Unexpected { expected, .. } => (kind(expected), there, shape_hint(expected)),
        Yaml::Eof { .. } => {
            let hint = "take the file away to work with the settings as shipped";
            return source.whole("settings", "an empty file", hint);
        }
        Yaml::MultipleDocuments { .. } => (
            "one set of settings".to_owned(),
            "a second one".to_owned(),
            "take the line --- out".to_owned(),
        ),
        Yaml::MergeKeyNotAllowed { .. } => (
            "every setting written out".to_owned(),
            "the merge key <<".to_owned(),
            "write the settings out".to_owned(),
        ),
        _ => (
            "settings in YAML".to_owned(),
            there,
            "look for a missing colon, quote or bracket here or on the line before".to_owned(),
        ),
    };
    source.fault_at(place, &expected, &found, &hint)
}

/// Returns whether the text was read as YAML and only a value is not as expected.
fn speaks_of_values(error: &Yaml) -> bool {
    matches!(
        error,
        Yaml::SerdeUnknownField { .. }
            | Yaml::SerdeUnknownVariant { .. }
            | Yaml::SerdeMissingField { .. }
            | Yaml::SerdeInvalidValue { .. }
            | Yaml::InvalidScalar { .. }
            | Yaml::InvalidBooleanStrict { .. }
            | Yaml::NullIntoString { .. }
            | Yaml::DuplicateMappingKey { .. }
    )
}

fn choice(written: &str, known: &[&str]) -> String {
    match (nearest(written, known), known) {
        (Some(word), _) => format!("did you mean {word}?"),
        (None, []) => "no setting is allowed here".to_owned(),
        (None, _) => format!("the words known here are {}", known.join(", ")),
    }
}

fn one_of(known: &[&str]) -> String {
    match known {
        [only] => format!("\"{only}\""),
        _ => format!("one of {}", known.join(", ")),
    }
}

/// Rust's name of what was expected, in the officers' words.
fn kind(expected: &str) -> String {
    let word = expected.trim_start_matches("a ").trim_start_matches("an ");
    match word {
        "u8" | "u16" | "u32" | "u64" | "usize" | "unsigned integer" => {
            "a whole number from 0".to_owned()
        }
        "i8" | "i16" | "i32" | "i64" | "isize" | "integer" => "a whole number".to_owned(),
        "f32" | "f64" | "float" | "floating point" => "a number".to_owned(),
        "bool" | "boolean" => "true or false".to_owned(),
        "string" | "string scalar" | "str" | "borrowed string" => "text".to_owned(),
        "sequence" | "sequence start" => "a list, one item a line, each after a hyphen".to_owned(),
        "map" | "mapping" | "mapping start" => "settings, one name: value a line".to_owned(),
        other if other.starts_with("struct ") => "settings, one name: value a line".to_owned(),
        other if other.contains("scalar") => "one value".to_owned(),
        other => other.to_owned(),
    }
}

fn shape_hint(expected: &str) -> String {
    if expected.contains("struct") || expected.contains("map") {
        "leave a space after each colon".to_owned()
    } else {
        String::new()
    }
}
