//! `assay tag`: a line out for each comment in, with no workspace.

use crate::support::Desk;

#[test]
fn every_comment_gets_its_line_in_order() {
    let desk = Desk::empty();
    let mut input = String::from("comment_id,comment\n");
    for n in 0..9000 {
        input.push_str(&format!("{n},\"Core group held but not written up. {n}\"\n"));
    }
    let ran = desk.run_with_input(&["tag"], input.as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let ids: Vec<String> =
        ran.stdout.lines().map(|line| line.split('"').nth(3).expect("an id").to_owned()).collect();
    assert_eq!(ids, (0..9000).map(|n| n.to_string()).collect::<Vec<_>>());
    assert!(ran.stdout.lines().all(|line| line.contains("\"theme\":\"not_written_up\"")));
}

#[test]
fn a_line_without_end_is_refused_with_its_row() {
    let line = |length: usize| {
        format!("{{\"comment_id\":\"1\",\"comment\":\"{}\"}}\n", "seen. ".repeat(length / 6))
    };
    let text = format!("{}{}", line(100), line(9 << 20));
    let ran = Desk::empty().run_with_input(&["tag"], text.as_bytes());
    assert_eq!(ran.code, 2);
    let refused = "error: standard input, row 2: expected a JSON object with comment_id and comment, found a longer line than 8 MB\n";
    assert!(ran.stderr.starts_with(refused), "{}", ran.stderr);
}

#[test]
fn a_file_without_the_columns_is_refused_with_the_mend() {
    let ran = Desk::empty().run_with_input(&["tag"], b"id,text\n1,x\n");
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!(ran.stderr, @r#"
    error: standard input, row 1: expected a column "comment_id", found "id", "text"
    hint: the input is CSV with the columns comment_id and comment, or a JSON object a line
    "#);
}
