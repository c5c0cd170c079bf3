//! People's verdicts on themes of comments: given, kept with who and when, and looked up.

use std::collections::{BTreeMap, HashMap};

use assay_intake::VerdictRow;
use assay_model::verdict::{Reading, Says};
use assay_model::{Approval, Comment, Person, ThemeVerdict};
use assay_store::Error as StoreError;
use serde_json::json;

use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::records::people::{Second, names_of, second_person, with_second};

/// Returns the digest of a comment's text, to which verdicts belong.
#[must_use]
pub fn text_digest(text: &str) -> String {
    assay_sampler::Digest::of(text.as_bytes()).to_string()
}

/// A verdict before it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The theme's code.
    pub theme: String,
    /// What is said of it.
    pub says: Says,
    /// How the comment was read.
    pub reading: Reading,
    /// Why.
    pub note: String,
}

/// Keeps a verdict of whoever is logged in, or of the second reader who typed a passphrase. A blind reading of
/// what somebody has decided on is a second one, and needs another person.
///
/// # Errors
/// When the theme is not in the book, one person would read twice, the passphrase is wrong, or the store cannot
/// be written.
pub fn give(
    workspace: &mut Writer<'_>,
    comment: &Comment,
    given: Given,
    second: &Second,
) -> Result<()> {
    let themes = super::of_workspace(workspace)?;
    super::known(&themes, &given.theme)?;
    let approval = second_reader(workspace, comment, &given, second)?;
    let login = workspace.session.actor().login.clone();
    let reviewer = approval.as_ref().map_or(login.as_str(), Approval::who).to_owned();
    let mut verdict = signed(comment, given, reviewer);
    let mut body = json!({ "theme": verdict.theme, "reading": verdict.reading.word() });
    if let Some(approval) = approval {
        body = with_second(body, &approval);
        verdict.second = approval.to_keep();
    }
    let now = workspace.session.now();
    workspace.write(now, |tx| {
        let put = tx.keep(&verdict, None)?;
        if put.is_stored() {
            tx.append("verdict", body)?;
        }
        Ok::<(), StoreError>(())
    })?;
    Ok(())
}

/// Returns who reads for the second time: of a blind reading where somebody has read before, and of every
/// reading at somebody else's login. Whoever has read it openly is the first reader and cannot be the second.
fn second_reader(
    workspace: &mut Writer<'_>,
    comment: &Comment,
    given: &Given,
    second: &Second,
) -> Result<Option<Approval>> {
    let names = names_of(workspace, second)?;
    let verdicts = Verdicts::of(workspace)?;
    let on_theme = || verdicts.on(comment).into_iter().filter(|v| v.theme == given.theme);
    let is_own = |verdict: &&ThemeVerdict| names.contains(&Person::key_of(&verdict.reviewer));
    let own = on_theme().find(|verdict| verdict.reading != given.reading && is_own(verdict));
    let before = own.or_else(|| on_theme().find(|verdict| !is_own(verdict)));
    let first = match (given.reading, before) {
        (Reading::Blind, Some(before)) => before.reviewer.clone(),
        _ if *second == Second::ThisLogin => return Ok(None),
        _ => workspace.session.actor().login.clone(),
    };
    second_person(workspace, &first, second).map(Some)
}

fn signed(comment: &Comment, given: Given, reviewer: String) -> ThemeVerdict {
    let Given { theme, says, reading, note } = given;
    ThemeVerdict {
        theme,
        comment: comment.id.clone(),
        text_digest: text_digest(&comment.text),
        case: comment.case.clone(),
        says,
        reading,
        reviewer,
        note,
        second: None,
    }
}

/// Turns rows of a file into verdicts on the comments of the workspace. A row without a reviewer is whoever
/// imports it.
///
/// # Errors
/// When the store or the themes cannot be read. Rows at fault come back as problems.
pub fn of_rows(
    workspace: &Reader,
    rows: Vec<VerdictRow>,
) -> Result<(Vec<ThemeVerdict>, Vec<assay_model::Problem>)> {
    let themes = super::of_workspace(workspace)?;
    let mut wanted: HashMap<String, Vec<VerdictRow>> = HashMap::new();
    for row in rows {
        wanted.entry(row.comment.clone()).or_default().push(row);
    }
    let (mut verdicts, mut problems) = (Vec::new(), Vec::new());
    let login = workspace.session.actor().login.clone();
    workspace.each_comment(|comment| {
        for row in wanted.remove(&comment.id).unwrap_or_default() {
            let digest = text_digest(&comment.text);
            if !themes.book().themes.iter().any(|theme| theme.code == row.theme) {
                problems.push(refused(&row, "theme", &row.theme, "a theme of themes.yaml"));
            } else if !row.text_digest.is_empty() && row.text_digest != digest {
                let expected = "the digest of the comment as it is now; it was changed since";
                problems.push(refused(&row, "text_digest", &row.text_digest, expected));
            } else {
                let VerdictRow { theme, says, reading, note, .. } = row;
                let reviewer = if row.reviewer.is_empty() { login.clone() } else { row.reviewer };
                verdicts.push((
                    row.row,
                    signed(&comment, Given { theme, says, reading, note }, reviewer),
                ));
            }
        }
        Ok(())
    })?;
    for row in wanted.into_values().flatten() {
        problems.push(refused(&row, "comment_id", &row.comment, "the id of a comment held here"));
    }
    verdicts.sort_by_key(|(row, _)| *row);
    problems.sort_by_key(|problem| problem.place.row);
    Ok((verdicts.into_iter().map(|(_, verdict)| verdict).collect(), problems))
}

fn refused(row: &VerdictRow, column: &str, found: &str, expected: &str) -> assay_model::Problem {
    assay_model::Problem {
        level: assay_model::Level::Refused,
        effect: assay_model::Effect::Refused,
        place: assay_model::Place {
            file: row.file.clone(),
            row: Some(u64::from(row.row)),
            column: Some(column.to_owned()),
            ..assay_model::Place::default()
        },
        found: found.to_owned(),
        expected: expected.to_owned(),
        hint: "draw the sheet afresh, or correct the row".to_owned(),
    }
}

/// All verdicts, by comment.
#[derive(Debug, Default)]
pub struct Verdicts {
    by_comment: HashMap<String, Vec<ThemeVerdict>>,
}

impl Verdicts {
    /// Reads the verdicts of the workspace.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of(workspace: &Reader) -> Result<Self> {
        let mut by_comment: HashMap<String, Vec<ThemeVerdict>> = HashMap::new();
        for verdict in workspace.store.all::<ThemeVerdict>()? {
            by_comment.entry(verdict.comment.clone()).or_default().push(verdict);
        }
        Ok(Self { by_comment })
    }

    /// Returns the verdicts on the comment as it is, in the order they were given.
    #[must_use]
    pub fn on(&self, comment: &Comment) -> Vec<&ThemeVerdict> {
        let Some(all) = self.by_comment.get(&comment.id) else { return Vec::new() };
        let digest = text_digest(&comment.text);
        all.iter().filter(|verdict| verdict.text_digest == digest).collect()
    }

    /// Returns for each theme that somebody has decided on what decides, the latest open verdict.
    #[must_use]
    pub fn all_deciding(&self, comment: &Comment) -> BTreeMap<String, Says> {
        let open = self.on(comment).into_iter().filter(|v| v.reading == Reading::Open);
        open.map(|verdict| (verdict.theme.clone(), verdict.says)).collect()
    }

    /// Returns what decides whether the comment counts for the theme: the latest open verdict.
    #[must_use]
    pub fn deciding(&self, comment: &Comment, theme: &str) -> Option<Says> {
        let on = self.on(comment);
        let open = on.iter().rfind(|v| v.theme == theme && v.reading == Reading::Open);
        open.map(|verdict| verdict.says)
    }
}

/// Returns the comment with this id.
///
/// # Errors
/// When there is none.
pub fn comment(workspace: &Reader, id: &str) -> Result<Comment> {
    let found = workspace.store.comment(id)?;
    found.ok_or_else(|| Error::missing(format!("no comment \"{id}\"")).then(Next::SearchComments))
}
