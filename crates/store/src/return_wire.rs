//! The JSON of an audit return in its record. Names here are kept for ever: older records have them.

use assay_model::audit::{AgreedAction, QuestionAnswer, UrgentConcern, View, ViewOf};
use assay_model::{AuditKind, AuditReturn, DomainResult, Judgement, Score};
use serde::{Deserialize, Serialize};

use crate::{Error, column};

#[derive(Serialize, Deserialize, PartialEq)]
pub(crate) struct WireReturn {
    draw: Option<String>,
    case: String,
    auditor: String,
    audited_on: Option<String>,
    month: Option<String>,
    kind: String,
    tool: String,
    overall: Option<String>,
    domains: Vec<WireDomain>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    answers: Vec<WireAnswer>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    views: Vec<WireView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    worker_took_part: Option<bool>,
    good_practice: String,
    actions: Vec<WireAction>,
    urgent: Option<WireUrgent>,
    pub(crate) received_on: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) saved_at: Option<String>,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct WireDomain {
    domain: String,
    score: Option<u16>,
    judgement: Option<String>,
    not_applicable: bool,
    comment: String,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct WireAnswer {
    domain: String,
    question: String,
    answer: String,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct WireView {
    of: String,
    asked: Option<bool>,
    by: String,
    why_not: String,
    words: String,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct WireAction {
    what: String,
    owner: String,
    due: Option<String>,
}

#[derive(Serialize, Deserialize, PartialEq)]
struct WireUrgent {
    concern: String,
    told: String,
    told_on: Option<String>,
    response: String,
}

impl From<&AuditReturn> for WireReturn {
    fn from(audit: &AuditReturn) -> Self {
        Self {
            draw: audit.draw.as_ref().map(ToString::to_string),
            case: audit.case.as_str().to_owned(),
            auditor: audit.auditor.clone(),
            audited_on: audit.audited_on.map(|date| date.to_string()),
            month: audit.month.map(|month| month.to_string()),
            kind: audit.kind.word().to_owned(),
            tool: audit.tool.clone(),
            overall: code(audit.overall),
            domains: audit.domains.iter().map(WireDomain::from).collect(),
            answers: audit.answers.iter().map(WireAnswer::from).collect(),
            views: audit.views.iter().map(WireView::from).collect(),
            worker_took_part: audit.worker_took_part,
            good_practice: audit.good_practice.clone(),
            actions: audit.actions.iter().map(WireAction::from).collect(),
            urgent: audit.urgent.as_ref().map(WireUrgent::from),
            received_on: audit.received_on.map(|date| date.to_string()),
            saved_at: audit.saved_at.map(column::time_text),
        }
    }
}

impl From<&DomainResult> for WireDomain {
    fn from(result: &DomainResult) -> Self {
        Self {
            domain: result.domain.clone(),
            score: result.score.map(Score::hundredths),
            judgement: code(result.judgement),
            not_applicable: result.not_applicable,
            comment: result.comment.clone(),
        }
    }
}

impl From<&QuestionAnswer> for WireAnswer {
    fn from(answer: &QuestionAnswer) -> Self {
        let QuestionAnswer { domain, question, answer } = answer.clone();
        Self { domain, question, answer }
    }
}

impl From<&View> for WireView {
    fn from(view: &View) -> Self {
        let View { of, asked, by, why_not, words } = view.clone();
        Self { of: of.word().to_owned(), asked, by, why_not, words }
    }
}

impl From<&AgreedAction> for WireAction {
    fn from(action: &AgreedAction) -> Self {
        let due = action.due.map(|date| date.to_string());
        Self { what: action.what.clone(), owner: action.owner.clone(), due }
    }
}

impl From<&UrgentConcern> for WireUrgent {
    fn from(urgent: &UrgentConcern) -> Self {
        Self {
            concern: urgent.concern.clone(),
            told: urgent.told.clone(),
            told_on: urgent.told_on.map(|date| date.to_string()),
            response: urgent.response.clone(),
        }
    }
}

impl TryFrom<WireReturn> for AuditReturn {
    type Error = Error;

    fn try_from(wire: WireReturn) -> Result<Self, Error> {
        let answer =
            |WireAnswer { domain, question, answer }| QuestionAnswer { domain, question, answer };
        Ok(Self {
            draw: wire.draw.as_deref().map(column::draw_id).transpose()?,
            case: column::case_id(&wire.case)?,
            auditor: wire.auditor,
            audited_on: column::optional_date(wire.audited_on.as_deref())?,
            month: wire.month.as_deref().map(column::month).transpose()?,
            kind: AuditKind::parse(&wire.kind)
                .ok_or_else(|| Error::damaged("kind of audit", &wire.kind))?,
            tool: wire.tool,
            overall: judgement(wire.overall.as_deref())?,
            domains: each(wire.domains, domain)?,
            answers: wire.answers.into_iter().map(answer).collect(),
            views: each(wire.views, view)?,
            worker_took_part: wire.worker_took_part,
            good_practice: wire.good_practice,
            actions: each(wire.actions, |action| {
                let due = column::optional_date(action.due.as_deref())?;
                Ok(AgreedAction { what: action.what, owner: action.owner, due })
            })?,
            urgent: wire.urgent.map(urgent).transpose()?,
            received_on: column::optional_date(wire.received_on.as_deref())?,
            saved_at: wire.saved_at.as_deref().map(column::time).transpose()?,
        })
    }
}

fn each<W, T>(wire: Vec<W>, read: impl Fn(W) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    wire.into_iter().map(read).collect()
}

fn domain(wire: WireDomain) -> Result<DomainResult, Error> {
    Ok(DomainResult {
        domain: wire.domain,
        score: wire.score.map(column::score).transpose()?,
        judgement: judgement(wire.judgement.as_deref())?,
        not_applicable: wire.not_applicable,
        comment: wire.comment,
    })
}

fn view(wire: WireView) -> Result<View, Error> {
    let of = ViewOf::parse(&wire.of).ok_or_else(|| Error::damaged("whose view", &wire.of))?;
    let WireView { asked, by, why_not, words, .. } = wire;
    Ok(View { of, asked, by, why_not, words })
}

fn urgent(wire: WireUrgent) -> Result<UrgentConcern, Error> {
    Ok(UrgentConcern {
        concern: wire.concern,
        told: wire.told,
        told_on: column::optional_date(wire.told_on.as_deref())?,
        response: wire.response,
    })
}

fn code(judgement: Option<Judgement>) -> Option<String> {
    judgement.map(|judgement| judgement.code().to_owned())
}

fn judgement(code: Option<&str>) -> Result<Option<Judgement>, Error> {
    code.map(column::judgement).transpose()
}
