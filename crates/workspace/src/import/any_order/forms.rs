//! The same for form workbooks: those that the program writes, filled further from version to version, taken back in
//! any order and any number of times. Which version is the later is said by when the form was saved, or by the day
//! it was received.

use std::io::{Cursor, Read as _, Write as _};

use assay_intake::form::{FormCase, FormPaper, write_form};
use assay_model::audit::{AgreedAction, UrgentConcern};
use assay_model::tool::{AuditTool, in_use};
use assay_model::{
    AuditKind, AuditReturn, CaseId, Date, DomainResult, DrawId, Judgement, Month, Score,
};

use super::{BTreeMap, Chance};
use crate::draws::draw::{DrawOptions, draw};
use crate::draws::freeze::{FreezeOptions, freeze};
use crate::import::{ImportOptions, Kind, Refused, import};
use crate::{Input, Workspace};

const DRAW: &str = "2026-08-monthly";

/// A workbook: what each of its cases says, and the day it was saved or received.
#[derive(Debug, Clone)]
struct Form {
    answers: Vec<AuditReturn>,
    day: Date,
    /// Whether it says when it was saved; else the import says when it was received.
    is_dated: bool,
}

/// A workspace with a draw of these cases, and what a form of it needs.
struct World {
    _folder: tempfile::TempDir,
    workspace: Workspace,
    tool: AuditTool,
    digest: String,
}

fn world() -> World {
    let (folder, mut workspace) = super::empty();
    let list = "case_id,team,worker,plan_type\nA1,East,W,children in need\nA2,East,W,looked after\nA3,East,W,children in need\n";
    let input = Input::bytes("list.csv", list.as_bytes());
    import(&mut workspace, &ImportOptions::of(Kind::Cases, vec![input])).unwrap();
    let options =
        FreezeOptions { plan: "monthly".into(), id: DRAW.into(), n: Some(3), seed_source: None };
    freeze(&mut workspace.writer().unwrap(), &options).unwrap();
    let options = DrawOptions {
        id: DRAW.into(),
        seed: Some("73951048273649501827".to_owned()),
        seed_source: Some("dice".into()),
        ..DrawOptions::default()
    };
    draw(&mut workspace.writer().unwrap(), &options).unwrap();
    let reader = workspace.reader().unwrap();
    let tools = crate::round::forms::tools(&reader).unwrap();
    let tool = in_use(&tools, "monthly", reader.session.as_at()).unwrap().clone();
    let record = reader.store.draw(&DrawId::parse(DRAW).unwrap()).unwrap().unwrap();
    let manifest: serde_json::Value =
        serde_json::from_slice(&record.manifest.unwrap().bytes).unwrap();
    let digest = manifest["frame"]["salted_sha256"].as_str().unwrap().to_owned();
    drop(reader);
    World { _folder: folder, workspace, tool, digest }
}

/// What an auditor has written of a case by the n-th version: more from one to the next, and grades may change.
fn answers(case: &str, version: usize, tool: &AuditTool, chance: &mut Chance) -> AuditReturn {
    let result = |domain: &assay_model::tool::Domain, chance: &mut Chance| DomainResult {
        domain: domain.name.clone(),
        score: domain.score.then(|| Score::parse(&(1 + chance.below(9)).to_string()).unwrap()),
        judgement: domain.judgement.then(|| Judgement::ALL[chance.below(4)]),
        not_applicable: false,
        comment: format!("Clear in version {version}"),
    };
    let domains = tool.domains.iter().filter(|domain| domain.score || domain.judgement);
    let domains = domains.take(version).map(|domain| result(domain, chance)).collect();
    AuditReturn {
        draw: DrawId::parse(DRAW).ok(),
        case: CaseId::parse(case).unwrap(),
        auditor: "ann".to_owned(),
        audited_on: "2026-08-03".parse().ok(),
        month: Month::parse("2026-08"),
        kind: AuditKind::Monthly,
        tool: tool.version.clone(),
        overall: Some(Judgement::ALL[chance.below(4)]),
        domains,
        answers: Vec::new(),
        views: Vec::new(),
        worker_took_part: Some(true),
        good_practice: String::new(),
        actions: (1..version)
            .map(|n| AgreedAction { what: format!("Step {n}"), owner: "Jo".to_owned(), due: None })
            .collect(),
        urgent: (version > 1).then(|| UrgentConcern {
            concern: "Left alone".to_owned(),
            told: "Duty".to_owned(),
            told_on: "2026-08-03".parse().ok(),
            response: "Visited".to_owned(),
        }),
        received_on: None,
        saved_at: None,
    }
}

fn forms(tool: &AuditTool, chance: &mut Chance) -> Vec<Form> {
    let is_dated = chance.below(2) == 0;
    let form = |version: usize, chance: &mut Chance| {
        let cases: Vec<&str> =
            ["A1", "A2", "A3"].into_iter().filter(|_| chance.below(4) > 0).collect();
        let cases = if cases.is_empty() { vec!["A1"] } else { cases };
        Form {
            answers: cases.iter().map(|case| answers(case, version, tool, chance)).collect(),
            day: format!("2026-08-{:02}", 4 + 7 * version).parse().unwrap(),
            is_dated,
        }
    };
    (1..=3).map(|version| form(version, chance)).collect()
}

/// Returns the workbook as it comes back.
fn bytes(form: &Form, world: &World) -> Vec<u8> {
    let cases: Vec<FormCase> = form
        .answers
        .iter()
        .map(|answers| FormCase {
            case: answers.case.clone(),
            auditor: answers.auditor.clone(),
            kind: answers.kind,
            plan_type: String::new(),
            answers: Some(answers.clone()),
        })
        .collect();
    let paper = FormPaper {
        draw: &DrawId::parse(DRAW).unwrap(),
        digest: &world.digest,
        auditor: "ann",
        tool: &world.tool,
        council: "Anyshire",
        marking: "OFFICIAL-SENSITIVE",
        urgent_contact: "the duty manager",
        due: "",
        cases: &cases,
    };
    saved(&write_form(&paper).unwrap(), form.is_dated.then_some(form.day))
}

/// Writes into a workbook when it was saved, or takes that out.
fn saved(workbook: &[u8], day: Option<Date>) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "docProps/core.xml" {
            let text = String::from_utf8(content).unwrap();
            let (before, rest) = text.split_once("<dcterms:modified").unwrap();
            let (_, after) = rest.split_once("</dcterms:modified>").unwrap();
            let moment = day.map(|day| {
                format!("<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T10:00:00Z</dcterms:modified>")
            });
            content = format!("{before}{}{after}", moment.unwrap_or_default()).into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// What is held after the forms came back, in this order.
fn state(forms: &[Form], order: &[usize]) -> BTreeMap<String, u32> {
    let mut world = world();
    for at in order {
        let form = &forms[*at];
        let input = Input::bytes(&format!("{at}.xlsx"), bytes(form, &world));
        let options = ImportOptions {
            refused: Refused::Skip,
            received: (!form.is_dated).then_some(form.day),
            ..ImportOptions::of(Kind::Returns, vec![input])
        };
        let report = import(&mut world.workspace, &options).unwrap();
        let refused: Vec<String> = report
            .problems
            .iter()
            .filter(|problem| problem.level == assay_model::Level::Refused)
            .map(ToString::to_string)
            .collect();
        assert_eq!(refused, [""; 0], "{order:?}");
    }
    let reader = world.workspace.reader().unwrap();
    let mut state = BTreeMap::new();
    for held in reader.store.returns().unwrap() {
        *state.entry(format!("{:?}", held.audit)).or_default() += 1;
    }
    state
}

#[test]
fn the_same_forms_in_any_order_and_any_number_of_times_give_the_same_state() {
    let tool = world().tool;
    for seed in 0..8 {
        let mut chance = Chance(seed);
        let forms = forms(&tool, &mut chance);
        let latest = |case: &str| {
            let mut all = forms.iter().flat_map(|form| &form.answers);
            all.rfind(|answers| answers.case.as_str() == case)
        };
        let expected = ["A1", "A2", "A3"].into_iter().filter_map(latest).count();
        let mut first = None;
        for _ in 0..3 {
            let mut order: Vec<usize> = (0..forms.len()).collect();
            for at in (1..order.len()).rev() {
                order.swap(at, chance.below(at + 1));
            }
            let again = order[..chance.below(forms.len())].to_vec();
            order.extend(again);
            let found = state(&forms, &order);
            assert_eq!(found.len(), expected, "{found:#?}");
            for audit in ["A1", "A2", "A3"].into_iter().filter_map(latest) {
                let words = format!("domains: {:?}", audit.domains);
                assert!(found.keys().any(|held| held.contains(&words)), "{words} {found:#?}");
            }
            let first = first.get_or_insert_with(|| found.clone());
            assert_eq!(*first, found, "seed {seed}, order {order:?}, forms {forms:#?}");
        }
    }
}
