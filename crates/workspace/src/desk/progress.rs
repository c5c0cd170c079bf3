//! How a job reports how far it has come, and hears that it is to stop. It does not draw: the command line
//! has bars, a page has something else, tests have nothing.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::desk::error::{Error, Result};

/// Listens to the progress of long work, from whatever thread the work is done on, and may call it off.
pub trait Progress: Send + Sync {
    /// A stage begins; `total` steps when that is known.
    fn start(&self, stage: &str, total: Option<u64>);
    /// So many further steps of the stage are done.
    fn advance(&self, steps: u64);
    /// The stage is over, whether it reached its end or not.
    fn finish(&self);
    /// Whether the work is to stop. A job asks where it can stop with nothing half done, and then ends
    /// with [`Error::Cancelled`].
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Progress that nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _stage: &str, _total: Option<u64>) {}
    fn advance(&self, _steps: u64) {}
    fn finish(&self) {}
}

impl dyn Progress + '_ {
    /// Begins a stage, which is over when what is returned is dropped. Stages follow each other: one within
    /// another takes its place.
    pub fn stage(&self, name: &str, total: Option<u64>) -> Stage<'_> {
        self.start(name, total);
        Stage { progress: self, waiting: AtomicU64::new(0) }
    }

    /// Returns whether the work may go on.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when it is to stop.
    pub fn go_on(&self) -> Result<()> {
        if self.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }
}

/// How many steps are passed on at a time: a listener may take long for each call.
const AT_A_TIME: u64 = 64;

/// A stage of a job under way; dropping it ends it.
pub struct Stage<'p> {
    progress: &'p dyn Progress,
    /// Steps done and not passed on yet.
    waiting: AtomicU64,
}

impl Stage<'_> {
    /// So many further steps are done.
    pub fn advance(&self, steps: u64) {
        let waiting = self.waiting.fetch_add(steps, Ordering::Relaxed) + steps;
        if waiting >= AT_A_TIME {
            self.progress.advance(self.waiting.swap(0, Ordering::Relaxed));
        }
    }

    /// One further step is done, after which nothing is half done.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when the work is to stop.
    pub fn step(&self) -> Result<()> {
        self.advance(1);
        self.go_on()
    }

    /// Returns whether the work may go on.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when it is to stop.
    pub fn go_on(&self) -> Result<()> {
        self.progress.go_on()
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        let waiting = self.waiting.swap(0, Ordering::Relaxed);
        if waiting > 0 {
            self.progress.advance(waiting);
        }
        self.progress.finish();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Notes what it hears, and calls the work off after so many steps.
    #[derive(Default)]
    struct Heard {
        lines: Mutex<Vec<String>>,
        steps: AtomicU64,
        enough: Option<u64>,
    }

    impl Progress for Heard {
        fn start(&self, stage: &str, total: Option<u64>) {
            self.lines.lock().unwrap().push(format!("{stage} {total:?}"));
        }
        fn advance(&self, steps: u64) {
            self.steps.fetch_add(steps, Ordering::Relaxed);
        }
        fn finish(&self) {
            self.lines.lock().unwrap().push("over".to_owned());
        }
        fn is_cancelled(&self) -> bool {
            self.enough.is_some_and(|enough| self.steps.load(Ordering::Relaxed) >= enough)
        }
    }

    fn work(progress: &dyn Progress, steps: u64) -> Result<()> {
        let stage = progress.stage("reading", Some(steps));
        (0..steps).try_for_each(|_| stage.step())
    }

    #[test]
    fn every_step_is_heard_and_every_stage_ends() {
        let heard = Heard::default();
        work(&heard, 1000).unwrap();
        assert_eq!(heard.steps.load(Ordering::Relaxed), 1000);
        assert_eq!(*heard.lines.lock().unwrap(), ["reading Some(1000)", "over"]);
    }

    #[test]
    fn a_stage_that_was_called_off_ends_too() {
        let heard = Heard { enough: Some(100), ..Heard::default() };
        assert!(matches!(work(&heard, 1000), Err(Error::Cancelled)));
        assert!(heard.steps.load(Ordering::Relaxed) < 1000);
        assert_eq!(heard.lines.lock().unwrap().last().unwrap(), "over");
    }

    #[test]
    fn steps_of_several_threads_add_up() {
        let heard = Heard::default();
        let stage = (&heard as &dyn Progress).stage("reading", None);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..500).for_each(|_| stage.advance(1)));
            }
        });
        drop(stage);
        assert_eq!(heard.steps.load(Ordering::Relaxed), 2000);
    }
}
