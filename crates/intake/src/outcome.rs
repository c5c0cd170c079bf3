//! What every reader returns: records and problems together, with what is worth saying.

use assay_model::{Level, Problem, Understood};

/// A file as it was handed in.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's name without its folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Records and problems of one or more files.
#[derive(Debug, Clone)]
pub struct Outcome<T> {
    /// The records, in the order of the files and their rows.
    pub records: Vec<T>,
    /// Everything found wrong, in the same order.
    pub problems: Vec<Problem>,
    /// How many data rows were read.
    pub read: u64,
    /// What is worth saying on the way, such as a file's encoding.
    pub said: Vec<String>,
    /// What the sheets and columns were taken for.
    pub understood: Understood,
}

impl<T> Default for Outcome<T> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            problems: Vec::new(),
            read: 0,
            said: Vec::new(),
            understood: Understood::default(),
        }
    }
}

impl<T> Outcome<T> {
    /// Returns the same with other records.
    #[must_use]
    pub fn map<U>(self, to: impl FnMut(T) -> U) -> Outcome<U> {
        let Self { records, problems, read, said, understood } = self;
        let records = records.into_iter().map(to).collect();
        Outcome { records, problems, read, said, understood }
    }

    /// Returns how many problems are refusals.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.problems.iter().filter(|problem| problem.level == Level::Refused).count()
    }
}
