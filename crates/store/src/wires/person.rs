//! People with passphrases, and wrong tries, as records. Who holds a record's salt can check that a
//! ledger entry means this name and hash; the entry itself has neither.

use assay_model::{Person, Reset, WrongTries};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WirePerson {
    name: String,
    login: Option<String>,
    hash: String,
    reset: Option<WireReset>,
    retired_on: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireReset {
    hash: String,
    asked_by: String,
    at: String,
}

impl Kept for Person {
    const KIND: &'static str = "person";
    type Wire = WirePerson;

    fn key(&self) -> String {
        Self::key_of(&self.name)
    }

    fn to_wire(&self) -> WirePerson {
        WirePerson {
            name: self.name.clone(),
            login: self.login.clone(),
            hash: self.hash.clone(),
            reset: self.reset.as_ref().map(|reset| WireReset {
                hash: reset.hash.clone(),
                asked_by: reset.asked_by.clone(),
                at: column::time_text(reset.at),
            }),
            retired_on: self.retired_on.map(|date| date.to_string()),
        }
    }

    fn from_wire(wire: WirePerson, _: &About) -> Result<Self, Error> {
        let reset = |reset: WireReset| {
            Ok::<_, Error>(Reset {
                hash: reset.hash,
                asked_by: reset.asked_by,
                at: column::time(&reset.at)?,
            })
        };
        Ok(Self {
            name: wire.name,
            login: wire.login,
            hash: wire.hash,
            reset: wire.reset.map(reset).transpose()?,
            retired_on: column::optional_date(wire.retired_on.as_deref())?,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireTries {
    name: String,
    count: u32,
    last: String,
}

impl Kept for WrongTries {
    const KIND: &'static str = "wrong tries";
    type Wire = WireTries;

    fn key(&self) -> String {
        Person::key_of(&self.name)
    }

    fn to_wire(&self) -> WireTries {
        WireTries { name: self.name.clone(), count: self.count, last: column::time_text(self.last) }
    }

    fn from_wire(wire: WireTries, _: &About) -> Result<Self, Error> {
        Ok(Self { name: wire.name, count: wire.count, last: column::time(&wire.last)? })
    }
}
