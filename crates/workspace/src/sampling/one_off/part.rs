//! What one thread has seen of a list, row by row; and where in the file its faults stand.

use std::collections::HashMap;

use assay_model::CaseId;
use assay_model::id::parse_value;
use assay_sampler::stream::Pool;
use assay_tables::stream::Fields;

/// What one thread has seen.
pub(super) struct Part {
    pub(super) pool: Pool,
    strata: HashMap<Vec<u8>, usize>,
    recent: Vec<Option<(Vec<u8>, usize)>>,
    /// Rows of each block, to say in which row of the file a fault stands.
    pub(super) blocks: Vec<(u64, u64)>,
    pub(super) faults: Vec<(u64, u64, String)>,
    pub(super) not_utf8: bool,
}

impl Part {
    pub(super) fn new(pool: Pool) -> Self {
        Self {
            pool,
            strata: HashMap::new(),
            recent: vec![None; RECENT],
            blocks: Vec::new(),
            faults: Vec::new(),
            not_utf8: false,
        }
    }

    /// Adds a row: the id first, then the columns of the stratum.
    pub(super) fn add_row(&mut self, fields: &Fields) -> std::result::Result<(), String> {
        let (id, values) = fields.split_first().ok_or("expected a case id")?;
        let stratum = self.stratum(values)?;
        if is_plain(id) {
            // Such bytes are their own normal form: ASCII without spaces, signs or points.
            let text = std::str::from_utf8(id).map_err(|fault| fault.to_string())?;
            self.pool.add(stratum, text);
            return Ok(());
        }
        let Ok(text) = std::str::from_utf8(id) else {
            self.not_utf8 = true;
            return Ok(());
        };
        let id = CaseId::parse(text)
            .map_err(|fault| format!("case id: expected {fault}, found \"{text}\""))?;
        self.pool.add(stratum, id.as_str());
        Ok(())
    }

    fn stratum(&mut self, values: &Fields) -> std::result::Result<usize, String> {
        let slot = slot(values);
        if let Some((joined, index)) = &self.recent[slot]
            && is_joined(joined, values)
        {
            return Ok(*index);
        }
        let mut joined = Vec::new();
        for value in values {
            joined.extend_from_slice(value);
            joined.push(BETWEEN);
        }
        let index = match self.strata.get(&joined) {
            Some(index) => *index,
            None => match self.new_stratum(values)? {
                Some(index) => index,
                None => return Ok(self.pool.stratum("all")),
            },
        };
        self.strata.insert(joined.clone(), index);
        self.recent[slot] = Some((joined, index));
        Ok(index)
    }

    /// Names a stratum by its values as the method has them; none where they are not UTF-8.
    fn new_stratum(&mut self, values: &Fields) -> std::result::Result<Option<usize>, String> {
        let mut parts = Vec::with_capacity(values.len());
        for value in values {
            let Ok(text) = std::str::from_utf8(value) else {
                self.not_utf8 = true;
                return Ok(None);
            };
            let value = parse_value(text)
                .map_err(|fault| format!("stratum: expected {fault}, found \"{text}\""))?;
            parts.push(value);
        }
        let name = if parts.is_empty() { "all".to_owned() } else { parts.join(" / ") };
        Ok(Some(self.pool.stratum(&name)))
    }
}

/// Stands behind each value where they are joined to be looked up.
const BETWEEN: u8 = 0x1f;

/// How many strata are remembered where they are found without hashing all of their text.
const RECENT: usize = 256;

/// Returns a place among the recent strata, from the lengths and last bytes of the values.
fn slot(values: &Fields) -> usize {
    let mut mixed = 0_u64;
    for value in values {
        let last = value
            .iter()
            .rev()
            .take(4)
            .fold(value.len() as u64, |n, byte| n << 8 | u64::from(*byte));
        mixed = (mixed ^ last).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    (mixed >> 56) as usize % RECENT
}

fn is_joined(joined: &[u8], values: &Fields) -> bool {
    let mut rest = joined;
    values.iter().all(|value| {
        let Some(after) = rest.strip_prefix(&**value) else { return false };
        let Some((between, after)) = after.split_first() else { return false };
        rest = after;
        *between == BETWEEN
    }) && rest.is_empty()
}

/// Tells whether these bytes are an id as they stand: no space to trim, nothing to compose, none of
/// the signs without which no number looks damaged.
fn is_plain(id: &[u8]) -> bool {
    !id.is_empty() && id.iter().all(|b| b.is_ascii_graphic() && !matches!(b, b'.' | b',' | b'+'))
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
