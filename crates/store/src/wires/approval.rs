//! How a second person's approval is written within a record.

use assay_model::{Approval, Enrolment, Means, Since};
use serde::{Deserialize, Serialize};

use crate::{Error, column};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WireApproval {
    login: String,
    by: By,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum By {
    OtherLogin,
    EnrolledLogin(WireEnrolment),
    Passphrase(WireEnrolment),
    Nobody,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireEnrolment {
    name: String,
    entry: u64,
    since: String,
    on: String,
}

pub(crate) fn to_wire(approval: &Approval) -> WireApproval {
    let by = match &approval.means {
        Means::OtherLogin(None) => By::OtherLogin,
        Means::OtherLogin(Some(person)) => By::EnrolledLogin(written(person)),
        Means::Nobody => By::Nobody,
        Means::Passphrase(person) => By::Passphrase(written(person)),
    };
    WireApproval { login: approval.login.clone(), by }
}

pub(crate) fn from_wire(wire: WireApproval) -> Result<Approval, Error> {
    let means = match wire.by {
        By::OtherLogin => Means::OtherLogin(None),
        By::EnrolledLogin(person) => Means::OtherLogin(Some(read(person)?)),
        By::Nobody => Means::Nobody,
        By::Passphrase(person) => Means::Passphrase(read(person)?),
    };
    Ok(Approval { login: wire.login, means })
}

fn written(person: &Enrolment) -> WireEnrolment {
    WireEnrolment {
        name: person.name.clone(),
        entry: person.entry,
        since: person.kind.word().to_owned(),
        on: person.on.to_string(),
    }
}

fn read(wire: WireEnrolment) -> Result<Enrolment, Error> {
    let damaged = || Error::damaged("start of a passphrase", &wire.since);
    let kind = Since::parse(&wire.since).ok_or_else(damaged)?;
    Ok(Enrolment { kind, on: column::date(&wire.on)?, name: wire.name, entry: wire.entry })
}
