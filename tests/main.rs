//! End-to-end tests of the assay program: one module a command, through one builder, in one binary.

mod architecture;
mod assign;
mod copies;
mod demo;
mod doctor;
mod draw;
mod export;
mod forms;
mod import;
mod indicators;
mod init;
mod pack;
mod redact;
mod report;
mod review;
mod rights;
mod round;
mod sample;
mod search;
mod second_implementation;
mod sql;
mod stats;
mod support;
mod tag;
mod themes;
