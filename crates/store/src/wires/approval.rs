//! How a second person's approval is written within a record.

use assay_model::{Approval, Means, Since};
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
    Passphrase { name: String, entry: u64, since: String, on: String },
    Nobody,
}

pub(crate) fn to_wire(approval: &Approval) -> WireApproval {
    let by = match &approval.means {
        Means::OtherLogin => By::OtherLogin,
        Means::Nobody => By::Nobody,
        Means::Passphrase { name, entry, kind, on } => By::Passphrase {
            name: name.clone(),
            entry: *entry,
            since: kind.word().to_owned(),
            on: on.to_string(),
        },
    };
    WireApproval { login: approval.login.clone(), by }
}

pub(crate) fn from_wire(wire: WireApproval) -> Result<Approval, Error> {
    let means = match wire.by {
        By::OtherLogin => Means::OtherLogin,
        By::Nobody => Means::Nobody,
        By::Passphrase { name, entry, since, on } => Means::Passphrase {
            name,
            entry,
            kind: Since::parse(&since)
                .ok_or_else(|| Error::damaged("start of a passphrase", &since))?,
            on: column::date(&on)?,
        },
    };
    Ok(Approval { login: wire.login, means })
}
