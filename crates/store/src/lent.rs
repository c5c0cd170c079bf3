//! Events lent row by row: texts borrowed from the row they were read from, so that a million of them
//! can be counted in a second or two. Who needs to keep one asks for [`assay_model::Event`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use assay_model::{Date, EventRow, day};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::{Error, Store};

/// An event as it lies in its row.
struct LentEvent<'a> {
    kind: &'a str,
    case: Option<&'a str>,
    on: Option<Date>,
    fields: Fields<'a>,
}

impl EventRow for LentEvent<'_> {
    fn kind(&self) -> &str {
        self.kind
    }

    fn case_text(&self) -> Option<&str> {
        self.case
    }

    fn on(&self) -> Option<Date> {
        self.on
    }

    fn field(&self, name: &str) -> &str {
        self.fields.0.iter().find(|(known, _)| known.0 == name).map_or("", |(_, value)| &value.0)
    }
}

struct Fields<'a>(Vec<(Text<'a>, Text<'a>)>);

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut pairs = Vec::with_capacity(8);
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Fields(pairs))
            }
        }
        reader.deserialize_map(Pairs)
    }
}

impl Store {
    /// Lends every event that counts, of every kind, in the order of storing. One under an id that became another is
    /// lent under that one; in the store it keeps its own.
    ///
    /// # Errors
    /// When an event cannot be read.
    pub fn lend_events(&self, mut receive: impl FnMut(&dyn EventRow)) -> Result<(), Error> {
        let former = self.former()?;
        let former: HashMap<&str, &str> =
            former.pairs().map(|(old, now)| (old.as_str(), now.as_str())).collect();
        let mut statement = self
            .connection
            .prepare_cached("SELECT kind, case_id, on_date, fields FROM events WHERE superseded = 0 ORDER BY number")?;
        let mut rows = statement.query([])?;
        let damaged = |fault: rusqlite::types::FromSqlError| Error::damaged("event", fault);
        while let Some(row) = rows.next()? {
            let on = row.get_ref(2)?.as_str_or_null().map_err(damaged)?;
            let fields = row.get_ref(3)?.as_str().map_err(damaged)?;
            let case = row.get_ref(1)?.as_str_or_null().map_err(damaged)?;
            let now = case.filter(|_| !former.is_empty()).and_then(|case| former.get(case));
            receive(&LentEvent {
                kind: row.get_ref(0)?.as_str().map_err(damaged)?,
                case: now.copied().or(case),
                on: on
                    .map(|text| day::parse(text).ok_or_else(|| Error::damaged("date", text)))
                    .transpose()?,
                fields: serde_json::from_str(fields)
                    .map_err(|fault| Error::damaged("event", fault))?,
            });
        }
        Ok(())
    }
}
