//! Tests of `marked.rs`.

use super::*;
use crate::{Book, Limits};

fn said(content: &str) -> Vec<Said> {
    let mut book = Book::open("a.csv", content.into(), &Limits::default()).unwrap();
    let rows = book.read(0).unwrap().rows;
    let mut marked = Marked::below(&rows[0]);
    rows[1..].iter().for_each(|row| marked.take(row));
    marked.said()
}

#[test]
fn a_second_column_of_one_name_is_reported_where_it_says_something_else() {
    let found = said("id,team,,ID,Team\n1,N,,1,N\n2,N,,7,\n3,S,,8,S\n");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].row, found[0].column.as_deref()), (3, Some("ID")));
    assert_eq!(found[0].found, "2 rows with another value in a second column of this name (3, 4)");
    assert_eq!(said("id,team,team\n1,N,N\n2,N,\n"), []);
    assert_eq!(said("id,late %,late \u{a3}\n1,5,10\n"), []);
    let found = said("id,child's,childs\n1,N,S\n");
    assert_eq!(found[0].column.as_deref(), Some("childs"));
}

#[test]
fn values_under_no_header_are_reported_with_their_rows() {
    let found = said("id,,team\n1,,N\n2,x,N\n3, ,S\n4,y,S\n");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].row, found[0].outcome), (3, Outcome::LeftOut));
    assert_eq!(found[0].found, "2 rows with a value under no header (3, 5)");
}

#[test]
fn a_row_that_was_repaired_is_no_longer_in_doubt() {
    // A line that is no UTF-8, with a letter that was encoded twice in it.
    let content = b"id,name,note\n1,Si\xc3\xa2n,caf\xe9\n2,Ann,caf\xe9\n".to_vec();
    let mut book = Book::open("a.csv", content, &Limits::default()).unwrap();
    let rows = book.read(0).unwrap().rows;
    assert_eq!(rows[1].cell(1).to_string(), "Si\u{e2}n");
    let mut marked = Marked::below(&rows[0]);
    rows[1..].iter().for_each(|row| marked.take(row));
    assert!(marked.said().iter().all(|said| said.outcome == Outcome::PutRight));
}

#[test]
fn words_in_an_encoding_that_is_not_known_are_reported() {
    // Code page 850 and Mac Roman.
    for name in [&b"Zo\x89"[..], b"Ren\x8e", b"Zo\x91\xd5s", b"don\xd5t"] {
        let content = [b"id,name\n1,", name, b"\n2,caf\xe9\n3,don\x92t\n4,O\x91Brien\n"].concat();
        let mut book = Book::open("a.csv", content, &Limits::default()).unwrap();
        let rows = book.read(0).unwrap().rows;
        let mut marked = Marked::below(&rows[0]);
        rows[1..].iter().for_each(|row| marked.take(row));
        let said = marked.said();
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!((said[0].row, said[0].outcome), (2, Outcome::Lost));
    }
}

#[test]
fn letters_that_were_encoded_twice_are_put_right_and_reported() {
    let content = "id,name\n1,Si\u{c3}\u{a2}n\n2,Si\u{e2}n\n";
    let found = said(content);
    assert_eq!((found[0].row, found[0].outcome), (2, Outcome::PutRight));
    let mut book = Book::open("a.csv", content.into(), &Limits::default()).unwrap();
    let rows = book.read(0).unwrap().rows;
    assert_eq!(rows[1].cell(1), rows[2].cell(1));
}
