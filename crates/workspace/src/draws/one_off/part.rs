//! What one thread has seen of a list, row by row; and where in the file its faults stand.

use std::collections::HashMap;

use assay_model::CaseId;
use assay_model::id::parse_value;
use assay_model::near_id::near_key;
use assay_sampler::stream::{PlainId, Pool};
use assay_tables::stream::Fields;

use super::strata::Known;

/// Whether the ids of a list are compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    WithOthers,
    Not,
}

/// What one thread has seen.
pub(super) struct Part {
    pub(super) pool: Pool,
    strata: Known,
    /// Rows of each block, to say in which row of the file a fault stands.
    pub(super) blocks: Vec<(u64, u64)>,
    pub(super) faults: Vec<(u64, u64, String)>,
    pub(super) not_utf8: bool,
    /// Whether an id has no figure or a space in it, as totals and footers have.
    pub(super) is_odd: bool,
    /// Whether a row has more or fewer cells than the header.
    pub(super) is_irregular: bool,
    /// Ids by what near ones share; none where the list is too long to compare them.
    ids: Option<HashMap<String, String>>,
}

impl Part {
    pub(super) fn new(pool: Pool, compared: Compared) -> Self {
        Self {
            pool,
            strata: Known::default(),
            blocks: Vec::new(),
            faults: Vec::new(),
            not_utf8: false,
            is_odd: false,
            is_irregular: false,
            ids: (compared == Compared::WithOthers).then(HashMap::new),
        }
    }

    /// Adds a row: the id first, then the columns of the stratum.
    pub(super) fn add_row(&mut self, fields: &Fields) -> std::result::Result<(), String> {
        let (id, values) = fields.split_first().ok_or("expected a case id")?;
        let stratum = self.stratum(values)?;
        let begins_with_figure = id.first().is_some_and(u8::is_ascii_digit);
        if !begins_with_figure && !id.iter().any(u8::is_ascii_digit) {
            self.is_odd = true;
        }
        self.compare(id);
        if let Some(id) = PlainId::of(id) {
            self.pool.add_plain(stratum, id);
            return Ok(());
        }
        let Ok(text) = std::str::from_utf8(id) else {
            self.not_utf8 = true;
            return Ok(());
        };
        self.is_odd |= text.trim().contains(char::is_whitespace);
        let id = CaseId::parse(text)
            .map_err(|fault| format!("case id: expected {fault}, found \"{text}\""))?;
        self.pool.add(stratum, id.as_str());
        Ok(())
    }

    /// Notices an id that is near to another one, and so a list that is read row by row.
    fn compare(&mut self, id: &[u8]) {
        let (Some(ids), Ok(id)) = (&mut self.ids, std::str::from_utf8(id)) else { return };
        let first = ids.entry(near_key(id)).or_insert_with(|| id.to_owned());
        self.is_odd |= first != id;
    }

    /// Returns whether an id of this part is near to one of another part.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        let (Some(ids), Some(others)) = (&self.ids, &other.ids) else { return false };
        ids.iter().any(|(key, id)| others.get(key).is_some_and(|other| other != id))
    }

    fn stratum(&mut self, values: &Fields) -> std::result::Result<usize, String> {
        if let Some(stratum) = self.strata.find(values) {
            return Ok(stratum);
        }
        let Some(stratum) = self.new_stratum(values)? else { return Ok(self.pool.stratum("all")) };
        self.strata.learn(values, stratum);
        Ok(stratum)
    }

    /// Names a stratum by its values as the method has them; none where they are not UTF-8.
    fn new_stratum(&mut self, values: &Fields) -> std::result::Result<Option<usize>, String> {
        let mut parts = Vec::with_capacity(values.len());
        for value in values {
            let Ok(text) = std::str::from_utf8(value) else {
                self.not_utf8 = true;
                return Ok(None);
            };
            // Letters that may have been encoded twice are read with care.
            self.is_odd |= text.contains(['\u{c2}', '\u{c3}', '\u{e2}']);
            let value = parse_value(text)
                .map_err(|fault| format!("stratum: expected {fault}, found \"{text}\""))?;
            parts.push(value);
        }
        let name = if parts.is_empty() { "all".to_owned() } else { parts.join(" / ") };
        Ok(Some(self.pool.stratum(&name)))
    }
}

/// Faults with the rows of the file they stand in: the header is row 1.
pub(super) fn numbered(parts: &[Part]) -> Vec<(u64, String)> {
    let mut sizes: Vec<(u64, u64)> = parts.iter().flat_map(|part| part.blocks.clone()).collect();
    sizes.sort_unstable();
    let before = |block: u64| {
        sizes
            .iter()
            .take_while(|(sequence, _)| *sequence < block)
            .map(|(_, rows)| rows)
            .sum::<u64>()
    };
    let faults = parts.iter().flat_map(|part| &part.faults);
    let mut rows: Vec<(u64, String)> =
        faults.map(|(block, row, fault)| (before(*block) + row + 2, fault.clone())).collect();
    rows.sort();
    rows
}
