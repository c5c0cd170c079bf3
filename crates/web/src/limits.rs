//! How much a request may bring and how long it may take. The numbers are for one machine with a few people on
//! it; tests make them small.

use std::time::Duration;

/// The limits of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all headers of a request, names and values.
    pub header_bytes: usize,
    /// Bytes of an address.
    pub address_bytes: usize,
    /// Bytes of a form without files.
    pub form_bytes: usize,
    /// Bytes of all files of one upload.
    pub upload_bytes: u64,
    /// Files in one upload.
    pub files: usize,
    /// How long a request's headers may take to arrive.
    pub header_time: Duration,
    /// How long the next piece of a body may take to arrive.
    pub piece_time: Duration,
    /// How long a body may take in all.
    pub body_time: Duration,
    /// How long a page is waited for before a page says that the work goes on.
    pub patience: Duration,
    /// Connections at the same time.
    pub connections: usize,
    /// After how many waking minutes without a request the server ends.
    pub idle_minutes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_bytes: 8 * 1024,
            address_bytes: 4 * 1024,
            form_bytes: 1024 * 1024,
            upload_bytes: 200 * 1024 * 1024,
            files: 300,
            header_time: Duration::from_secs(20),
            piece_time: Duration::from_secs(20),
            body_time: Duration::from_secs(600),
            patience: Duration::from_millis(400),
            connections: 128,
            idle_minutes: 8 * 60,
        }
    }
}
