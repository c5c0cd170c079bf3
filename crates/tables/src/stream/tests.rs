//! Every CSV gives the same fields whole or in blocks, fast or slow.

use super::*;

fn rows(text: &[u8], columns: &[usize]) -> Vec<(u64, Vec<String>)> {
    let mut stream = CsvStream::open(text).unwrap().unwrap();
    let (mut block, mut rows, mut before) = (Block::default(), Vec::new(), 0);
    while stream.next_block(&mut block).unwrap() {
        before += block
            .each(columns, |row, fields| {
                let texts =
                    fields.iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect();
                rows.push((before + row, texts));
            })
            .count;
    }
    rows
}

fn texts(rows: &[(u64, &[&str])]) -> Vec<(u64, Vec<String>)> {
    rows.iter().map(|(n, row)| (*n, row.iter().map(|t| (*t).to_owned()).collect())).collect()
}

#[test]
fn fields_come_in_the_order_asked_for() {
    let plain = b"\xef\xbb\xbfid,team,x\r\n1,A,p\r\n\r\n2,B\n3\n";
    let expected: [(u64, &[&str]); 3] = [(0, &["A", "1"]), (2, &["B", "2"]), (3, &["", "3"])];
    assert_eq!(rows(plain, &[1, 0]), texts(&expected));
    let quoted = b"id;team\n\"1\";\"A;\"\"x\"\"\"\r\n\n2;\"B\nC\"\n3;D";
    let expected: [(u64, &[&str]); 3] =
        [(0, &["1", "A;\"x\""]), (2, &["2", "B\nC"]), (3, &["3", "D"])];
    assert_eq!(rows(quoted, &[0, 1]), texts(&expected));
}

#[test]
fn a_short_row_has_blanks_and_nothing_of_the_row_before() {
    for text in [
        &b"id,team,x,y\n1,A,p,q\n2\n3,B\n4,C,r\n"[..],
        b"id,team,x,y\n1,A,\"p\",q\n2\n3,B\n4,C,r\n",
    ] {
        let expected: [(u64, &[&str]); 4] = [
            (0, &["1", "A", "p"]),
            (1, &["2", "", ""]),
            (2, &["3", "B", ""]),
            (3, &["4", "C", "r"]),
        ];
        assert_eq!(rows(text, &[0, 1, 2]), texts(&expected));
    }
}

#[test]
fn blocks_are_cut_between_records_only() {
    for wrap in ["", "\""] {
        let mut text = String::from("id,words\n");
        for i in 0..60_000 {
            let inner =
                if wrap.is_empty() { "plain words here" } else { "words,\nand a line, more" };
            text.push_str(&format!("{i},{wrap}{inner}{wrap}\n"));
        }
        assert!(text.len() > BLOCK);
        let found = rows(text.as_bytes(), &[0]);
        assert_eq!(found.len(), 60_000);
        assert!(
            found.iter().enumerate().all(|(i, (n, row))| *n == i as u64 && row[0] == i.to_string())
        );
    }
}

#[test]
fn a_mark_that_never_closes_ends_the_reading_in_blocks_at_the_longest_record() {
    for filling in [&b"x,y\n"[..], b"\"\"\"\""] {
        let mut text = b"id,words\n1,\"".to_vec();
        while text.len() < LONGEST_RECORD + 2 * BLOCK {
            text.extend_from_slice(filling);
        }
        let mut stream = CsvStream::open(&text[..]).unwrap().unwrap();
        let ended = stream.next_block(&mut Block::default());
        let said = ended.unwrap_err().to_string();
        assert!(
            said.ends_with("a record of more than 8 MB: a quotation mark was not closed"),
            "{said}"
        );
    }
}

#[test]
fn other_encodings_and_workbooks_are_left_to_the_whole_reader() {
    assert!(CsvStream::open(&b"id,n\xe9\n1,2\n"[..]).unwrap().is_none());
    assert!(CsvStream::open(&b"PK\x03\x04rest"[..]).unwrap().is_none());
    assert!(CsvStream::open(&b"\xff\xfei\0d\0"[..]).unwrap().is_none());
    assert!(matches!(CsvStream::open(&b" \n"[..]), Err(ReadError::Empty)));
}

#[test]
fn columns_are_found_by_their_header() {
    let header = ["Case ID", "team", "Team"].map(str::to_owned);
    assert_eq!(find_column(&header, "case id"), Some(0));
    assert_eq!(find_column(&header, "Team"), Some(2));
    assert_eq!(find_column(&header, "TEAM"), None);
    assert_eq!(find_column(&header, "worker"), None);
}
