//! What the three engines say differently: SHA-256, byte order, whole division, text, and how the
//! frozen list is read.

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// DuckDB.
    DuckDb,
    /// PostgreSQL 11 or later.
    Postgres,
    /// Apache Spark SQL.
    Spark,
}

impl Engine {
    /// Returns the engine with this word: `duckdb`, `postgres` or `spark`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "duckdb" => Some(Self::DuckDb),
            "postgres" => Some(Self::Postgres),
            "spark" => Some(Self::Spark),
            _ => None,
        }
    }

    /// Returns the name people know.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Postgres => "PostgreSQL",
            Self::Spark => "Spark",
        }
    }

    /// Returns the ticket of a column's value.
    pub(super) fn ticket(self, key: &str, column: &str) -> String {
        match self {
            Self::DuckDb => format!("sha256('{key}' || {column})"),
            Self::Postgres => format!(
                "encode(sha256(convert_to('{key}' || {column}, 'UTF8')), 'hex') COLLATE \"C\""
            ),
            Self::Spark => format!("sha2(concat('{key}', {column}), 256)"),
        }
    }

    /// Returns what makes text sort by its bytes.
    pub(super) fn bytes(self) -> &'static str {
        match self {
            Self::Postgres => " COLLATE \"C\"",
            Self::DuckDb | Self::Spark => "",
        }
    }

    /// Returns a whole division, rounded down.
    pub(super) fn divide(self, dividend: &str, divisor: u64) -> String {
        match self {
            Self::DuckDb => format!("({dividend}) // {divisor}"),
            Self::Postgres => format!("({dividend}) / {divisor}"),
            Self::Spark => format!("({dividend}) div {divisor}"),
        }
    }

    /// Returns a text constant.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::DuckDb | Self::Postgres => format!("'{}'", text.replace('\'', "''")),
            Self::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        }
    }

    /// Returns the statements that make the table `frame` of `frame.tsv`.
    pub(super) fn load(self) -> &'static str {
        match self {
            Self::DuckDb => {
                "CREATE OR REPLACE TEMP TABLE frame AS
SELECT * FROM read_csv('frame.tsv', delim = '\\t', quote = '', escape = '', header = false, auto_detect = false,
  columns = {'case_id': 'VARCHAR', 'stratum': 'VARCHAR', 'unit': 'VARCHAR', 'status': 'VARCHAR', 'cap': 'VARCHAR', 'sort_key': 'VARCHAR'});
"
            }
            Self::Postgres => {
                "CREATE TEMP TABLE frame (case_id text, stratum text, unit text, status text, cap text, sort_key text);
\\copy frame FROM 'frame.tsv' WITH (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\x01', ENCODING 'UTF8')
"
            }
            Self::Spark => {
                "CREATE OR REPLACE TEMPORARY VIEW frame (case_id string, stratum string, unit string, status string, cap string, sort_key string)
USING csv OPTIONS (path 'frame.tsv', sep '\\t', header 'false', quote '', escape '', encoding 'UTF-8');
"
            }
        }
    }
}
