//! End-to-end tests of the assay program: one module a command, through one builder, in one binary.

mod architecture;
mod copies;
mod demo;
mod draw;
mod forms;
mod doctor;
mod import;
mod indicators;
mod init;
mod pack;
mod redact;
mod report;
mod sample;
mod rights;
mod stats;
mod support;
mod tag;
mod themes;
