//! YAML into checked settings, with a position in every error.

pub mod shipped;
