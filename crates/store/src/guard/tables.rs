//! The tables whose rows are guarded, with their columns: the one list of them. A table or column that the
//! schema has and this list lacks fails a test. Outside are drafts of audits (`drafts.rs`) and work on files that is
//! not done (`unfinished.rs`).

/// A guarded table.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Its rows are stated together by the value of this column.
    pub(crate) home: &'static str,
    /// What the value of that column is, in words; empty for a table whose rows are all stated together.
    pub(crate) of: &'static str,
    /// The columns by which one row is met again.
    pub(crate) key: &'static [&'static str],
    /// The columns that a leaf is made of, in byte order: all but the proof.
    pub(crate) columns: &'static [&'static str],
}

/// Stands for the home of tables whose rows are all stated together.
pub(crate) const WHOLE: &str = "'all'";

const ROW: &[&str] = &["rowid"];
const LISTS: &[&str] = &["import", "list", "rows"];
const CASES: &[&str] = &["closed_on", "fields", "id", "import", "list", "restricted"];
pub(crate) const EVENTS: &[&str] = &[
    "case_id",
    "extract",
    "fields",
    "import",
    "key",
    "kind",
    "number",
    "on_date",
    "superseded",
    "version",
];
const EXTRACTS: &[&str] = &[
    "blank",
    "file",
    "filled",
    "first_on",
    "import",
    "is_stated",
    "kind",
    "known_to",
    "last_on",
    "number",
    "reading",
    "taken_on",
];
const COMMENTS: &[&str] = &["body", "case_id", "id", "import", "number"];

/// The table whose rows are proved by whoever stores them: see `events::prove`.
pub(crate) const EVENTS_TABLE: &str = "events";

/// Every guarded table.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "records",
        home: "entry",
        of: "ledger entry",
        key: ROW,
        columns: &[
            "at",
            "body",
            "case_id",
            "commitment",
            "draw",
            "entry",
            "import",
            "key",
            "kind",
            "latest",
            "number",
            "salt",
            "version",
            "withdrawn",
        ],
    },
    of_import("lists", &["list", "import"], LISTS),
    of_import("cases", &["import", "list", "id"], CASES),
    of_import(EVENTS_TABLE, ROW, EVENTS),
    of_import("comments", ROW, COMMENTS),
    Table {
        name: "draws",
        home: "id",
        of: "draw",
        key: ROW,
        columns: &[
            "as_at",
            "continuity",
            "extra",
            "frame",
            "freeze_entry",
            "frozen_at",
            "id",
            "import",
            "list",
            "month",
            "plan_name",
            "plan_text",
            "salt",
            "seed",
            "seed_entry",
            "sources",
            "state",
        ],
    },
    Table {
        name: "draw_manifests",
        home: "draw",
        of: "draw",
        key: &["draw", "version"],
        columns: &["at", "draw", "entry", "manifest", "version"],
    },
    Table {
        name: "draw_cases",
        home: "draw",
        of: "draw",
        key: &["draw", "case_id"],
        columns: &["case_id", "draw", "first_reader", "position", "role", "second_reader"],
    },
    // A later import that had the same file takes an extract over, so they are stated together.
    whole("extracts", ROW, EXTRACTS),
    whole("extract_imports", &["extract", "import"], &["extract", "import"]),
    Table {
        name: "held_events",
        home: "extract",
        of: "extract",
        key: &["row", "extract"],
        columns: &["extract", "row"],
    },
    whole("event_keys", &["kind"], &["kind", "parts"]),
    of_import("held", &["what", "row", "import"], &["import", "row", "what"]),
    whole("held_since", ROW, &["import"]),
    whole("events_held_since", ROW, &["import"]),
    of_import("undone", ROW, &["entry", "import", "purged"]),
    of_import("undone_records", ROW, &["import", "key", "number"]),
    of_import("undone_lists", ROW, LISTS),
    of_import("undone_cases", ROW, CASES),
    of_import("undone_events", ROW, EVENTS),
    whole("undone_extracts", ROW, EXTRACTS),
    of_import("undone_comments", ROW, COMMENTS),
];

const fn of_import(
    name: &'static str,
    key: &'static [&'static str],
    columns: &'static [&'static str],
) -> Table {
    Table { name, home: "import", of: "import", key, columns }
}

const fn whole(
    name: &'static str,
    key: &'static [&'static str],
    columns: &'static [&'static str],
) -> Table {
    Table { name, home: WHOLE, of: "", key, columns }
}

impl Table {
    /// Returns the columns as SQL, each with this before it.
    pub(crate) fn columns_of(&self, row: &str) -> String {
        self.columns.iter().map(|column| format!("{row}{column}")).collect::<Vec<_>>().join(", ")
    }

    /// Returns the home of a row that SQL calls so.
    pub(crate) fn home_of(&self, row: &str) -> String {
        if self.home == WHOLE { WHOLE.to_owned() } else { format!("{row}{}", self.home) }
    }

    /// Returns the condition that a row is the one that SQL calls so.
    pub(crate) fn is_row(&self, row: &str) -> String {
        let same = |column: &&str| format!("{column} = {row}{column}");
        self.key.iter().map(same).collect::<Vec<_>>().join(" AND ")
    }

    /// Returns the rows of a home in words, e.g. `events of import 12`.
    pub(crate) fn rows_of(&self, home: &str) -> String {
        if self.home == WHOLE {
            self.name.to_owned()
        } else {
            format!("{} of {} {home}", self.name, self.of)
        }
    }
}

/// Returns the table of this name.
pub(crate) fn named(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Store;

    /// Tables that are guarded otherwise: the chain itself, and what the entries say of the next two; of work on files
    /// that is not done, and of audits that are not completed, no figure depends.
    const OTHERWISE: [&str; 5] = ["ledger", "gaps", "stated", "unfinished", "drafts"];

    fn texts(store: &Store, sql: &str) -> BTreeSet<String> {
        let mut statement = store.connection.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn every_table_and_column_of_the_schema_is_guarded() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("evidence.db"), [1; 32]).unwrap();
        let tables = texts(&store, "SELECT name FROM sqlite_schema WHERE type = 'table'");
        for name in tables.iter().filter(|name| !OTHERWISE.contains(&name.as_str())) {
            let table = named(name)
                .unwrap_or_else(|| panic!("{name} is not in the list of guarded tables"));
            let mut columns =
                texts(&store, &format!("SELECT name FROM pragma_table_info('{name}')"));
            assert!(columns.remove("proof"), "{name} has no column for its proofs");
            let listed: Vec<&str> = table.columns.to_vec();
            assert_eq!(listed, columns.iter().map(String::as_str).collect::<Vec<_>>(), "{name}");
        }
        assert_eq!(TABLES.len() + OTHERWISE.len(), tables.len());
    }
}
