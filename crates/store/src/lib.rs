//! One SQLite file: records, versions, verdicts and the hash-chained ledger.
