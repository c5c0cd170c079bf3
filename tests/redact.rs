//! `assay redact`: comments in on stdin, redacted comments out on stdout.

use crate::support::Desk;

#[test]
fn names_of_the_comment_and_patterns_are_replaced() {
    let desk = Desk::empty();
    desk.write("names.csv", "comment_id,name\nc1,Mia Turner\n,Leah Okafor\n");
    let comments = "comment_id,comment\nc1,\"Leah saw Mia, dob 1/2/2015\"\nc2,Ring 07700 900123\n";
    let ran = desk.run_with_input(&["redact", "--names", "names.csv"], comments.as_bytes()).done();
    assert_eq!(
        ran.stdout,
        "comment_id,comment\nc1,\"[name A] saw [name B], dob [date of birth]\"\nc2,Ring [phone number]\n"
    );
    assert!(ran.stderr.contains("replaced 4 identities in 2 comments"), "{}", ran.stderr);
}

#[test]
fn a_table_without_the_columns_is_refused() {
    let ran = Desk::empty().run_with_input(&["redact"], b"id,text\n1,x\n").ends_with(2);
    assert_eq!(
        ran.stderr,
        "error: stdin, row 1: expected a column \"comment_id\", found \"id\", \"text\"\nhint: the first row names the columns: comment_id,comment\n"
    );
}
