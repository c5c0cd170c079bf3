//! A map as an entry of `maps.yaml`. Which headers mean which field, whoever makes the map decides.

use std::collections::BTreeMap;

use assay_intake::DateOrder;
use assay_intake::map::DomainColumns;

use super::NamedMap;
use crate::written::{BreaksOver, Value};

/// Returns the map's lines, from its name to its last setting.
///
/// # Errors
/// When a text breaks over lines.
pub fn entry(named: &NamedMap) -> Result<String, BreaksOver> {
    let map = &named.map;
    let mut lines = Lines::default();
    lines.heading(2, &map.name)?;
    lines.value(4, "of", &Value::Word(named.of.clone()))?;
    for (setting, text) in [("list", &named.list), ("kind", &named.kind), ("sheet", &map.sheet)] {
        if let Some(text) = text {
            lines.value(4, setting, &Value::Text(text.clone()))?;
        }
    }
    if map.dates == DateOrder::MonthFirst {
        lines.value(4, "dates", &Value::Word("month first".to_owned()))?;
    }
    if let Some(key) = &map.key {
        lines.value(4, "key", &Value::Texts(key.clone()))?;
    }
    if map.columns.is_empty() {
        lines.text.push_str("    columns: {}\n");
    } else {
        lines.heading(4, "columns")?;
    }
    for (field, headers) in &map.columns {
        lines.value(6, field, &Value::Texts(headers.clone()))?;
    }
    lines.words(4, "constants", &map.constants)?;
    if !map.values.is_empty() {
        lines.heading(4, "values")?;
    }
    for (field, words) in &map.values {
        lines.words(6, field, words)?;
    }
    if !map.domains.is_empty() {
        lines.heading(4, "domains")?;
    }
    for domain in &map.domains {
        let settings = Value::Settings(of_domain(domain));
        settings.on_one_line()?;
        lines.text.push_str(&format!("      - {settings}\n"));
    }
    Ok(lines.text)
}

fn of_domain(domain: &DomainColumns) -> Vec<(&'static str, Value)> {
    let named = [
        ("score", &domain.score),
        ("judgement", &domain.judgement),
        ("comment", &domain.comment),
        ("not_applicable", &domain.not_applicable),
    ];
    let named = named.into_iter().filter_map(|(setting, header)| {
        header.clone().map(|header| (setting, Value::Text(header)))
    });
    std::iter::once(("domain", Value::Text(domain.domain.clone()))).chain(named).collect()
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn heading(&mut self, indent: usize, name: &str) -> Result<(), BreaksOver> {
        let name = Value::Word(name.to_owned());
        name.on_one_line()?;
        self.text.push_str(&format!("{:indent$}{name}:\n", ""));
        Ok(())
    }

    fn value(&mut self, indent: usize, name: &str, value: &Value) -> Result<(), BreaksOver> {
        let name = Value::Word(name.to_owned());
        name.on_one_line()?;
        value.on_one_line()?;
        self.text.push_str(&format!("{:indent$}{name}: {value}\n", ""));
        Ok(())
    }

    /// Words of a person's own on both sides; nothing where there are none.
    fn words(
        &mut self,
        indent: usize,
        name: &str,
        words: &BTreeMap<String, String>,
    ) -> Result<(), BreaksOver> {
        if words.is_empty() {
            return Ok(());
        }
        self.heading(indent, name)?;
        for (word, becomes) in words {
            self.value(indent + 2, word, &Value::Text(becomes.clone()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maps::{read, shipped};

    #[test]
    fn every_shipped_map_that_is_written_is_read_back_equal() {
        let maps = shipped().unwrap();
        let names: Vec<String> = crate::maps::KINDS
            .iter()
            .flat_map(|kind| maps.names_for(kind))
            .map(str::to_owned)
            .collect();
        assert!(names.len() >= crate::maps::KINDS.len());
        for name in names {
            let named = maps.get(&name).unwrap();
            let text = format!("maps:\n{}", entry(named).unwrap());
            assert_eq!(read(&text, "maps.yaml").unwrap().get(&name), Some(named), "{text}");
        }
    }

    #[test]
    fn words_of_any_sort_are_read_back_and_a_line_break_is_refused() {
        let nasty = "\"what's\": [it] #for, - 子";
        let mut named = shipped().unwrap().get("cases").unwrap().clone();
        named.map.name = "no".to_owned();
        named.list = Some(nasty.to_owned());
        named.map.dates = DateOrder::MonthFirst;
        named.map.key = Some(vec![nasty.to_owned()]);
        named.map.columns.insert(nasty.to_owned(), vec![nasty.to_owned()]);
        named.map.constants.insert("team".to_owned(), "yes".to_owned());
        named.map.values.insert("gender".to_owned(), [(nasty.to_owned(), "0".to_owned())].into());
        named.map.domains = vec![DomainColumns {
            domain: nasty.to_owned(),
            score: Some("Q7".to_owned()),
            ..DomainColumns::default()
        }];
        let text = format!("maps:\n{}", entry(&named).unwrap());
        assert_eq!(read(&text, "maps.yaml").unwrap().get("no"), Some(&named), "{text}");
        named.map.columns.insert("team".to_owned(), vec!["a\nb".to_owned()]);
        assert!(entry(&named).is_err());
    }
}
