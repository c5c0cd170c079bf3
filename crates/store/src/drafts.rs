//! Audits begun in the pages and not completed. They are outside the ledger and the guard: no figure depends on
//! them. They are erased and disclosed with their case, and become a return when they are completed.

use std::collections::BTreeMap;

use assay_model::{CaseId, DrawId, Timestamp};
use rusqlite::{OptionalExtension as _, Row};
use serde::{Deserialize, Serialize};

use crate::{Error, Store, Tx, column};

/// Which read of which case a draft is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DraftOf {
    /// The draw.
    pub draw: DrawId,
    /// The case.
    pub case: CaseId,
    /// Whether it is the second read.
    pub is_second: bool,
}

/// What was typed in a box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftAnswer {
    /// What was typed; empty where the box was emptied.
    pub text: String,
    /// When it was saved, as a draft has it.
    pub at: String,
    /// The login that saved it.
    pub by: String,
}

/// An audit begun and not completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditDraft {
    /// Which read of which case.
    pub of: DraftOf,
    /// How many versions of the return were held when it was begun.
    pub held: u32,
    /// What was typed, by the key of the box.
    pub answers: BTreeMap<String, DraftAnswer>,
    /// The box last worked on.
    pub here: String,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// The login that last saved it.
    pub saved_by: String,
}

const COLUMNS: &str = "draw, case_id, second, held, answers, here, saved_at, saved_by";

impl Tx<'_> {
    /// Keeps a draft in place of the one before. It needs no ledger entry.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn keep_audit_draft(&mut self, draft: &AuditDraft) -> Result<(), Error> {
        let DraftOf { draw, case, is_second } = &draft.of;
        let answers = serde_json::to_string(&draft.answers)?;
        let mut insert = self.connection.prepare_cached(
            "INSERT OR REPLACE INTO drafts (draw, case_id, second, held, answers, here, saved_at, saved_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        insert.execute((
            draw.as_str(),
            case.as_str(),
            *is_second,
            draft.held,
            answers,
            &draft.here,
            column::time_text(draft.saved_at),
            &draft.saved_by,
        ))?;
        Ok(())
    }

    /// Removes a draft; says whether there was one.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn drop_audit_draft(&mut self, of: &DraftOf) -> Result<bool, Error> {
        let mut delete = self.connection.prepare_cached(
            "DELETE FROM drafts WHERE draw = ?1 AND case_id = ?2 AND second = ?3",
        )?;
        Ok(delete.execute((of.draw.as_str(), of.case.as_str(), of.is_second))? > 0)
    }
}

impl Store {
    /// Returns the draft of a read, if one was begun.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn audit_draft(&self, of: &DraftOf) -> Result<Option<AuditDraft>, Error> {
        let mut find = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM drafts WHERE draw = ?1 AND case_id = ?2 AND second = ?3"
        ))?;
        let key = (of.draw.as_str(), of.case.as_str(), of.is_second);
        find.query_row(key, |row| Ok(read(row))).optional()?.transpose()
    }

    /// Returns every draft of a draw, by case.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn audit_drafts(&self, draw: &DrawId) -> Result<Vec<AuditDraft>, Error> {
        self.drafts_where("draw = ?1 ORDER BY case_id, second", draw.as_str())
    }

    /// Returns every draft on a case, by draw.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn audit_drafts_on(&self, case: &CaseId) -> Result<Vec<AuditDraft>, Error> {
        self.drafts_where("case_id = ?1 ORDER BY draw, second", case.as_str())
    }

    fn drafts_where(&self, condition: &str, value: &str) -> Result<Vec<AuditDraft>, Error> {
        let mut find = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM drafts WHERE {condition}"))?;
        let mut rows = find.query([value])?;
        let mut drafts = Vec::new();
        while let Some(row) = rows.next()? {
            drafts.push(read(row)?);
        }
        Ok(drafts)
    }
}

fn read(row: &Row<'_>) -> Result<AuditDraft, Error> {
    let answers: String = row.get(4)?;
    let draw: String = row.get(0)?;
    Ok(AuditDraft {
        of: DraftOf {
            draw: DrawId::parse(&draw).map_err(|_| Error::damaged("draft of a draw", &draw))?,
            case: column::case_id(&row.get::<_, String>(1)?)?,
            is_second: row.get(2)?,
        },
        held: row.get(3)?,
        answers: serde_json::from_str(&answers).map_err(|fault| Error::damaged("draft", fault))?,
        here: row.get(5)?,
        saved_at: column::time(&row.get::<_, String>(6)?)?,
        saved_by: row.get(7)?,
    })
}

#[cfg(test)]
mod tests {
    use assay_model::Actor;

    use super::*;

    fn draft(case: &str, text: &str) -> AuditDraft {
        let answer = DraftAnswer {
            text: text.into(),
            at: "2026-09-30T14:02:00.000Z".into(),
            by: "jo".into(),
        };
        AuditDraft {
            of: DraftOf {
                draw: DrawId::parse("2026-09-monthly").unwrap(),
                case: CaseId::parse(case).unwrap(),
                is_second: false,
            },
            held: 0,
            answers: [("good-practice".to_owned(), answer)].into(),
            here: "good-practice".into(),
            saved_at: "2026-09-30T14:02:00Z".parse().unwrap(),
            saved_by: "jo".into(),
        }
    }

    fn change<T>(store: &mut Store, run: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>) -> T {
        let actor = Actor { name: "A".into(), login: "a".into(), machine: "m".into() };
        store.write(&actor, "2026-09-30T14:02:00Z".parse().unwrap(), run).unwrap()
    }

    #[test]
    fn a_draft_is_kept_without_an_entry_and_goes_with_its_case() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
        change(&mut store, |tx| tx.append("import", serde_json::json!({})).map(drop));
        let head = store.head(&[]).unwrap();
        let (own, other) = (draft("C1", "Seen alone."), draft("C2", "As with C1, unlike C11."));
        for one in [&own, &other] {
            change(&mut store, |tx| tx.keep_audit_draft(one));
        }
        assert_eq!(store.head(&[]).unwrap(), head);
        assert_eq!(store.audit_draft(&own.of).unwrap().as_ref(), Some(&own));
        assert_eq!(store.audit_drafts(&own.of.draw).unwrap().len(), 2);
        let erased = change(&mut store, |tx| {
            let erased = tx.erase_case(&own.of.case)?;
            tx.append("erase", serde_json::json!({})).map(|_| erased)
        });
        assert_eq!(erased.drafts, 1);
        assert_eq!(store.audit_drafts_on(&own.of.case).unwrap(), []);
        let left = store.audit_draft(&other.of).unwrap().unwrap();
        assert_eq!(left.answers["good-practice"].text, "As with erased, unlike C11.");
        assert!(change(&mut store, |tx| tx.drop_audit_draft(&other.of)));
        assert_eq!(store.audit_drafts(&own.of.draw).unwrap(), []);
    }

    #[test]
    fn a_snapshot_for_others_holds_no_draft() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
        let own = draft("C1", "only for the one who writes it");
        change(&mut store, |tx| tx.keep_audit_draft(&own));
        let path = folder.path().join("snapshot.db");
        store.snapshot(&path, &[], |_| Ok::<(), Error>(())).unwrap();
        let snapshot = Store::open_read_only(&path).unwrap();
        assert_eq!(snapshot.audit_draft(&own.of).unwrap(), None);
        let bytes = std::fs::read(&path).unwrap();
        let text = b"only for the one";
        assert!(!bytes.windows(text.len()).any(|part| part == text));
    }
}
