//! Returns as figures need them: grades and scores, without what was written. A hundred thousand of them
//! are read in a fraction of a second because comments are passed over and not copied.

use std::borrow::Cow;

use assay_model::{AuditKind, AuditReturn, DomainResult};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::return_wire::WireReturn;
use crate::{Error, Numbers, Store, StoredReturn, column, returns};

#[derive(Deserialize)]
struct Scored<'a> {
    #[serde(borrow)]
    draw: Option<Cow<'a, str>>,
    #[serde(borrow)]
    case: Cow<'a, str>,
    auditor: String,
    #[serde(borrow)]
    audited_on: Option<Cow<'a, str>>,
    #[serde(borrow)]
    month: Option<Cow<'a, str>>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    tool: String,
    #[serde(borrow)]
    overall: Option<Cow<'a, str>>,
    #[serde(borrow)]
    domains: Vec<ScoredDomain<'a>>,
    #[serde(borrow)]
    received_on: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct ScoredDomain<'a> {
    domain: String,
    score: Option<u16>,
    #[serde(borrow)]
    judgement: Option<Cow<'a, str>>,
    not_applicable: bool,
    #[serde(rename = "comment")]
    _comment: IgnoredAny,
}

/// A return without anything in it, to be filled.
const BLANK: &str = r#"{"draw":null,"case":"0","auditor":"","audited_on":null,"month":null,"kind":"monthly",
    "tool":"","overall":null,"domains":[],"good_practice":"","actions":[],"urgent":null,"received_on":null}"#;

impl Store {
    /// Hands over the latest version of every return of these numbers with its grades and scores;
    /// comments, good practice, actions and urgent concerns are left blank.
    ///
    /// # Errors
    /// When a return cannot be read, or the receiver's own.
    pub fn each_scored_return<E: From<Error>>(
        &self,
        numbers: Numbers,
        mut receive: impl FnMut(StoredReturn) -> Result<(), E>,
    ) -> Result<(), E> {
        let blank: WireReturn =
            serde_json::from_str(BLANK).map_err(|fault| Error::damaged("blank return", fault))?;
        let blank = AuditReturn::try_from(blank)?;
        self.each_body(returns::KIND, numbers, |number, version, at, body| {
            let scored: Scored<'_> = serde_json::from_str(body)
                .map_err(|fault| Error::damaged(format!("record {number}"), fault))?;
            receive(StoredReturn { number, version, at, audit: filled(scored, &blank)? })
        })
    }
}

fn filled(scored: Scored<'_>, blank: &AuditReturn) -> Result<AuditReturn, Error> {
    let date = |text: Option<Cow<'_, str>>| column::optional_date(text.as_deref());
    let domain = |found: ScoredDomain<'_>| {
        Ok::<_, Error>(DomainResult {
            domain: found.domain,
            score: found.score.map(column::score).transpose()?,
            judgement: found.judgement.as_deref().map(column::judgement).transpose()?,
            not_applicable: found.not_applicable,
            comment: String::new(),
        })
    };
    Ok(AuditReturn {
        draw: scored.draw.as_deref().map(column::draw_id).transpose()?,
        case: column::case_id(&scored.case)?,
        auditor: scored.auditor,
        audited_on: date(scored.audited_on)?,
        month: scored.month.as_deref().map(column::month).transpose()?,
        kind: AuditKind::parse(&scored.kind)
            .ok_or_else(|| Error::damaged("kind of audit", &scored.kind))?,
        tool: scored.tool,
        overall: scored.overall.as_deref().map(column::judgement).transpose()?,
        domains: scored.domains.into_iter().map(domain).collect::<Result<_, _>>()?,
        received_on: date(scored.received_on)?,
        ..blank.clone()
    })
}
