//! `audit-tool.yaml`: the versions of the audit tool.

mod written;

use assay_model::tool::{Answer, AuditTool, Cap, Domain, Question};
use assay_model::{Date, Judgement};
use serde::Deserialize;

use crate::source::{At, Source};
use crate::{Error, Fault};

pub use written::{Thematic, entry};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    tools: At<Vec<WireTool>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireTool {
    version: At<String>,
    title: String,
    from: At<String>,
    #[serde(default)]
    plans: Vec<String>,
    overall: bool,
    domains: At<Vec<WireDomain>>,
    #[serde(default)]
    caps: Vec<WireCap>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireDomain {
    name: At<String>,
    #[serde(default)]
    guidance: String,
    score: At<bool>,
    judgement: bool,
    #[serde(default)]
    may_not_apply: bool,
    #[serde(default)]
    comment_required: bool,
    #[serde(default)]
    cohorts: Vec<String>,
    #[serde(default)]
    questions: Vec<WireQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireQuestion {
    text: At<String>,
    answer: At<WireAnswer>,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WireAnswer {
    Word(String),
    Choices(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireCap {
    domain: At<String>,
    at: WireJudgement,
    overall: WireJudgement,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum WireJudgement {
    Outstanding,
    Good,
    RequiresImprovement,
    Inadequate,
}

/// Reads `audit-tool.yaml`: the versions, the earliest first.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Vec<AuditTool>, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults = Vec::new();
    if wire.tools.value.is_empty() {
        faults.push(source.fault(&wire.tools, "at least one version", ""));
    }
    let mut tools: Vec<AuditTool> = Vec::new();
    for tool in wire.tools.value {
        let version = tool.version.value.trim().to_owned();
        if version.is_empty() || tools.iter().any(|other| other.version == version) {
            let hint = "choose a different name for every version, such as \"2026\"";
            faults.push(source.fault(&tool.version, "a version no other tool has", hint));
        }
        let from = date(&source, &tool.from, &mut faults);
        if tools.iter().any(|other| other.from == from && other.plans == tool.plans) {
            faults.push(source.fault(&tool.from, "a first day no other version has", ""));
        }
        if tool.domains.value.is_empty() {
            faults.push(source.fault(&tool.domains, "at least one domain", ""));
        }
        let domains = domains(&source, tool.domains.value, &mut faults);
        let caps = caps(&source, tool.caps, &domains, &mut faults);
        let title = tool.title;
        let (plans, overall) = (tool.plans, tool.overall);
        tools.push(AuditTool { version, title, from, plans, overall, domains, caps });
    }
    tools.sort_by_key(|tool| tool.from);
    Error::of(faults).map_or(Ok(tools), Err)
}

fn domains(source: &Source<'_>, wire: Vec<WireDomain>, faults: &mut Vec<Fault>) -> Vec<Domain> {
    let mut domains: Vec<Domain> = Vec::new();
    for domain in wire {
        let name = domain.name.value.trim().to_owned();
        let is_taken = domains.iter().any(|other| other.name.eq_ignore_ascii_case(&name));
        if name.is_empty() || is_taken {
            let expected = "a name no other domain has";
            faults.push(source.fault(&domain.name, expected, "rename one of the two"));
        }
        if !domain.score.value && !domain.judgement && domain.questions.is_empty() {
            let hint = "set score or judgement to true, or add questions";
            faults.push(source.fault(&domain.score, "something to answer in this domain", hint));
        }
        domains.push(Domain {
            name,
            guidance: domain.guidance,
            score: domain.score.value,
            judgement: domain.judgement,
            may_not_apply: domain.may_not_apply,
            comment_required: domain.comment_required,
            cohorts: domain.cohorts,
            questions: domain.questions.into_iter().map(|q| question(source, q, faults)).collect(),
        });
    }
    domains
}

fn question(source: &Source<'_>, wire: WireQuestion, faults: &mut Vec<Fault>) -> Question {
    if wire.text.value.trim().is_empty() {
        faults.push(source.fault(&wire.text, "the question's words", ""));
    }
    let answer = match &wire.answer.value {
        WireAnswer::Choices(choices) if choices.len() >= 2 => Answer::Choice(choices.clone()),
        WireAnswer::Choices(_) => {
            faults.push(source.fault(&wire.answer, "at least two choices", ""));
            Answer::Text
        }
        WireAnswer::Word(word) => answer(word).unwrap_or_else(|| {
            let hint = "use score, judgement, yes-partly-no, date, text, or a list of choices";
            faults.push(source.fault(&wire.answer, "a kind of answer", hint));
            Answer::Text
        }),
    };
    Question { text: wire.text.value, answer, required: wire.required }
}

fn answer(word: &str) -> Option<Answer> {
    Some(match word {
        "score" => Answer::Score,
        "judgement" => Answer::Judgement,
        "yes-partly-no" => Answer::YesPartlyNo,
        "date" => Answer::Date,
        "text" => Answer::Text,
        _ => return None,
    })
}

fn caps(
    source: &Source<'_>,
    wire: Vec<WireCap>,
    domains: &[Domain],
    faults: &mut Vec<Fault>,
) -> Vec<Cap> {
    let mut caps = Vec::new();
    for cap in wire {
        let named = domains.iter().find(|d| d.name.eq_ignore_ascii_case(cap.domain.value.trim()));
        match named {
            Some(domain) => caps.push(Cap {
                domain: domain.name.clone(),
                at: cap.at.into(),
                overall: cap.overall.into(),
            }),
            None => faults.push(source.fault(
                &cap.domain,
                "the name of a domain of this tool",
                "copy the domain's name as it is written above",
            )),
        }
    }
    caps
}

fn date(source: &Source<'_>, written: &At<String>, faults: &mut Vec<Fault>) -> Date {
    written.value.trim().parse().unwrap_or_else(|_| {
        faults.push(source.fault(written, "a date", "write it as 2026-04-01"));
        Date::default()
    })
}

impl From<WireJudgement> for Judgement {
    fn from(wire: WireJudgement) -> Self {
        match wire {
            WireJudgement::Outstanding => Self::Outstanding,
            WireJudgement::Good => Self::Good,
            WireJudgement::RequiresImprovement => Self::RequiresImprovement,
            WireJudgement::Inadequate => Self::Inadequate,
        }
    }
}
