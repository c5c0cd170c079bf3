//! End-to-end tests of the assay program.
