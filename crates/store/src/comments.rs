//! Comments, one after the other: those of the latest version of every audit return, with what was
//! known of the case when its list was frozen, then those imported as plain text.

mod storing;

use std::collections::HashMap;

use assay_model::{AuditReturn, CaseId, Comment, DrawId, Month};
use serde::{Deserialize, Serialize};

use crate::{Error, Store, StoredReturn, cases, column, record};

pub(crate) use storing::rows_digest;
pub use storing::{CommentSink, CommentsTaken, WrittenComment};

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

/// What is known of the cases around the comments: at each draw's freeze, else now. Cases are looked up
/// one by one: the lists of all draws together are far larger than what was audited of them.
struct Contexts<'a> {
    store: &'a Store,
    draws: HashMap<DrawId, DrawContext>,
    /// The latest import of every list, by the list's name.
    current: Vec<(String, u64)>,
}

struct DrawContext {
    month: Month,
    list: String,
    import: u64,
}

/// What a comment says of its case.
#[derive(Default, Deserialize)]
struct CaseContext {
    #[serde(default)]
    service: String,
    #[serde(default)]
    team: String,
    #[serde(default)]
    plan_type: String,
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
        let contexts = self.contexts()?;
        let mut cursor = after;
        self.each_return(record::after(after.returns), |stored| {
            cursor.returns = stored.number;
            for comment in comments_of(stored, &contexts)? {
                receive(comment)?;
            }
            Ok::<(), E>(())
        })?;
        cursor.imported = self.each_plain_comment(after.imported, receive)?;
        Ok(cursor)
    }

    /// Returns about how many comments there are after the cursor: plain ones are counted, an audit's are taken
    /// to be eight.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn roughly_how_many(&self, after: CommentCursor) -> Result<u64, Error> {
        let count = |sql: &str, after: u64| -> Result<u64, Error> {
            let mut statement = self.connection.prepare_cached(sql)?;
            Ok(statement.query_row([after as i64], |row| row.get::<_, i64>(0))? as u64)
        };
        let plain = count("SELECT COUNT(*) FROM comments WHERE number > ?1", after.imported)?;
        let returns = count(
            "SELECT COUNT(*) FROM records WHERE kind = 'return' AND latest = 1 AND number > ?1",
            after.returns,
        )?;
        Ok(plain + returns * 8)
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

    /// Returns the comments of these returns, in the same order.
    pub(crate) fn comments_in(&self, returns: Vec<StoredReturn>) -> Result<Vec<Comment>, Error> {
        if returns.is_empty() {
            return Ok(Vec::new());
        }
        let contexts = self.contexts()?;
        let mut comments = Vec::new();
        for stored in returns {
            comments.extend(comments_of(stored, &contexts)?);
        }
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

    fn contexts(&self) -> Result<Contexts<'_>, Error> {
        let mut draws = HashMap::new();
        let mut statement =
            self.connection.prepare_cached("SELECT id, month, import, list, as_at FROM draws")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let month: Option<String> = row.get(1)?;
            let context = DrawContext {
                month: match month {
                    Some(month) => column::month(&month)?,
                    None => Month::of(column::date(&row.get::<_, String>(4)?)?),
                },
                import: row.get::<_, i64>(2)? as u64,
                list: row.get(3)?,
            };
            draws.insert(column::draw_id(&row.get::<_, String>(0)?)?, context);
        }
        let mut current = Vec::new();
        for list in self.lists()? {
            let latest = cases::latest_import(&self.connection, &list.name)?;
            if latest == Some(list.import) {
                current.push((list.name, list.import));
            }
        }
        Ok(Contexts { store: self, draws, current })
    }
}

impl Contexts<'_> {
    /// Returns what was known of the case on the draw's list, else what is known on the latest lists.
    fn of_case(&self, draw: Option<&DrawContext>, case: &CaseId) -> Result<CaseContext, Error> {
        let frozen = draw.map(|draw| (draw.list.as_str(), draw.import));
        let current = self.current.iter().map(|(list, import)| (list.as_str(), *import));
        for (list, import) in frozen.into_iter().chain(current) {
            if let Some(found) = self.on_list(list, import, case)? {
                return Ok(found);
            }
        }
        Ok(CaseContext::default())
    }

    fn on_list(
        &self,
        list: &str,
        import: u64,
        case: &CaseId,
    ) -> Result<Option<CaseContext>, Error> {
        let mut statement = self.store.connection.prepare_cached(
            "SELECT fields FROM cases WHERE import = ?1 AND list = ?2 AND id = ?3",
        )?;
        let mut rows = statement.query((import as i64, list, case.as_str()))?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let fields = row.get_ref(0)?.as_str().map_err(|fault| Error::damaged("case", fault))?;
        serde_json::from_str(fields).map(Some).map_err(|fault| Error::damaged("case", fault))
    }
}

fn comments_of(stored: StoredReturn, contexts: &Contexts<'_>) -> Result<Vec<Comment>, Error> {
    let audit = stored.audit;
    let draw = audit.draw.as_ref().and_then(|id| contexts.draws.get(id));
    let CaseContext { service, team, plan_type } = contexts.of_case(draw, &audit.case)?;
    // Series go by the round's month, whatever month a return names.
    let month = draw.map(|draw| draw.month).or(audit.month);
    let prefix = id_prefix(&audit);
    let comments = audit
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
            kind: Some(audit.kind),
            domain: result.domain,
            text: result.comment,
        })
        .collect();
    Ok(comments)
}

fn id_prefix(audit: &AuditReturn) -> String {
    let key = crate::returns::key(audit);
    match key.rsplit_once('/') {
        Some((prefix, _)) if audit.kind.is_first_read() => prefix.to_owned(),
        _ => key,
    }
}

pub(crate) fn read_plain(row: &rusqlite::Row<'_>) -> Result<Comment, Error> {
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
        kind: None,
        text: wire.text,
    })
}
