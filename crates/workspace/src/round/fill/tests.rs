//! Who may see and complete which read, and that an audit filled in a page is what its workbook would have been.

use assay_model::{Actor, AuditKind, CaseId};
use assay_store::DrawCase;
use assay_views::round::{Completed, PartState};

use super::*;
use crate::draws::draw::{DrawOptions, draw};
use crate::draws::freeze::{FreezeOptions, freeze};
use crate::import::{ImportOptions, Kind, import};
use crate::{Input, Session, Workspace};

const DRAW: &str = "2026-09-monthly";

fn person(login: &str) -> Actor {
    Actor { name: login.into(), login: login.into(), machine: "m".into() }
}

/// A drawn sample of twenty cases, with three auditors.
fn council() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let now = "2026-09-20T09:00:00Z".parse().unwrap();
    let session = || Session::made_up(person("officer"), now, "7");
    Workspace::init(&root, &session()).unwrap();
    let settings = root.join("assay.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(settings, text.replace("the duty manager", "the front door")).unwrap();
    let mut workspace = Workspace::open(&root, session()).unwrap();
    let row = |i: u32| format!("{},Team {},looked after\n", 1000 + i, i % 3);
    let list = format!("Case ID,Team,Plan type\n{}", (0..120).map(row).collect::<String>());
    let auditors = "Login,Name,Team\njlee,Jo Lee,X\namir,Amir Khan,Y\nkim,Kim Day,Z\n";
    for (kind, text) in [(Kind::Cases, list.as_str()), (Kind::Auditors, auditors)] {
        let options = ImportOptions::of(kind, vec![Input::bytes("in.csv", text.as_bytes())]);
        import(&mut workspace, &options).unwrap();
    }
    let frozen =
        FreezeOptions { plan: "monthly".into(), id: DRAW.into(), n: Some(20), seed_source: None };
    freeze(&mut workspace.writer().unwrap(), &frozen).unwrap();
    let options = DrawOptions { id: DRAW.into(), ..DrawOptions::default() };
    draw(&mut workspace.writer().unwrap(), &options).unwrap();
    (folder, workspace)
}

/// A case that is read twice.
fn twice(workspace: &Workspace) -> DrawCase {
    let (id, reader) = (DrawId::parse(DRAW).unwrap(), workspace.reader().unwrap());
    let cases = reader.store.draw_cases(&id).unwrap();
    cases.into_iter().find(|case| case.second_reader.is_some()).expect("a case that is read twice")
}

fn of(case: &CaseId, is_second: bool) -> DraftOf {
    read_of(DRAW, case.as_str(), is_second).unwrap()
}

/// Answers everything that is needed.
fn answer(workspace: &mut Workspace, of: &DraftOf) {
    for _ in 0..3 {
        let form = form(&workspace.reader().unwrap(), of).unwrap();
        let open = form.parts.iter().flat_map(|part| &part.questions).filter(|q| q.is_open());
        let typed = open.map(|question| Typed {
            key: question.key.clone(),
            text: match &question.asks {
                assay_views::round::Asks::Choice(words) => words[0].clone(),
                assay_views::round::Asks::Number(..) => "7".into(),
                assay_views::round::Asks::Date => "12 September 2026".into(),
                _ => "Seen.".into(),
            },
            mark: question.mark.clone(),
        });
        let saving = Saving { held: form.held, typed: typed.collect() };
        save(&mut workspace.saver().unwrap(), of, &saving).unwrap();
    }
}

#[test]
fn a_first_read_is_hidden_from_the_second_reader_until_the_second_is_in() {
    let (_folder, mut workspace) = council();
    let case = twice(&workspace);
    let (first, second) = (of(&case.case, false), of(&case.case, true));
    let (one, two) = (case.first_reader.unwrap(), case.second_reader.unwrap());

    workspace.session_mut().act_as(person(&one));
    answer(&mut workspace, &first);
    let Completed::Stored(receipt) =
        complete(&mut workspace, &first, &Completing::default()).unwrap()
    else {
        panic!("it is complete")
    };
    assert_eq!((receipt.version, receipt.auditor.as_str()), (1, one.as_str()));
    let entry = workspace.reader().unwrap().store.last_of("import").unwrap().unwrap();
    assert_eq!(entry.body["origin"], "in the page");
    assert_eq!((receipt.entry, &receipt.hash), (entry.number, &entry.hash));
    let refused = form(&workspace.reader().unwrap(), &second).unwrap_err().to_string();
    assert!(refused.ends_with("and cannot do the second"), "{refused}");

    workspace.session_mut().act_as(person(&two));
    let refused = form(&workspace.reader().unwrap(), &first).unwrap_err().to_string();
    assert!(refused.contains("is hidden from"), "{refused}");
    let blank = form(&workspace.reader().unwrap(), &second).unwrap();
    assert!(blank.parts.iter().all(|part| part.state() != PartState::Done), "{blank:?}");
    answer(&mut workspace, &second);
    let done = complete(&mut workspace, &second, &Completing::default()).unwrap();
    assert!(matches!(done, Completed::Stored(_)), "{done:?}");
    assert_eq!(form(&workspace.reader().unwrap(), &first).unwrap().held, 1);
    let stored = workspace.reader().unwrap().store.returns_on(&case.case).unwrap();
    let kinds: Vec<AuditKind> = stored.iter().map(|one| one.audit.kind).collect();
    assert_eq!(kinds, [AuditKind::Monthly, AuditKind::SecondRead]);
}

#[test]
fn a_draft_waits_for_the_workbook_that_came_in_meanwhile() {
    let (_folder, mut workspace) = council();
    let case = twice(&workspace);
    let read = of(&case.case, false);
    answer(&mut workspace, &read);
    // The same audit comes back as its workbook would, while the page is open.
    let sheet = sheet::open(&workspace.reader().unwrap(), &read).unwrap();
    let bytes = sheet::workbook(&sheet, "2026-09-19T10:00:00Z".parse().unwrap()).unwrap();
    let options = ImportOptions::of(Kind::Returns, vec![Input::bytes("back.xlsx", bytes)]);
    assert_eq!(import(&mut workspace, &options).unwrap().stored, 1);
    let refused = complete(&mut workspace, &read, &Completing::default()).unwrap_err().to_string();
    assert!(refused.contains("has come in since the page was opened"), "{refused}");
    let form = form(&workspace.reader().unwrap(), &read).unwrap();
    assert_eq!((form.held, form.draft.is_some()), (1, true));
    assert!(
        form.notes.iter().any(|note| note.contains("after this draft was begun")),
        "{:?}",
        form.notes
    );
}

#[test]
fn a_rule_of_the_tool_that_is_broken_is_said_before_the_audit_is_stored() {
    let (_folder, mut workspace) = council();
    let read = of(&twice(&workspace).case, false);
    answer(&mut workspace, &read);
    let form = form(&workspace.reader().unwrap(), &read).unwrap();
    let questions = form.parts.iter().flat_map(|part| &part.questions);
    let supervision = questions
        .clone()
        .find(|q| q.key == "supervision-and-management-oversight-judgement")
        .unwrap();
    let overall = questions.clone().find(|q| q.key == "overall-judgement").unwrap();
    let typed = |question: &assay_views::round::FormQuestion, text: &str| Typed {
        key: question.key.clone(),
        text: text.to_owned(),
        mark: question.mark.clone(),
    };
    let typed = vec![typed(supervision, "inadequate"), typed(overall, "good")];
    save(&mut workspace.saver().unwrap(), &read, &Saving { held: 0, typed }).unwrap();
    let (form, whole) = review(&mut workspace, &read).unwrap();
    assert!(whole.is_empty(), "{whole:?}");
    assert!(
        form.notes.iter().any(|note| note.contains("at best requires improvement")),
        "{:?}",
        form.notes
    );
}

#[test]
fn an_answer_longer_than_a_form_holds_is_refused_with_its_length() {
    let (_folder, mut workspace) = council();
    let read = of(&twice(&workspace).case, false);
    let form = form(&workspace.reader().unwrap(), &read).unwrap();
    let good = form.parts[0].questions.iter().find(|q| q.key == "good-practice").unwrap();
    let typed =
        vec![Typed { key: good.key.clone(), text: "x".repeat(33_000), mark: good.mark.clone() }];
    let refused = save(&mut workspace.saver().unwrap(), &read, &Saving { held: 0, typed });
    let refused = refused.unwrap_err().to_string();
    assert_eq!(refused, "good practice: the answer has 33,000 characters, and a form holds 32,000");
}

#[test]
fn nothing_is_begun_where_nobody_is_named_to_ring() {
    let (_folder, mut workspace) = council();
    let settings = workspace.root().join("assay.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(settings, text.replace("the front door", "the duty manager")).unwrap();
    let read = of(&twice(&workspace).case, false);
    let form = form(&workspace.reader().unwrap(), &read).unwrap();
    assert!(form.notes[0].contains("urgent_contact"), "{:?}", form.notes);
    let good = form.parts[0].questions.iter().find(|q| q.key == "good-practice").unwrap();
    let typed = vec![Typed { key: good.key.clone(), text: "x".into(), mark: good.mark.clone() }];
    let refused = save(&mut workspace.saver().unwrap(), &read, &Saving { held: 0, typed });
    assert!(refused.unwrap_err().to_string().contains("would say to ring"));
}
