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
        let code = |judgement: Option<Judgement>| judgement.map(|j| j.code().to_owned());
        Self {
            draw: audit.draw.as_ref().map(ToString::to_string),
            case: audit.case.as_str().to_owned(),
            auditor: audit.auditor.clone(),
            audited_on: audit.audited_on.map(|date| date.to_string()),
            month: audit.month.map(|month| month.to_string()),
            kind: audit.kind.word().to_owned(),
            tool: audit.tool.clone(),
            overall: code(audit.overall),
            domains: audit
                .domains
                .iter()
                .map(|result| WireDomain {
                    domain: result.domain.clone(),
                    score: result.score.map(Score::hundredths),
                    judgement: code(result.judgement),
                    not_applicable: result.not_applicable,
                    comment: result.comment.clone(),
                })
                .collect(),
            answers: audit
                .answers
                .iter()
                .map(|answer| WireAnswer {
                    domain: answer.domain.clone(),
                    question: answer.question.clone(),
                    answer: answer.answer.clone(),
                })
                .collect(),
            views: audit
                .views
                .iter()
                .map(|view| WireView {
                    of: view.of.word().to_owned(),
                    asked: view.asked,
                    by: view.by.clone(),
                    why_not: view.why_not.clone(),
                    words: view.words.clone(),
                })
                .collect(),
            worker_took_part: audit.worker_took_part,
            good_practice: audit.good_practice.clone(),
            actions: audit
                .actions
                .iter()
                .map(|action| WireAction {
                    what: action.what.clone(),
                    owner: action.owner.clone(),
                    due: action.due.map(|date| date.to_string()),
                })
                .collect(),
            urgent: audit.urgent.as_ref().map(|urgent| WireUrgent {
                concern: urgent.concern.clone(),
                told: urgent.told.clone(),
                told_on: urgent.told_on.map(|date| date.to_string()),
                response: urgent.response.clone(),
            }),
            received_on: audit.received_on.map(|date| date.to_string()),
        }
    }
}

impl TryFrom<WireReturn> for AuditReturn {
    type Error = Error;

    fn try_from(wire: WireReturn) -> Result<Self, Error> {
        let date = |text: Option<String>| column::optional_date(text.as_deref());
        let judgement = |code: Option<String>| code.as_deref().map(column::judgement).transpose();
        let kind = AuditKind::parse(&wire.kind)
            .ok_or_else(|| Error::damaged("kind of audit", &wire.kind))?;
        let domains = wire
            .domains
            .into_iter()
            .map(|result| {
                Ok(DomainResult {
                    domain: result.domain,
                    score: result.score.map(column::score).transpose()?,
                    judgement: judgement(result.judgement)?,
                    not_applicable: result.not_applicable,
                    comment: result.comment,
                })
            })
            .collect::<Result<_, Error>>()?;
        let views = wire
            .views
            .into_iter()
            .map(|view| {
                let of = ViewOf::parse(&view.of)
                    .ok_or_else(|| Error::damaged("whose view", &view.of))?;
                let WireView { asked, by, why_not, words, .. } = view;
                Ok(View { of, asked, by, why_not, words })
            })
            .collect::<Result<_, Error>>()?;
        let answer =
            |WireAnswer { domain, question, answer }| QuestionAnswer { domain, question, answer };
        let actions = wire
            .actions
            .into_iter()
            .map(|action| {
                Ok(AgreedAction { what: action.what, owner: action.owner, due: date(action.due)? })
            })
            .collect::<Result<_, Error>>()?;
        let urgent = wire
            .urgent
            .map(|urgent| {
                Ok::<_, Error>(UrgentConcern {
                    concern: urgent.concern,
                    told: urgent.told,
                    told_on: date(urgent.told_on)?,
                    response: urgent.response,
                })
            })
            .transpose()?;
        Ok(Self {
            draw: wire.draw.as_deref().map(column::draw_id).transpose()?,
            case: column::case_id(&wire.case)?,
            auditor: wire.auditor,
            audited_on: date(wire.audited_on)?,
            month: wire.month.as_deref().map(column::month).transpose()?,
            kind,
            tool: wire.tool,
            overall: judgement(wire.overall)?,
            domains,
            answers: wire.answers.into_iter().map(answer).collect(),
            views,
            worker_took_part: wire.worker_took_part,
            good_practice: wire.good_practice,
            actions,
            urgent,
            received_on: date(wire.received_on)?,
        })
    }
}
