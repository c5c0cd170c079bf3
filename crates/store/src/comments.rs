//! Comments, one after the other: those of the latest version of every audit return, with what was
//! known of the case when its list was frozen, then those imported as plain text.

use std::collections::HashMap;

use assay_model::case::field;
use assay_model::{AuditReturn, CaseId, CaseRecord, Comment, DrawId, Month};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::commitment::{canonical, hex};
use crate::draws::DrawRole;
use crate::import::{ImportDraft, Stored};
use crate::{Error, Store, StoredReturn, Tx, cases, column};

/// How far a reader of comments has come, to go on from there after an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CommentCursor {
    /// The last return's record number.
    pub returns: u64,
    /// The last plain comment's number.
    pub imported: u64,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    domain: String,
    month: Option<String>,
    date: Option<String>,
    service: String,
    team: String,
    plan_type: String,
    auditor: String,
    grade: Option<String>,
    score: Option<u16>,
    text: String,
}

/// What is known of the cases around the comments: at each draw's freeze, else now.
struct Contexts {
    draws: HashMap<DrawId, DrawContext>,
    current: HashMap<CaseId, CaseRecord>,
}

struct DrawContext {
    month: Option<Month>,
    cases: HashMap<CaseId, CaseRecord>,
    roles: HashMap<CaseId, DrawRole>,
}

impl Tx<'_> {
    /// Stores plain comments, one by one as they come. One whose id is there already with the same
    /// text and context is unchanged; with another text it replaces nothing and is an error.
    ///
    /// # Errors
    /// When the store cannot be written, or an id has another text.
    pub fn import_comments(
        &mut self,
        draft: &ImportDraft,
        comments: impl IntoIterator<Item = Comment>,
    ) -> Result<Stored, Error> {
        let import = self.next_import()?;
        let mut counts = Stored { import, ..Stored::default() };
        let mut insert = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO comments (import, id, case_id, body) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let mut same = self.connection.prepare_cached("SELECT body FROM comments WHERE id = ?1")?;
        for comment in comments {
            let body = canonical(&to_wire(&comment))?;
            let case = comment.case.as_ref().map(CaseId::as_str);
            if insert.execute((import as i64, &comment.id, case, &body))? == 1 {
                counts.stored += 1;
                continue;
            }
            let there: String = same.query_row([&comment.id], |row| row.get(0))?;
            if there != body {
                return Err(Error::Already { kind: "comment", key: comment.id });
            }
            counts.unchanged += 1;
        }
        drop((insert, same));
        let digest = rows_digest(&self.connection, import)?;
        self.close_import(import, draft, counts, digest)?;
        Ok(counts)
    }
}

impl Store {
    /// Hands over every comment, first those of the returns, then the plain ones, each in the order
    /// of storing, beginning after the cursor. Returns the cursor after the last one.
    ///
    /// # Errors
    /// When a comment cannot be read, or the receiver's own.
    pub fn each_comment<E: From<Error>>(
        &self,
        after: CommentCursor,
        mut receive: impl FnMut(Comment) -> Result<(), E>,
    ) -> Result<CommentCursor, E> {
        // Read with the first return: the lists of all draws are large, and often nothing is new.
        let mut contexts: Option<Contexts> = None;
        let mut cursor = after;
        self.each_return(after.returns, |stored| {
            cursor.returns = stored.number;
            let known = match contexts.take() {
                Some(known) => known,
                None => self.contexts()?,
            };
            for comment in comments_of(stored, &known) {
                receive(comment)?;
            }
            contexts = Some(known);
            Ok::<(), E>(())
        })?;
        cursor.imported = self.each_plain_comment(after.imported, receive)?;
        Ok(cursor)
    }

    /// Returns every comment, in the same order.
    ///
    /// # Errors
    /// When a comment cannot be read.
    pub fn comments(&self) -> Result<Vec<Comment>, Error> {
        let mut comments = Vec::new();
        self.each_comment(CommentCursor::default(), |comment| {
            comments.push(comment);
            Ok::<(), Error>(())
        })?;
        Ok(comments)
    }

    fn each_plain_comment<E: From<Error>>(
        &self,
        after: u64,
        mut receive: impl FnMut(Comment) -> Result<(), E>,
    ) -> Result<u64, E> {
        let mut last = after;
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT number, id, case_id, body FROM comments WHERE number > ?1 ORDER BY number",
            )
            .map_err(Error::from)?;
        let mut rows = statement.query([after as i64]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            last = row.get::<_, i64>(0).map_err(Error::from)? as u64;
            receive(read_plain(row)?)?;
        }
        Ok(last)
    }

    fn contexts(&self) -> Result<Contexts, Error> {
        let by_id = |cases: Vec<CaseRecord>| cases.into_iter().map(|c| (c.id.clone(), c)).collect();
        let mut draws = HashMap::new();
        let mut statement =
            self.connection.prepare_cached("SELECT id, month, import, list FROM draws")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = column::draw_id(&row.get::<_, String>(0)?)?;
            let month: Option<String> = row.get(1)?;
            let list: String = row.get(3)?;
            let import = row.get::<_, i64>(2)? as u64;
            let roles = self.draw_cases(&id)?.into_iter().map(|c| (c.case, c.role)).collect();
            let context = DrawContext {
                month: month.as_deref().map(column::month).transpose()?,
                cases: by_id(cases::read_list(&self.connection, import, &list)?),
                roles,
            };
            draws.insert(id, context);
        }
        let mut current = HashMap::new();
        for list in self.lists()? {
            let latest = cases::latest_import(&self.connection, &list.name)?;
            if latest == Some(list.import) {
                let cases = cases::read_list(&self.connection, list.import, &list.name)?;
                for case in cases {
                    current.entry(case.id.clone()).or_insert(case);
                }
            }
        }
        Ok(Contexts { draws, current })
    }
}

/// Returns the digest of an import's comments as they stand in the table, or none without rows.
pub(crate) fn rows_digest(
    connection: &rusqlite::Connection,
    import: u64,
) -> Result<Option<String>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, case_id, body FROM comments WHERE import = ?1 ORDER BY number",
    )?;
    let mut rows = statement.query([import as i64])?;
    let mut digest = Sha256::new();
    let mut is_empty = true;
    while let Some(row) = rows.next()? {
        is_empty = false;
        for column in 0..3 {
            let text = row.get_ref(column)?.as_str_or_null();
            digest.update(
                text.map_err(|fault| Error::damaged("comment", fault))?.unwrap_or_default(),
            );
            digest.update([0]);
        }
    }
    Ok((!is_empty).then(|| hex(&digest.finalize())))
}

fn comments_of(stored: StoredReturn, contexts: &Contexts) -> Vec<Comment> {
    let audit = stored.audit;
    let draw = audit.draw.as_ref().and_then(|id| contexts.draws.get(id));
    let case = draw
        .and_then(|draw| draw.cases.get(&audit.case))
        .or_else(|| contexts.current.get(&audit.case));
    let known = |name: &str| case.map_or_else(String::new, |case| case.field(name).to_owned());
    let (service, team, plan_type) =
        (known(field::SERVICE), known(field::TEAM), known(field::PLAN_TYPE));
    let month = audit.month.or_else(|| draw.and_then(|draw| draw.month));
    let counts = counts(&audit, draw);
    let prefix = id_prefix(&audit);
    audit
        .domains
        .into_iter()
        .filter(|result| !result.comment.trim().is_empty())
        .map(|result| Comment {
            id: format!("{prefix}/{}", result.domain),
            case: Some(audit.case.clone()),
            draw: audit.draw.clone(),
            month,
            date: audit.audited_on,
            service: service.clone(),
            team: team.clone(),
            plan_type: plan_type.clone(),
            auditor: audit.auditor.clone(),
            grade: audit.overall,
            score: result.score,
            counts,
            domain: result.domain,
            text: result.comment,
        })
        .collect()
}

/// Headline figures count first reads of cases selected at random, and returns outside any draw.
fn counts(audit: &AuditReturn, draw: Option<&DrawContext>) -> bool {
    let at_random = match (&audit.draw, draw) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(_), Some(draw)) => draw.roles.get(&audit.case) == Some(&DrawRole::Selected),
    };
    audit.kind.is_first_read() && at_random
}

fn id_prefix(audit: &AuditReturn) -> String {
    let key = crate::returns::key(audit);
    match key.rsplit_once('/') {
        Some((prefix, _)) if audit.kind.is_first_read() => prefix.to_owned(),
        _ => key,
    }
}

fn to_wire(comment: &Comment) -> Wire {
    Wire {
        domain: comment.domain.clone(),
        month: comment.month.map(|month| month.to_string()),
        date: comment.date.map(|date| date.to_string()),
        service: comment.service.clone(),
        team: comment.team.clone(),
        plan_type: comment.plan_type.clone(),
        auditor: comment.auditor.clone(),
        grade: comment.grade.map(|grade| grade.code().to_owned()),
        score: comment.score.map(assay_model::Score::hundredths),
        text: comment.text.clone(),
    }
}

fn read_plain(row: &rusqlite::Row<'_>) -> Result<Comment, Error> {
    let body: String = row.get(3)?;
    let wire: Wire =
        serde_json::from_str(&body).map_err(|fault| Error::damaged("comment", fault))?;
    Ok(Comment {
        id: row.get(1)?,
        case: row.get::<_, Option<String>>(2)?.as_deref().map(column::case_id).transpose()?,
        draw: None,
        domain: wire.domain,
        month: wire.month.as_deref().map(column::month).transpose()?,
        date: column::optional_date(wire.date.as_deref())?,
        service: wire.service,
        team: wire.team,
        plan_type: wire.plan_type,
        auditor: wire.auditor,
        grade: wire.grade.as_deref().map(column::judgement).transpose()?,
        score: wire.score.map(column::score).transpose()?,
        counts: true,
        text: wire.text,
    })
}
