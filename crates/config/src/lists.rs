//! `lists.yaml` and `annexa-VERSION.yaml`: how case lists are read. What a list must look like is
//! in the schema, which is data; it is checked by `intake`.

use std::collections::BTreeMap;

use assay_intake::Zeros;
use assay_intake::annexa::{Code, Column, ColumnKind, ListSchema, Schema, ServiceNames};
use serde::Deserialize;

use crate::Error;
use crate::source::{At, Source};

/// The release of the dataset in workspaces whose settings name none.
const SSD: &str = "2026";

/// How case lists are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists {
    /// The version of Annex A, whose schema is in `annexa-VERSION.yaml`.
    pub annexa: String,
    /// The release of the Standard Safeguarding Dataset, whose schema is in `ssd-VERSION.yaml`.
    pub ssd: String,
    /// Which service a case is in.
    pub services: ServiceNames,
    /// What becomes of a value that is spelt in several ways.
    pub spellings: Spellings,
    /// What becomes of ids that have lost their leading zeros.
    pub zeros: Zeros,
}

/// What becomes of values that are equal for people and written in several ways, such as `CIN 1` and
/// `cin1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spellings {
    /// They are written in one way.
    #[default]
    Joined,
    /// They stay as they are and count as different values.
    Apart,
}

impl Lists {
    /// Returns the name of the schema's file.
    #[must_use]
    pub fn schema_file(&self) -> String {
        format!("annexa-{}.yaml", self.annexa)
    }

    /// Returns the name of the file of the dataset's schema.
    #[must_use]
    pub fn ssd_file(&self) -> String {
        format!("ssd-{}.yaml", self.ssd)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    annexa: At<String>,
    ssd: Option<At<String>>,
    services_by_team: BTreeMap<String, String>,
    services_by_plan_type: BTreeMap<String, String>,
    spellings: Option<At<String>>,
    case_id: Option<At<String>>,
}

/// Reads `lists.yaml`.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Lists, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let version = of_file(&wire.annexa, "annexa", &source)?;
    let ssd = match &wire.ssd {
        Some(ssd) => of_file(ssd, "ssd", &source)?,
        None => SSD.to_owned(),
    };
    let services =
        ServiceNames { by_team: wire.services_by_team, by_plan_type: wire.services_by_plan_type };
    let spellings = match wire.spellings.as_ref().map(|s| (s.value.trim(), s)) {
        None | Some(("joined", _)) => Spellings::Joined,
        Some(("apart", _)) => Spellings::Apart,
        Some((_, found)) => {
            let hint = "joined writes CIN 1, cin1 and C.I.N. 1 in one way; apart keeps them";
            return Err(source.fault(found, "joined or apart", hint).into());
        }
    };
    let zeros = match wire.case_id.as_ref().map(|s| (s.value.trim(), s)) {
        None | Some(("as written", _)) => Zeros::AsWritten,
        Some(("pad", _)) => Zeros::Padded,
        Some((_, found)) => {
            let hint = "pad gives ids their leading zeros back; as written keeps and reports them";
            return Err(source.fault(found, "pad or as written", hint).into());
        }
    };
    Ok(Lists { annexa: version, ssd, services, spellings, zeros })
}

/// Returns a version that is part of a file's name.
fn of_file(wire: &At<String>, schema: &str, source: &Source<'_>) -> Result<String, Error> {
    let version = wire.value.trim();
    let good = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if version.is_empty() || !version.chars().all(good) {
        let hint = format!("the schema is read from {schema}-VERSION.yaml");
        return Err(source.fault(wire, "a version of letters and figures", &hint).into());
    }
    Ok(version.to_owned())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSchema {
    version: String,
    codes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    also: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    further: Vec<WireColumn>,
    lists: Vec<WireList>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireList {
    number: u8,
    name: String,
    cases: Option<String>,
    columns: Vec<WireColumn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireColumn {
    name: String,
    kind: At<String>,
    codes: Option<String>,
    #[serde(default)]
    blank: bool,
    #[serde(default)]
    further: bool,
    field: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
}

/// Reads `annexa-VERSION.yaml`.
///
/// # Errors
/// Every fault with its place, or the first thing that makes the schema unusable.
pub fn read_annexa(text: &str, file: &str) -> Result<Schema, Error> {
    let source = Source::new(text, file);
    let wire: WireSchema = source.parse()?;
    let WireSchema { version, codes, also, further, lists } = wire;
    let named = |name: &String, texts: Vec<String>| {
        let code = |text: String| {
            let ways = also.get(name).into_iter().flatten();
            let also =
                ways.filter(|(_, code)| **code == text).map(|(way, _)| way.clone()).collect();
            Code { text, also }
        };
        texts.into_iter().map(code).collect()
    };
    let codes =
        codes.into_iter().map(|(name, texts)| (name.clone(), named(&name, texts))).collect();
    let further: Vec<Column> = columns(further, &source)?
        .into_iter()
        .map(|column| Column { further: true, may_be_blank: true, ..column })
        .collect();
    let mut schemas = Vec::new();
    for list in lists {
        let mut own = columns(list.columns, &source)?;
        if matches!(list.number, 6..=9) {
            own.extend(further.iter().cloned());
        }
        let WireList { number, name, cases, .. } = list;
        schemas.push(ListSchema { number, name, cases, columns: own });
    }
    Schema::new(version, schemas, codes).map_err(|fault| {
        let hint = "compare with the file as it is shipped: a new workspace has it";
        source.whole("a usable schema of Annex A", &fault.to_string(), hint).into()
    })
}

fn columns(wire: Vec<WireColumn>, source: &Source<'_>) -> Result<Vec<Column>, Error> {
    wire.into_iter().map(|column| read_column(column, source)).collect()
}

fn read_column(wire: WireColumn, source: &Source<'_>) -> Result<Column, Error> {
    let kind = match (wire.kind.value.as_str(), wire.codes) {
        ("id", None) => ColumnKind::Id,
        ("date", None) => ColumnKind::Date,
        ("whole", None) => ColumnKind::Whole,
        ("age", None) => ColumnKind::Age,
        ("text", None) => ColumnKind::Text,
        ("code", Some(codes)) => ColumnKind::Code(codes),
        ("code", None) => {
            let hint = "add codes: and the name of a code list";
            return Err(source
                .fault(&wire.kind, "the name of its code list next to it", hint)
                .into());
        }
        _ => {
            let hint = "codes: is only for kind: code";
            let expected = "id, date, whole, age, text, or code with its codes";
            return Err(source.fault(&wire.kind, expected, hint).into());
        }
    };
    Ok(Column {
        name: wire.name,
        aliases: wire.aliases,
        kind,
        may_be_blank: wire.blank,
        further: wire.further,
        field: wire.field,
    })
}
