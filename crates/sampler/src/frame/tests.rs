//! Tests of `frame.rs`.

use super::*;

fn row(case: &str, stratum: &str, status: Status) -> FrameRow {
    FrameRow {
        case: CaseId::parse(case).unwrap(),
        stratum: stratum.to_owned(),
        unit: case.to_owned(),
        status,
        cap: String::new(),
        key: String::new(),
    }
}

#[test]
fn the_bytes_are_sorted_lines_with_six_parts() {
    let frame = Frame::new(vec![
        row("b", "Team 1", Status::Eligible),
        row("B", "Team 2", Status::Closed),
        row("10", "Team 1", Status::Eligible),
    ])
    .unwrap();
    let expected =
        "10\tTeam 1\t10\teligible\t\t\nB\tTeam 2\tB\tclosed\t\t\nb\tTeam 1\tb\teligible\t\t\n";
    assert_eq!(String::from_utf8(frame.bytes()).unwrap(), expected);
    assert_eq!(frame.digest(), Digest::of(expected.as_bytes()));
    assert_eq!(frame.counts()[&Status::Eligible], 2);
    assert_eq!(Frame::parse(expected.as_bytes()).unwrap(), frame);
}

#[test]
fn what_cannot_be_a_frame_is_refused() {
    assert_eq!(Frame::new(Vec::new()), Err(FrameFault::Empty));
    let twice = vec![row("1", "a", Status::Eligible), row("1", "b", Status::Eligible)];
    assert!(matches!(Frame::new(twice), Err(FrameFault::Duplicate(_))));
    let broken = vec![row("1", "a\tb", Status::Eligible)];
    assert!(matches!(Frame::new(broken), Err(FrameFault::Separator { part: "stratum", .. })));
}
