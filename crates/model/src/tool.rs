//! The audit tool: the domains an auditor answers on, what is asked in each, and what the answers
//! mean for the overall judgement. Tools are versioned, so that results across a redesign stay apart.

use crate::{AuditReturn, Date, Judgement};

/// A version of the audit tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditTool {
    /// The version's name, e.g. `2025`; returns carry it.
    pub version: String,
    /// The tool's title on forms.
    pub title: String,
    /// The first day it is used.
    pub from: Date,
    /// The plans whose draws it is for; empty: all plans that have no tool of their own.
    pub plans: Vec<String>,
    /// Whether the auditor gives an overall judgement.
    pub overall: bool,
    /// The domains, in the order of the form.
    pub domains: Vec<Domain>,
    /// What a judgement in one domain means for the overall one.
    pub caps: Vec<Cap>,
}

/// One domain of the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box to tick in the tool's settings")]
pub struct Domain {
    /// The domain's name, as returns carry it.
    pub name: String,
    /// What the auditor looks for, in a sentence or two.
    pub guidance: String,
    /// Whether the domain is scored 0–10.
    pub score: bool,
    /// Whether the domain is judged on the four grades.
    pub judgement: bool,
    /// Whether it may be marked not applicable.
    pub may_not_apply: bool,
    /// Whether a comment must be written.
    pub comment_required: bool,
    /// The plan types it is asked for; empty means all.
    pub cohorts: Vec<String>,
    /// Further questions.
    pub questions: Vec<Question>,
}

/// A further question of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question's words.
    pub text: String,
    /// How it is answered.
    pub answer: Answer,
    /// Whether it must be answered.
    pub required: bool,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A score from 0 to 10.
    Score,
    /// One of the four judgements.
    Judgement,
    /// Yes, partly or no.
    YesPartlyNo,
    /// One of these.
    Choice(Vec<String>),
    /// A date.
    Date,
    /// Free text.
    Text,
}

/// A judgement in a domain that caps the overall judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// The domain.
    pub domain: String,
    /// The domain's judgement at which the cap holds, or worse.
    pub at: Judgement,
    /// The best overall judgement then allowed.
    pub overall: Judgement,
}

impl AuditTool {
    /// Returns the domain of this name; letter case and spaces around it do not matter.
    #[must_use]
    pub fn domain(&self, name: &str) -> Option<&Domain> {
        let wanted = name.trim().to_lowercase();
        self.domains.iter().find(|domain| domain.name.to_lowercase() == wanted)
    }

    /// Returns the caps that a return's overall judgement breaks.
    #[must_use]
    pub fn broken_caps(&self, audit: &AuditReturn) -> Vec<&Cap> {
        let Some(overall) = audit.overall else { return Vec::new() };
        let is_broken = |cap: &&Cap| {
            overall < cap.overall
                && audit
                    .domains
                    .iter()
                    .filter(|result| result.domain.eq_ignore_ascii_case(&cap.domain))
                    .any(|result| result.judgement.is_some_and(|judged| judged >= cap.at))
        };
        self.caps.iter().filter(is_broken).collect()
    }
}

/// Returns the version of the tool in use for a plan on a date: of the plan's own tools, else of those
/// for all plans, the last one whose first day has come.
#[must_use]
pub fn in_use<'t>(tools: &'t [AuditTool], plan: &str, on: Date) -> Option<&'t AuditTool> {
    let begun = || tools.iter().filter(|tool| tool.from <= on);
    let own = begun().filter(|tool| tool.plans.iter().any(|own| own == plan));
    let general = || begun().filter(|tool| tool.plans.is_empty());
    own.max_by_key(|tool| tool.from).or_else(|| general().max_by_key(|tool| tool.from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AuditKind, CaseId, DomainResult};

    fn tool(version: &str, from: &str) -> AuditTool {
        AuditTool {
            version: version.into(),
            title: String::new(),
            from: from.parse().unwrap(),
            plans: Vec::new(),
            overall: true,
            domains: Vec::new(),
            caps: vec![Cap {
                domain: "Safety".into(),
                at: Judgement::Inadequate,
                overall: Judgement::RequiresImprovement,
            }],
        }
    }

    #[test]
    fn the_last_version_begun_is_in_use() {
        let tools = [tool("2024", "2024-04-01"), tool("2026", "2026-04-01")];
        let version =
            |on: &str| in_use(&tools, "monthly", on.parse().unwrap()).map(|t| t.version.as_str());
        assert_eq!(version("2026-03-31"), Some("2024"));
        assert_eq!(version("2026-04-01"), Some("2026"));
        assert_eq!(version("2024-03-31"), None);
    }

    #[test]
    fn a_plan_s_own_tool_comes_before_the_one_for_all() {
        let own = AuditTool { plans: vec!["missing".into()], ..tool("missing", "2026-05-01") };
        let tools = [tool("2024", "2024-04-01"), own];
        let version = |plan: &str, on: &str| {
            in_use(&tools, plan, on.parse().unwrap()).map(|t| t.version.as_str())
        };
        assert_eq!(version("missing", "2026-05-01"), Some("missing"));
        assert_eq!(version("missing", "2026-04-30"), Some("2024"));
        assert_eq!(version("monthly", "2026-05-01"), Some("2024"));
    }

    #[test]
    fn an_inadequate_domain_caps_the_overall_judgement() {
        let audit = |overall, safety| AuditReturn {
            draw: None,
            case: CaseId::parse("C1").unwrap(),
            auditor: String::new(),
            audited_on: None,
            month: None,
            kind: AuditKind::Monthly,
            tool: "2024".into(),
            overall: Some(overall),
            domains: vec![DomainResult {
                domain: "safety".into(),
                score: None,
                judgement: Some(safety),
                not_applicable: false,
                comment: String::new(),
            }],
            answers: Vec::new(),
            views: Vec::new(),
            worker_took_part: None,
            good_practice: String::new(),
            actions: Vec::new(),
            urgent: None,
            received_on: None,
            saved_at: None,
        };
        let tool = tool("2024", "2024-04-01");
        let broken = |overall, safety| tool.broken_caps(&audit(overall, safety)).len();
        assert_eq!(broken(Judgement::Good, Judgement::Inadequate), 1);
        assert_eq!(broken(Judgement::RequiresImprovement, Judgement::Inadequate), 0);
        assert_eq!(broken(Judgement::Good, Judgement::RequiresImprovement), 0);
    }
}
