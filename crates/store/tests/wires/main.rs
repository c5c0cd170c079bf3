//! The JSON of every kind of record, for ever: value to exact text and back, and what a damaged one says.
//! A change of a text here is a change of what old workspaces can be read.

mod closed;
mod rights;
#[path = "../support/mod.rs"]
mod support;

use assay_model::{
    AbandonedDraw, Approval, AuditKind, CaseId, Correction, Date, DrawId, Enrolment, Erasure,
    FeedbackDays, FormOut, FrameworkUsed, Ground, InspectionResult, Judgement, KeyFigure, Means,
    Month, PackFile, PackIssued, PackMade, PackRules, Person, Quote, ReadRole, Reassignment,
    ReplacementAsked, Reset, SampleOf, SampledComment, Since, Standing, ThemeSample, WrongTries,
};
use assay_store::{Error, Kept, Store};
use support::change;

fn id(text: &str) -> CaseId {
    CaseId::parse(text).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn draw() -> DrawId {
    DrawId::parse("2026-09-monthly").unwrap()
}

/// Keeps the value, compares the stored text, reads it back, and reads it again with `from` in the text
/// replaced by `to`, which must be refused with this message.
#[track_caller]
fn check<K>(value: &K, json: &str, (from, to): (&str, &str), refusal: &str)
where
    K: Kept + PartialEq + std::fmt::Debug + Clone,
{
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.db");
    let mut store = Store::create(&path, [1; 32]).unwrap();
    change(&mut store, |tx| tx.keep(value, None));
    let database = rusqlite::Connection::open(&path).unwrap();
    let stored: String =
        database.query_row("SELECT body FROM records", [], |row| row.get(0)).unwrap();
    assert_eq!(stored, json);
    assert_eq!(store.all::<K>().unwrap(), std::slice::from_ref(value));
    assert_eq!(store.one::<K>(&value.key()).unwrap().as_ref(), Some(value));
    assert!(json.contains(from), "{from}");
    let damaged = json.replacen(from, to, 1);
    database.execute("UPDATE records SET body = ?1", [damaged]).unwrap();
    let faults = [
        store.all::<K>().map(drop).unwrap_err(),
        store.one::<K>(&value.key()).map(drop).unwrap_err(),
    ];
    for fault in faults {
        assert!(matches!(fault, Error::Damaged { .. }));
        assert_eq!(fault.to_string(), refusal);
    }
}

fn quote(standing: Standing) -> Quote {
    Quote {
        digest: "ab".repeat(32),
        text: "the plan drifted".into(),
        comment: "2026-09-monthly/C1/supervision".into(),
        case: Some(id("C1")),
        month: Month::parse("2026-09"),
        theme: "drift_and_delay".into(),
        proposed_by: "amy".into(),
        standing,
    }
}

fn by_passphrase() -> Approval {
    let on = date("2026-10-02");
    let bo = Enrolment { name: "Bo Hart".into(), entry: 12, kind: Since::Enrolled, on };
    let means = Means::Passphrase(bo.clone());
    Approval { login: "amy".into(), means }
}

#[test]
fn quotes_are_written_as_ever() {
    check(
        &quote(Standing::Proposed),
        r#"{"by":"","comment":"2026-09-monthly/C1/supervision","month":"2026-09","on":"","proposed_by":"amy","reason":"","standing":"proposed","text":"the plan drifted","theme":"drift_and_delay"}"#,
        ("\"standing\":\"proposed\"", "\"standing\":\"perhaps\""),
        "the store holds a damaged quote (record 1): standing \"perhaps\"",
    );
    let approved = |second| Standing::Approved { by: "DCS".into(), on: date("2026-10-05"), second };
    check(
        &quote(approved(None)),
        r#"{"by":"DCS","comment":"2026-09-monthly/C1/supervision","month":"2026-09","on":"2026-10-05","proposed_by":"amy","reason":"","standing":"approved","text":"the plan drifted","theme":"drift_and_delay"}"#,
        ("2026-10-05", "soon"),
        "the store holds a damaged quote (record 1): date \"soon\"",
    );
    check(
        &quote(approved(Some(by_passphrase()))),
        r#"{"by":"DCS","comment":"2026-09-monthly/C1/supervision","month":"2026-09","on":"2026-10-05","proposed_by":"amy","reason":"","second":{"by":{"passphrase":{"entry":12,"name":"Bo Hart","on":"2026-10-02","since":"enrolled"}},"login":"amy"},"standing":"approved","text":"the plan drifted","theme":"drift_and_delay"}"#,
        ("\"since\":\"enrolled\"", "\"since\":\"born\""),
        "the store holds a damaged quote (record 1): start of a passphrase \"born\"",
    );
    check(
        &quote(Standing::Withdrawn { reason: "the family asked".into() }),
        r#"{"by":"","comment":"2026-09-monthly/C1/supervision","month":"2026-09","on":"","proposed_by":"amy","reason":"the family asked","standing":"withdrawn","text":"the plan drifted","theme":"drift_and_delay"}"#,
        ("\"2026-09\"", "\"2026-13\""),
        "the store holds a damaged quote (record 1): month \"2026-13\"",
    );
}

#[test]
fn corrections_are_written_as_ever() {
    check(
        &Correction {
            draw: draw(),
            case: id("C1"),
            auditor: "amy".into(),
            kind: AuditKind::Monthly,
            version: 2,
            reason: "the date was wrong".into(),
            by: "bob".into(),
            on: date("2026-09-30"),
        },
        r#"{"auditor":"amy","by":"bob","draw":"2026-09-monthly","kind":"monthly","on":"2026-09-30","reason":"the date was wrong","version":2}"#,
        ("\"kind\":\"monthly\"", "\"kind\":\"weekly\""),
        "the store holds a damaged correction (record 1): audit kind \"weekly\"",
    );
}

#[test]
fn an_approval_by_an_enrolled_login_names_its_entry() {
    let on = date("2026-09-01");
    let bo = Enrolment { name: "Bo Hart".into(), entry: 12, kind: Since::Reset, on };
    let second = Approval { login: "bo".into(), means: Means::OtherLogin(Some(bo)) };
    check(
        &Erasure {
            entry: 7,
            asked_by: "amy".into(),
            carried_out_by: "bo".into(),
            reason: "ref 1".into(),
            serves: Some(Ground::Request),
            second: Some(second),
        },
        r#"{"asked_by":"amy","carried_out_by":"bo","reason":"ref 1","second":{"by":{"enrolled_login":{"entry":12,"name":"Bo Hart","on":"2026-09-01","since":"reset"}},"login":"bo"},"serves":"request"}"#,
        ("reset", "guessed"),
        "the store holds a damaged erasure (record 1): start of a passphrase \"guessed\"",
    );
}

#[test]
fn notes_on_draws_are_written_as_ever() {
    check(
        &Reassignment {
            draw: draw(),
            case: id("C1"),
            role: ReadRole::Second,
            to: "jlee".into(),
            reason: "leave".into(),
        },
        r#"{"case_id":"C1","reason":"leave","role":"second","to":"jlee"}"#,
        ("\"second\"", "\"third\""),
        "the store holds a damaged reassignment (record 1): reading \"third\"",
    );
    check(
        &ReplacementAsked { draw: draw(), case: id("C1"), login: "amy".into() },
        r#"{"login":"amy"}"#,
        ("\"login\"", "\"logon\""),
        "the store holds a damaged replacement asked (record 1): unknown field `logon`, expected `login` at line 1 column 8",
    );
    check(
        &AbandonedDraw { draw: draw(), reason: "wrong list".into() },
        r#"{"draw_id":"2026-09-monthly","reason":"wrong list"}"#,
        ("\"2026-09-monthly\"", "\"SEPT\""),
        "the store holds a damaged abandoned draw (record 1): draw id \"SEPT\"",
    );
    check(
        &FormOut {
            draw: draw(),
            number: 3,
            holder: "jlee".into(),
            file: "2026-09-monthly-form-03.xlsx".into(),
            cases: 4,
            tool: "2026.1".into(),
            is_grid: false,
            out_on: date("2026-09-03"),
            sha256: None,
        },
        r#"{"cases":4,"file":"2026-09-monthly-form-03.xlsx","grid":false,"holder":"jlee","out_on":"2026-09-03","tool":"2026.1"}"#,
        ("2026-09-03", ""),
        "the store holds a damaged form (record 1): date \"\"",
    );
}

#[test]
fn feedback_is_written_as_ever() {
    let mut feedback = FeedbackDays {
        audit: "2026-09-monthly/C1".into(),
        number: 44,
        case: id("C1"),
        draw: Some(draw()),
        given_on: Some(date("2026-09-20")),
        filed_on: None,
        sha256: None,
    };
    check(
        &feedback,
        r#"{"filed_on":null,"given_on":"2026-09-20","return":44}"#,
        ("2026-09-20", "Friday"),
        "the store holds a damaged feedback (record 1): date \"Friday\"",
    );
    feedback.sha256 = Some("ab".repeat(32));
    check(
        &feedback,
        &format!(
            r#"{{"filed_on":null,"given_on":"2026-09-20","return":44,"sha256":"{}"}}"#,
            "ab".repeat(32)
        ),
        ("2026-09-20", "Friday"),
        "the store holds a damaged feedback (record 1): date \"Friday\"",
    );
}

#[test]
fn results_of_inspections_are_written_as_ever() {
    check(
        &InspectionResult {
            letter: "Inspection".into(),
            on: date("2026-05-12"),
            area: "care_leavers".into(),
            grade: Judgement::Good,
        },
        r#"{"area":"care_leavers","grade":"good","letter":"Inspection","on":"2026-05-12"}"#,
        ("2026-05-12", "May"),
        "the store holds a damaged inspection result (record 1): date \"May\"",
    );
}

#[test]
fn issued_packs_are_written_as_ever() {
    let mut pack = PackIssued {
        profile: "board".into(),
        as_at: date("2026-09-30"),
        edition: 1,
        head: "00ff".into(),
        on: date("2026-10-05"),
        drafted_by: "amy".into(),
        by: "bo".into(),
        second: None,
        rules: PackRules {
            profiles_sha256: "cc".into(),
            small: 5,
            least_audits: 20,
            least_returned: 70,
        },
        files: vec![PackFile { name: "p.html".into(), sha256: "aa".into() }],
        key_figures: vec![KeyFigure { label: "good or better".into(), figure: "29%".into() }],
        framework: None,
        printed: [("tab-quarters||visits/2026-01|late".to_owned(), true)].into(),
    };
    check(
        &pack,
        r#"{"as_at":"2026-09-30","by":"bo","drafted_by":"amy","edition":1,"files":[{"name":"p.html","sha256":"aa"}],"head":"00ff","key_figures":[{"figure":"29%","label":"good or better"}],"on":"2026-10-05","printed":{"tab-quarters||visits/2026-01|late":true},"profile":"board","rules":{"least_audits":20,"least_returned":70,"profiles_sha256":"cc","small":5}}"#,
        ("2026-10-05", "soon"),
        "the store holds a damaged issued pack (record 1): date \"soon\"",
    );
    pack.second = Some(Approval { login: "amy".into(), means: Means::Nobody });
    pack.framework = Some(FrameworkUsed { name: "ilacs-2026-04".into(), sha256: "bb".into() });
    pack.printed.clear();
    check(
        &pack,
        r#"{"as_at":"2026-09-30","by":"bo","drafted_by":"amy","edition":1,"files":[{"name":"p.html","sha256":"aa"}],"framework":{"name":"ilacs-2026-04","sha256":"bb"},"head":"00ff","key_figures":[{"figure":"29%","label":"good or better"}],"on":"2026-10-05","profile":"board","rules":{"least_audits":20,"least_returned":70,"profiles_sha256":"cc","small":5},"second":{"by":"nobody","login":"amy"}}"#,
        ("2026-09-30", "30 September"),
        "the store holds a damaged issued pack (record 1): date \"30 September\"",
    );
}

#[test]
fn packs_and_samples_are_written_as_ever() {
    let mut pack = PackMade {
        profile: "board".into(),
        as_at: date("2026-09-30"),
        head: "00ff".into(),
        visit: None,
        since: None,
        files: vec![PackFile { name: "p.html".into(), sha256: "aa".into() }],
        key_figures: vec![KeyFigure { label: "good or better".into(), figure: "29%".into() }],
        framework: None,
        printed: [("grades/1/2".to_owned(), true)].into(),
    };
    check(
        &pack,
        r#"{"as_at":"2026-09-30","files":[{"name":"p.html","sha256":"aa"}],"head":"00ff","key_figures":[{"figure":"29%","label":"good or better"}],"printed":{"grades/1/2":true},"profile":"board"}"#,
        ("2026-09-30", "30 September"),
        "the store holds a damaged pack (record 1): date \"30 September\"",
    );
    pack.framework = Some(FrameworkUsed { name: "ilacs-2026-04".into(), sha256: "bb".into() });
    check(
        &pack,
        r#"{"as_at":"2026-09-30","files":[{"name":"p.html","sha256":"aa"}],"framework":{"name":"ilacs-2026-04","sha256":"bb"},"head":"00ff","key_figures":[{"figure":"29%","label":"good or better"}],"printed":{"grades/1/2":true},"profile":"board"}"#,
        ("2026-09-30", "soon"),
        "the store holds a damaged pack (record 1): date \"soon\"",
    );
    pack.framework = None;
    pack.printed.clear();
    check(
        &pack,
        r#"{"as_at":"2026-09-30","files":[{"name":"p.html","sha256":"aa"}],"head":"00ff","key_figures":[{"figure":"29%","label":"good or better"}],"profile":"board"}"#,
        ("\"29%\"", "29"),
        "the store holds a damaged pack (record 1): invalid type: integer `29`, expected a string at line 1 column 105",
    );
    check(
        &ThemeSample {
            theme: "drift_and_delay".into(),
            of: SampleOf::Misses,
            population: 900,
            n: 50,
            seed: "11".into(),
            rules: "00000000deadbeef".into(),
        },
        r#"{"n":50,"of":"misses","population":900,"rules":"00000000deadbeef","seed":"11","theme":"drift_and_delay"}"#,
        ("misses", "near"),
        "the store holds a damaged theme sample (record 1): kind of sample \"near\"",
    );
    check(
        &SampledComment {
            sample: "drift_and_delay/misses".into(),
            place: 3,
            seed: "11".into(),
            comment: "c1".into(),
            case: None,
        },
        r#"{"comment":"c1","sample":"drift_and_delay/misses","seed":"11"}"#,
        (",\"seed\":\"11\"", ""),
        "the store holds a damaged theme sample comment (record 1): missing field `seed` at line 1 column 50",
    );
}

#[test]
fn people_are_written_as_ever() {
    let mut person = Person {
        name: "Bo Hart".into(),
        login: Some("bo".into()),
        hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".into(),
        reset: None,
        retired_on: None,
    };
    check(
        &person,
        r#"{"hash":"$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA","login":"bo","name":"Bo Hart","reset":null,"retired_on":null}"#,
        ("\"login\":\"bo\"", "\"login\":7"),
        "the store holds a damaged person (record 1): invalid type: integer `7`, expected a string at line 1 column 64",
    );
    person.retired_on = Some(date("2026-11-01"));
    person.reset = Some(Reset {
        hash: "x".into(),
        asked_by: "amy".into(),
        at: "2026-10-01T09:00:00Z".parse().unwrap(),
    });
    check(
        &person,
        r#"{"hash":"$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA","login":"bo","name":"Bo Hart","reset":{"asked_by":"amy","at":"2026-10-01T09:00:00.000Z","hash":"x"},"retired_on":"2026-11-01"}"#,
        ("2026-10-01T09:00:00.000Z", "noon"),
        "the store holds a damaged person (record 1): time \"noon\"",
    );
    check(
        &WrongTries {
            name: "Bo Hart".into(),
            count: 3,
            last: "2026-10-01T09:00:00Z".parse().unwrap(),
        },
        r#"{"count":3,"last":"2026-10-01T09:00:00.000Z","name":"Bo Hart"}"#,
        ("\"count\":3", "\"count\":-3"),
        "the store holds a damaged wrong tries (record 1): invalid value: integer `-3`, expected u32 at line 1 column 11",
    );
}
