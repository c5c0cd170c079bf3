//! What holds cover in the store: cases, days, single comments, whole draws. Which holds there are, and which comments
//! count for a theme, the caller finds. `retention` passes over what is here.

use std::collections::BTreeSet;

use assay_model::{CaseId, Date, Days};
use rusqlite::Connection;

use crate::{Error, Store, column};

/// What must not be destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnHold {
    /// Whether it is everything.
    pub everything: bool,
    /// Cases, with all that is kept of them.
    pub cases: BTreeSet<CaseId>,
    /// Days, with what is dated within them.
    pub days: Vec<Days>,
    /// Comments by their ids, for those that are on no case.
    pub comments: BTreeSet<String>,
}

/// Dates of a row of each kind: it is within days when one of these is. Where it has none of its own, the day on which it was
/// stored counts.
const RECORD_DATES: [&str; 5] = [
    "json_extract(body, '$.audited_on')",
    "json_extract(body, '$.received_on')",
    "json_extract(body, '$.opened_on')",
    "json_extract(body, '$.on')",
    "CASE WHEN coalesce(json_extract(body, '$.audited_on'), json_extract(body, '$.received_on'),
         json_extract(body, '$.opened_on'), json_extract(body, '$.on')) IS NULL THEN substr(at, 1, 10) END",
];
const EVENT_DATES: [&str; 1] = [
    "coalesce(on_date, (SELECT substr(r.at, 1, 10) FROM (SELECT number, at FROM records) r WHERE r.number = import))",
];
const COMMENT_DATES: [&str; 2] = [
    "json_extract(body, '$.date')",
    "CASE WHEN coalesce(json_extract(body, '$.date'), json_extract(body, '$.month')) IS NULL
         THEN (SELECT substr(r.at, 1, 10) FROM (SELECT number, at FROM records) r WHERE r.number = import) END",
];
const LIST_DATES: [&str; 1] = [
    "(SELECT substr(r.at, 1, 10) FROM (SELECT number, at FROM records) r WHERE r.number = import)",
];
const DRAFT_DATES: [&str; 2] =
    ["substr(saved_at, 1, 10)", "(SELECT as_at FROM draws WHERE id = draw)"];

/// The kinds of rows that have dates of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    Records,
    Events,
    Comments,
    Lists,
    Drafts,
}

impl Rows {
    /// Returns the kind of rows of a table.
    pub(crate) fn of(table: &str) -> Self {
        match table.strip_prefix("undone_").unwrap_or(table) {
            "events" => Self::Events,
            "comments" => Self::Comments,
            "cases" => Self::Lists,
            "drafts" => Self::Drafts,
            _ => Self::Records,
        }
    }

    fn dates(self) -> &'static [&'static str] {
        match self {
            Self::Records => &RECORD_DATES,
            Self::Events => &EVENT_DATES,
            Self::Comments => &COMMENT_DATES,
            Self::Lists => &LIST_DATES,
            Self::Drafts => &DRAFT_DATES,
        }
    }

    /// The condition of being dated within days, which are written in so that no statement needs to number them.
    fn within(self, days: &[Days]) -> String {
        let (mut parts, by_month) = (Vec::new(), self == Self::Comments);
        for span in days {
            let (first, last) = (span.first().to_string(), span.last().to_string());
            for date in self.dates() {
                parts.push(format!("coalesce({date} BETWEEN '{first}' AND '{last}', 0)"));
            }
            if by_month {
                let (first, last) = (&first[..7], &last[..7]);
                let month = "json_extract(body, '$.month')";
                parts.push(format!("coalesce({month} BETWEEN '{first}' AND '{last}', 0)"));
            }
        }
        if parts.is_empty() { "0".to_owned() } else { format!("({})", parts.join(" OR ")) }
    }
}

/// A case on hold, as a case of a list or as the child of an event that a draw made a case of.
const HELD_CASE: &str = "IN (SELECT case_id FROM temp.on_hold)";

impl OnHold {
    /// Puts the cases and comments where conditions find them.
    pub(crate) fn lay_out(&self, connection: &Connection) -> Result<(), Error> {
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS on_hold (case_id TEXT PRIMARY KEY); DELETE FROM on_hold;
             CREATE TEMP TABLE IF NOT EXISTS said_on_hold (id TEXT PRIMARY KEY); DELETE FROM said_on_hold;",
        )?;
        let mut case_on_hold = connection.prepare("INSERT INTO on_hold VALUES (?1)")?;
        for case in &self.cases {
            case_on_hold.execute([case.as_str()])?;
        }
        let mut said_on_hold = connection.prepare("INSERT INTO said_on_hold VALUES (?1)")?;
        for comment in &self.comments {
            said_on_hold.execute([comment])?;
        }
        Ok(())
    }

    /// Takes them away again.
    pub(crate) fn take_away(connection: &Connection) -> Result<(), Error> {
        Ok(connection.execute_batch("DROP TABLE on_hold; DROP TABLE said_on_hold;")?)
    }

    /// The condition of a row that no hold covers, after [`OnHold::lay_out`].
    pub(crate) fn free(&self, rows: Rows) -> String {
        if self.everything {
            return "0".to_owned();
        }
        let case = if rows == Rows::Lists { "id" } else { "case_id" };
        let child = format!("substr({case}, 1, instr({case}, '|') - 1)");
        let said = match rows {
            Rows::Comments => " AND id NOT IN (SELECT id FROM temp.said_on_hold)",
            _ => "",
        };
        let dated = rows.within(&self.days);
        format!(
            "(({case} IS NULL OR NOT ({case} {HELD_CASE} OR {child} {HELD_CASE})) AND NOT {dated}{said})"
        )
    }

    /// Returns whether one of the dates is within days that are on hold.
    #[must_use]
    pub fn covers_day(&self, dates: impl IntoIterator<Item = Option<Date>>) -> bool {
        let within = |day: Date| self.days.iter().any(|s| s.first() <= day && day <= s.last());
        self.everything || dates.into_iter().flatten().any(within)
    }

    /// Returns whether a draw as at this day is kept whole.
    pub(crate) fn covers_draw(&self, as_at: &str) -> bool {
        self.covers_day([column::date(as_at).ok()])
    }

    /// Returns whether the case, or the child whose event it is, is on hold.
    #[must_use]
    pub fn covers(&self, id: &str) -> bool {
        let is_held = |id: &str| CaseId::parse(id).is_ok_and(|case| self.cases.contains(&case));
        let child = id.split_once('|').map(|(child, _)| child);
        self.everything || is_held(id) || child.is_some_and(is_held)
    }
}

impl Store {
    /// Returns every case that any import brought on the list of this name, and that draws from it still name.
    ///
    /// # Errors
    /// When an id cannot be read.
    pub fn ever_on_list(&self, list: &str) -> Result<BTreeSet<CaseId>, Error> {
        let sql = "SELECT id FROM cases WHERE list = ?1 UNION SELECT id FROM undone_cases WHERE list = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([list])?;
        let mut found = BTreeSet::new();
        while let Some(row) = rows.next()? {
            found.insert(column::case_id(&row.get::<_, String>(0)?)?);
        }
        for draw in self.draws()?.iter().filter(|draw| draw.frozen.list == list) {
            found.append(&mut ids_in(&draw.frozen.frame));
        }
        Ok(found)
    }

    /// Returns whether any import brought a list of this name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn knows_list(&self, list: &str) -> Result<bool, Error> {
        let sql = "SELECT EXISTS (SELECT 1 FROM lists WHERE list = ?1)
                       OR EXISTS (SELECT 1 FROM draws WHERE list = ?1)";
        Ok(self.connection.query_row(sql, [list], |row| row.get(0))?)
    }

    /// Returns the names of all lists that were imported.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn names_of_lists(&self) -> Result<Vec<String>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT DISTINCT list FROM lists ORDER BY list")?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Returns whether anything of the case is dated within the days.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_dated_within(&self, case: &CaseId, days: Days) -> Result<bool, Error> {
        const OF: &str = "= ?1 OR substr(COL, 1, length(?1) + 1) = ?1 || '|'";
        let tables = [
            "records",
            "events",
            "undone_events",
            "comments",
            "undone_comments",
            "cases",
            "undone_cases",
            "drafts",
        ];
        for table in tables {
            let rows = Rows::of(table);
            let column = if rows == Rows::Lists { "id" } else { "case_id" };
            let of_case = format!("({column} {})", OF.replace("COL", column));
            let dated = rows.within(&[days]);
            let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE {of_case} AND {dated})");
            if self.connection.query_row(&sql, [case.as_str()], |row| row.get(0))? {
                return Ok(true);
            }
        }
        for draw in self.draws()? {
            let frozen = &draw.frozen;
            if frozen.as_at < days.first() || days.last() < frozen.as_at {
                continue;
            }
            if ids_in(&frozen.frame).contains(case) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The ids in a frozen list, but those that took the place of erased ones.
fn ids_in(frame: &[u8]) -> BTreeSet<CaseId> {
    let frame = String::from_utf8_lossy(frame);
    let ids = frame.lines().filter_map(|line| line.split('\t').next());
    ids.filter(|id| !id.starts_with("erased-")).filter_map(|id| CaseId::parse(id).ok()).collect()
}
