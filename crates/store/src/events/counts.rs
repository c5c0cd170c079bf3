//! What an import counts of the events that it took, and which of them more is to be said of.

/// How many events of an import were of which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EventCounts {
    /// Events that were not there.
    pub new: u64,
    /// Newer versions of events that were there.
    pub updated: u64,
    /// Older versions of events that were there; they are kept and do not count.
    pub older: u64,
    /// Events that were there as they are.
    pub unchanged: u64,
    /// Events of which two files say different things and nothing says which file is the newer.
    pub undecided: u64,
    /// Events that came again under their own id with a date that they did not have before.
    pub redated: u64,
    /// Rows without the event's own id that are versions of an event with one, and were not known as such.
    pub joined: u64,
    /// Rows without the event's own id that may be one of several events, so that one event may count twice.
    pub doubtful: u64,
}

/// The events of an import of which more is to be said, by the tags that they were put with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventTags {
    /// Those with another date than before.
    pub redated: Vec<u64>,
    /// Those by which rows without an id and an event with one were found to be one.
    pub joined: Vec<u64>,
    /// Those by which it is in doubt which event a row without an id is.
    pub doubtful: Vec<u64>,
}

impl EventTags {
    /// Tags that are kept of each.
    const MOST: usize = 1_000;

    pub(super) fn add(tags: &mut Vec<u64>, tag: u64) {
        if tags.len() < Self::MOST {
            tags.push(tag);
        }
    }
}

impl EventCounts {
    /// Returns how many rows were stored.
    #[must_use]
    pub fn stored(&self) -> u64 {
        self.new + self.updated + self.older
    }
}
