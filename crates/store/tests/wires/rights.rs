//! The JSON of holds, of erasures asked for and of erasures carried out, for ever.

use assay_model::{Approval, Covers, Days, Erasure, ErasureRequest, Ground, Hold, Means};

use super::{check, date, id};

fn hold(covers: Covers) -> Hold {
    Hold {
        covers,
        reason: "court".into(),
        login: "amy".into(),
        since: date("2026-09-01"),
        held: true,
    }
}

#[test]
fn holds_on_more_than_a_case_are_written_as_ever() {
    let days = Days::of(date("2024-01-01"), date("2024-12-31")).unwrap();
    for (covers, json, damage, refusal) in [
        (
            Covers::List("children".into()),
            r#"{"list":"children"}"#,
            ("list", "heap"),
            "unknown variant `heap`, expected one of `list`, `period`, `theme`, `everything` at line 1 column 17",
        ),
        (
            Covers::Period(days),
            r#"{"period":{"first":"2024-01-01","last":"2024-12-31"}}"#,
            ("2024-12-31", "2023-12-31"),
            "last day \"2023-12-31\"",
        ),
        (
            Covers::Theme("drift_and_delay".into()),
            r#"{"theme":"drift_and_delay"}"#,
            ("2026-09-01", "soon"),
            "date \"soon\"",
        ),
        (Covers::Everything, r#""everything""#, ("2026-09-01", "soon"), "date \"soon\""),
    ] {
        check(
            &hold(covers),
            &format!(
                r#"{{"covers":{json},"held":true,"login":"amy","on":"2026-09-01","reason":"court"}}"#
            ),
            damage,
            &format!("the store holds a damaged hold (record 1): {refusal}"),
        );
    }
}

#[test]
fn holds_and_erasures_are_written_as_ever() {
    check(
        &hold(Covers::Case(id("C1"))),
        r#"{"held":true,"login":"amy","on":"2026-09-01","reason":"court"}"#,
        ("\"held\":true", "\"held\":\"yes\""),
        "the store holds a damaged hold (record 1): invalid type: string \"yes\", expected a boolean at line 1 column 13",
    );
    let mut request = ErasureRequest {
        case: id("C1"),
        login: "amy".into(),
        reason: "ref 1".into(),
        serves: None,
    };
    check(
        &request,
        r#"{"login":"amy","reason":"ref 1"}"#,
        ("\"login\"", "\"logon\""),
        "the store holds a damaged erasure request (record 1): unknown field `logon`, expected one of `login`, `reason`, `serves` at line 1 column 8",
    );
    request.serves = Some(Ground::Order);
    check(
        &request,
        r#"{"login":"amy","reason":"ref 1","serves":"order"}"#,
        ("order", "whim"),
        "the store holds a damaged erasure request (record 1): ground of an erasure \"whim\"",
    );
    let mut erasure = Erasure {
        entry: 7,
        asked_by: "amy".into(),
        carried_out_by: "bo".into(),
        reason: "ref 1".into(),
        serves: None,
        second: None,
    };
    check(
        &erasure,
        r#"{"asked_by":"amy","carried_out_by":"bo","reason":"ref 1"}"#,
        ("\"bo\"", "null"),
        "the store holds a damaged erasure (record 1): invalid type: null, expected a string at line 1 column 39",
    );
    erasure.second = Some(Approval { login: "bo".into(), means: Means::OtherLogin(None) });
    check(
        &erasure,
        r#"{"asked_by":"amy","carried_out_by":"bo","reason":"ref 1","second":{"by":"other_login","login":"bo"}}"#,
        ("other_login", "someone"),
        "the store holds a damaged erasure (record 1): unknown variant `someone`, expected one of `other_login`, `enrolled_login`, `passphrase`, `nobody` at line 1 column 81",
    );
}
