//! How a job tells of its progress. It does not draw: the command line has bars, pages may have
//! something else, tests have nothing.

/// Listens to the progress of long work.
pub trait Progress {
    /// A stage begins; `total` steps when that is known.
    fn start(&self, stage: &str, total: Option<u64>);
    /// So many further steps of the stage are done.
    fn advance(&self, steps: u64);
    /// The stage is over.
    fn finish(&self);
}

/// Progress that nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _stage: &str, _total: Option<u64>) {}
    fn advance(&self, _steps: u64) {}
    fn finish(&self) {}
}
