//! The settings every workspace starts with, compiled into the program.

/// File name and text, in the order they are listed to people.
pub const FILES: &[(&str, &str)] =
    &[("assay.yaml", include_str!("../../../workspace-config/assay.yaml"))];
