//! Verdicts on themes of comments, as a reviewer filled them into a sheet or another tool wrote them.

use assay_model::verdict::{Reading, Says};
use assay_tables::Limits;

use crate::collect::collect;
use crate::line::Line;
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// One row: what somebody says of a theme of a comment, which is looked up by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictRow {
    /// The row's number in its file.
    pub row: u32,
    /// The file's name.
    pub file: String,
    /// The comment's id.
    pub comment: String,
    /// The theme's code.
    pub theme: String,
    /// The digest of the text as it was read; empty where the file does not say.
    pub text_digest: String,
    /// What the reviewer says.
    pub says: Says,
    /// How they read it.
    pub reading: Reading,
    /// The reviewer's login; empty where the file does not say.
    pub reviewer: String,
    /// Why.
    pub note: String,
}

/// Reads verdicts. Rows without a verdict are left out: a sheet may be filled in part.
///
/// # Errors
/// When a file cannot be read or lacks the columns.
pub fn read_verdicts(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<VerdictRow>, IntakeError> {
    collect(sources, map, &["comment_id", "theme", "verdict"], limits, &mut verdict)
}

fn verdict(line: &Line<'_>, problems: &mut Problems) -> Option<VerdictRow> {
    let said = line.text("verdict", problems);
    if said.is_empty() {
        return None;
    }
    let Some(says) = Says::parse(&said) else {
        let hint = "write confirmed or rejected; leave it blank where nobody has decided";
        line.refuse("verdict", Oddity::new("confirmed or rejected", hint), problems);
        return None;
    };
    let comment = line.prose("comment_id", problems);
    let theme = line.text("theme", problems);
    for (field, value) in [("comment_id", &comment), ("theme", &theme)] {
        if value.is_empty() {
            let hint = "a verdict is about one theme of one comment";
            line.refuse(field, Oddity::new("a value", hint), problems);
            return None;
        }
    }
    let read = line.text("reading", problems);
    Some(VerdictRow {
        row: line.number(),
        file: line.place.file.clone(),
        comment,
        theme,
        text_digest: line.text("text_digest", problems),
        says,
        reading: Reading::parse(&read.to_lowercase()).unwrap_or(Reading::Open),
        reviewer: line.text("reviewer", problems),
        note: line.prose("note", problems),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_filled_in_part_is_read_and_other_words_are_refused() {
        let columns = ["comment_id", "theme", "verdict", "note"]
            .map(|name| (name.to_owned(), vec![name.to_owned()]));
        let map = ColumnMap { columns: columns.into_iter().collect(), ..ColumnMap::default() };
        let content = "comment_id,theme,verdict,note\na/1,drift,Confirmed,\na/2,drift,,\na/3,drift,maybe,\na/4,drift,no,met late\n";
        let source = Source { name: "v.csv".to_owned(), bytes: content.as_bytes().to_vec() };
        let outcome = read_verdicts(vec![source], &map, &Limits::default()).unwrap();
        let got: Vec<_> =
            outcome.records.iter().map(|v| (v.comment.as_str(), v.says, v.note.as_str())).collect();
        assert_eq!(got, [("a/1", Says::Yes, ""), ("a/4", Says::No, "met late")]);
        let told: Vec<String> = outcome.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            ["v.csv, row 4, column \"verdict\": expected confirmed or rejected, found \"maybe\""]
        );
    }
}
