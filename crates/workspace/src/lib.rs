//! The jobs: load, call, record.
