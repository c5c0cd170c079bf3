//! The audit tool out of a workbook: a row a domain, and below it a row for each of its questions. It
//! gives the same versions as `audit-tool.yaml`; which of them is in use is decided elsewhere.

use std::collections::BTreeMap;

use assay_model::tool::{Answer, AuditTool, Cap, Domain, Question};
use assay_model::{Date, Judgement};
use assay_tables::Limits;
use assay_tables::fold_header as fold;

use crate::line::{Line, each_line};
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// The columns with their headers; only the first two have to be there.
const COLUMNS: [(&str, &[&str]); 14] = [
    ("version", &["version"]),
    ("domain", &["domain"]),
    ("title", &["title"]),
    ("from", &["from", "first day"]),
    ("plans", &["plans", "plan"]),
    ("overall", &["overall judgement", "overall"]),
    ("guidance", &["guidance", "what to look for"]),
    ("question", &["question"]),
    ("answer", &["answer", "answers"]),
    ("required", &["required", "comment required"]),
    ("may_not_apply", &["may not apply", "n/a allowed"]),
    ("cohorts", &["cohorts", "plan types"]),
    ("cap_at", &["cap at", "caps overall from"]),
    ("cap_overall", &["cap overall", "overall at best"]),
];

/// Reads the versions of the audit tool, the earliest first. Every problem is a refusal: a tool that was
/// understood in part would be another tool.
///
/// # Errors
/// When the file cannot be read or lacks the columns.
pub fn read_tool(source: Source, limits: &Limits) -> Result<Outcome<AuditTool>, IntakeError> {
    let columns = COLUMNS.map(|(field, headers)| {
        (field.to_owned(), headers.iter().map(|header| (*header).to_owned()).collect())
    });
    let map = ColumnMap {
        name: "the tool's own".to_owned(),
        columns: columns.into(),
        ..ColumnMap::default()
    };
    let (mut problems, file) = (Problems::default(), source.name.clone());
    let mut tools: Vec<AuditTool> = Vec::new();
    let seen = each_line(
        source,
        (&map, &["version", "domain"]),
        limits,
        &mut problems,
        &mut |line, problems| take(line, &mut tools, problems),
    )?;
    tools.sort_by_key(|tool| tool.from);
    Ok(Outcome {
        records: tools,
        problems: problems.finish(&file),
        read: seen.read,
        said: seen.said,
        ..Outcome::default()
    })
}

/// Takes a row into the tool that it is of. A blank version or domain is that of the row above.
fn take(line: &Line<'_>, tools: &mut Vec<AuditTool>, problems: &mut Problems) {
    let version = line.text("version", problems);
    let known = tools.iter().position(|tool| tool.version == version);
    let at = match known {
        Some(at) => at,
        None if version.is_empty() && !tools.is_empty() => tools.len() - 1,
        None => match begin(line, version, problems) {
            Some(tool) => {
                tools.push(tool);
                tools.len() - 1
            }
            None => return,
        },
    };
    let tool = &mut tools[at];
    let name = line.text("domain", problems);
    let place = tool.domains.iter().position(|domain| fold(&domain.name) == fold(&name));
    let question = line.prose("question", problems);
    let place = match place {
        Some(_) if question.is_empty() => {
            let hint = "rename one of the two, or write a question in the row";
            let oddity = Oddity::new("a name that no other domain has", hint);
            line.refuse("domain", oddity, problems);
            return;
        }
        Some(place) => place,
        None if name.is_empty() && !tool.domains.is_empty() => tool.domains.len() - 1,
        None if name.is_empty() => {
            let oddity = Oddity::new("a domain", "name the domain that the row is about");
            line.refuse("domain", oddity, problems);
            return;
        }
        None => {
            let (domain, cap) = domain(line, name, question.is_empty(), problems);
            tool.caps.extend(cap);
            tool.domains.push(domain);
            tool.domains.len() - 1
        }
    };
    if question.is_empty() {
        return;
    }
    let answer = line.text("answer", problems);
    let Some(answer) = kind(&answer) else {
        let hint =
            "write score, judgement, yes-partly-no, date, text, or the choices with ; between";
        line.refuse("answer", Oddity::new("a kind of answer", hint), problems);
        return;
    };
    let required = line.yes_no("required", problems).unwrap_or(false);
    tool.domains[place].questions.push(Question { text: question, answer, required });
}

fn begin(line: &Line<'_>, version: String, problems: &mut Problems) -> Option<AuditTool> {
    if version.is_empty() {
        let hint = "choose a different name for every version, such as 2026";
        line.refuse("version", Oddity::new("the version's name", hint), problems);
        return None;
    }
    let from: Option<Date> = line.date("from", problems);
    let Some(from) = from else {
        let hint = "write the first day the version is used, like 01/04/2026, in its first row";
        line.refuse("from", Oddity::new("a date", hint), problems);
        return None;
    };
    let title = line.text("title", problems);
    Some(AuditTool {
        title: if title.is_empty() { "Case file audit".to_owned() } else { title },
        version,
        from,
        plans: split(&line.text("plans", problems)),
        overall: line.yes_no("overall", problems).unwrap_or(true),
        domains: Vec::new(),
        caps: Vec::new(),
    })
}

/// A domain with what its own row says of it; a row that holds a question says only its name.
fn domain(
    line: &Line<'_>,
    name: String,
    is_own_row: bool,
    problems: &mut Problems,
) -> (Domain, Option<Cap>) {
    let mut domain = Domain {
        name,
        guidance: String::new(),
        score: false,
        judgement: false,
        may_not_apply: false,
        comment_required: false,
        cohorts: split(&line.text("cohorts", problems)),
        questions: Vec::new(),
    };
    if !is_own_row {
        return (domain, None);
    }
    domain.guidance = line.prose("guidance", problems);
    domain.may_not_apply = line.yes_no("may_not_apply", problems).unwrap_or(false);
    domain.comment_required = line.yes_no("required", problems).unwrap_or(false);
    let answer = fold(&line.text("answer", problems));
    (domain.score, domain.judgement) = (answer.contains("score"), answer.contains("judgement"));
    let words = ["", "score", "judgement", "score and judgement", "score judgement"];
    if !words.contains(&answer.as_str()) {
        let hint = "how a domain itself is answered; put each question in its own row";
        let oddity = Oddity::new("score, judgement, score and judgement, or nothing", hint);
        line.refuse("answer", oddity, problems);
    }
    let cap = cap(line, &domain.name, problems);
    (domain, cap)
}

fn cap(line: &Line<'_>, domain: &str, problems: &mut Problems) -> Option<Cap> {
    let judged = |field: &str, problems: &mut Problems| -> Option<Judgement> {
        let text = line.text(field, problems);
        let found = Judgement::parse(&text);
        if found.is_none() && !text.is_empty() {
            let oddity = Oddity::new("outstanding, good, requires improvement or inadequate", "");
            line.refuse(field, oddity, problems);
        }
        found
    };
    match (judged("cap_at", problems), judged("cap_overall", problems)) {
        (Some(at), Some(overall)) => Some(Cap { domain: domain.to_owned(), at, overall }),
        (None, None) => None,
        (at, _) => {
            let field = if at.is_some() { "cap_overall" } else { "cap_at" };
            let hint =
                "a rule has both: at which judgement in the domain, and the best overall then";
            line.refuse(field, Oddity::new("the rule's other half", hint), problems);
            None
        }
    }
}

fn kind(words: &str) -> Option<Answer> {
    let choices = split(words);
    Some(match fold(words).as_str() {
        "score" => Answer::Score,
        "judgement" => Answer::Judgement,
        "yes partly no" | "yes no partly" => Answer::YesPartlyNo,
        "date" => Answer::Date,
        "text" => Answer::Text,
        _ if choices.len() >= 2 => Answer::Choice(choices),
        _ => return None,
    })
}

fn split(text: &str) -> Vec<String> {
    let parts = text.split([';', '|']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Returns domains that ask nothing, by version and name.
#[must_use]
pub fn domains_without_answer(tools: &[AuditTool]) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for tool in tools {
        for domain in &tool.domains {
            if !domain.score && !domain.judgement && domain.questions.is_empty() {
                found.entry(&tool.version).or_default().push(&domain.name);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{source, told};

    fn read(rows: &str) -> Outcome<AuditTool> {
        let head = "Version,From,Title,Domain,Guidance,Question,Answer,Required,May not apply,Cohorts,Cap at,Cap overall\n";
        read_tool(source(&format!("{head}{rows}")), &Limits::default()).unwrap()
    }

    #[test]
    fn a_row_is_a_domain_or_one_of_its_questions() {
        let outcome = read(
            "2026,01/04/2026,Our audit,Planning,Is there a plan?,,score and judgement,yes,no,,inadequate,requires improvement\n\
             ,,,,,Who wrote it?,worker; manager; nobody,yes,,,,\n\
             ,,,Voice,Heard?,,judgement,,yes,looked after;care leaver,,\n\
             ,,,Voice,,When last?,date,,,,,\n",
        );
        assert_eq!(told(&outcome.problems), Vec::<String>::new());
        let tool = &outcome.records[0];
        assert_eq!((tool.version.as_str(), tool.title.as_str()), ("2026", "Our audit"));
        assert_eq!(tool.from.to_string(), "2026-04-01");
        let (planning, voice) = (&tool.domains[0], &tool.domains[1]);
        assert!(planning.score && planning.judgement && planning.comment_required);
        let choices = ["worker", "manager", "nobody"].map(str::to_owned).to_vec();
        assert_eq!(planning.questions[0].answer, Answer::Choice(choices));
        assert!(planning.questions[0].required);
        assert!(voice.may_not_apply && !voice.score);
        assert_eq!(voice.cohorts, ["looked after", "care leaver"]);
        assert_eq!(voice.questions[0].answer, Answer::Date);
        assert_eq!(tool.caps[0].overall, Judgement::RequiresImprovement);
        assert!(domains_without_answer(&outcome.records).is_empty());
    }

    #[test]
    fn every_fault_is_refused_with_its_place() {
        let outcome = read(
            "2026,soon,,Planning,,,,,,,,\n\
             2026,01/04/2026,,Planning,,,marks,,,,bad,\n\
             ,,,Planning,,,score,,,,,\n\
             ,,,Voice,,Why?,free,,,,,\n",
        );
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 2, column \"From\": expected a date, day first, found \"soon\"",
                "refused row 2, column \"From\": expected a date, found \"soon\"",
                "refused row 3, column \"Answer\": expected score, judgement, score and judgement, or nothing, found \"marks\"",
                "refused row 3, column \"Cap at\": expected outstanding, good, requires improvement or inadequate, found \"bad\"",
                "refused row 4, column \"Domain\": expected a name that no other domain has, found \"Planning\"",
                "refused row 5, column \"Answer\": expected a kind of answer, found \"free\"",
            ]
        );
        assert_eq!(domains_without_answer(&outcome.records)["2026"], ["Planning", "Voice"]);
    }
}
