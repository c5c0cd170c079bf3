//! Work that goes on in the background: every handler runs as a job, so that what takes long can be left and
//! come back to, and a form that is sent twice is done once. It does not know what the work is.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use assay_workspace::Progress;
use tokio::sync::watch;

use crate::built::Built;
use crate::lock::lock;

/// How long the end of a job is kept for whoever comes back to it.
const KEPT_FOR: Duration = Duration::from_secs(3600);
/// How many jobs are kept at most.
const KEPT: usize = 200;

/// The jobs of this sitting.
#[derive(Default)]
pub(crate) struct Jobs {
    next: AtomicU64,
    jobs: Mutex<BTreeMap<u64, Arc<Job>>>,
    posted: Mutex<HashMap<String, u64>>,
    ready: Mutex<HashMap<String, u64>>,
}

/// One piece of work.
pub(crate) struct Job {
    pub(crate) id: u64,
    /// The address that asked for it.
    pub(crate) address: String,
    /// Whether it changes anything, and so is worth reporting when it ends.
    pub(crate) is_act: bool,
    pub(crate) watched: Arc<Watched>,
    begun: Instant,
    end: watch::Sender<Option<Arc<Built>>>,
}

/// How far a job has come, as it reports.
#[derive(Default)]
pub(crate) struct Watched {
    now: Mutex<Stage>,
}

/// A stage of a job.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Stage {
    /// Its name, such as `storing`.
    pub(crate) name: String,
    /// How many steps it has, where that is known.
    pub(crate) total: Option<u64>,
    /// How many are done.
    pub(crate) done: u64,
}

impl Watched {
    /// Returns the stage the job is in.
    pub(crate) fn stage(&self) -> Stage {
        lock(&self.now).clone()
    }
}

impl Progress for Watched {
    fn start(&self, stage: &str, total: Option<u64>) {
        *lock(&self.now) = Stage { name: stage.to_owned(), total, done: 0 };
    }

    fn advance(&self, steps: u64) {
        lock(&self.now).done += steps;
    }

    fn finish(&self) {}
}

impl Job {
    /// Ends the job with its answer.
    pub(crate) fn end(&self, built: Built) {
        self.end.send_replace(Some(Arc::new(built)));
    }

    /// Returns the answer, once there is one.
    pub(crate) fn ended(&self) -> Option<Arc<Built>> {
        self.end.borrow().clone()
    }

    /// Waits for the answer for as long as this.
    pub(crate) async fn wait(&self, patience: Duration) -> Option<Arc<Built>> {
        let mut end = self.end.subscribe();
        let ended = end.wait_for(Option::is_some);
        // Whoever waits no longer finds the job by its number.
        let found = tokio::time::timeout(patience, ended).await.ok()?.ok()?;
        found.clone()
    }
}

impl Jobs {
    /// Begins a job.
    pub(crate) fn begin(&self, address: &str, is_act: bool) -> Arc<Job> {
        let id = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let job = Arc::new(Job {
            id,
            address: address.to_owned(),
            is_act,
            watched: Arc::default(),
            begun: Instant::now(),
            end: watch::channel(None).0,
        });
        let mut jobs = lock(&self.jobs);
        jobs.insert(id, Arc::clone(&job));
        let is_old = |job: &Job| job.ended().is_some() && job.begun.elapsed() > KEPT_FOR;
        jobs.retain(|_, job| !is_old(job));
        if jobs.len() > KEPT {
            let first = jobs.iter().find(|(_, job)| job.ended().is_some()).map(|(id, _)| *id);
            first.and_then(|id| jobs.remove(&id));
        }
        let kept: Vec<u64> = jobs.keys().copied().collect();
        drop(jobs);
        lock(&self.posted).retain(|_, id| kept.binary_search(id).is_ok());
        job
    }

    /// Forgets a page that was waited for to its end: nobody has its number. It would take the place of work that somebody
    /// comes back to.
    pub(crate) fn forget(&self, job: &Job) {
        lock(&self.jobs).remove(&job.id);
    }

    /// Returns the job with this number.
    pub(crate) fn find(&self, id: u64) -> Option<Arc<Job>> {
        lock(&self.jobs).get(&id).cloned()
    }

    /// Returns the posted work that is not done yet.
    pub(crate) fn at_work(&self) -> Vec<Arc<Job>> {
        let jobs = lock(&self.jobs);
        jobs.values().filter(|job| job.is_act && job.ended().is_none()).cloned().collect()
    }

    /// Returns the job that was posted under this key, or begins one. One that ended without doing its work,
    /// such as a form with a fault, may be sent again.
    pub(crate) fn once(&self, key: String, address: &str) -> (Arc<Job>, bool) {
        let mut posted = lock(&self.posted);
        if let Some(job) = posted.get(&key).and_then(|id| self.find(*id)) {
            let is_done = job.ended().is_none_or(|built| built.is_redirect());
            if is_done {
                return (job, false);
            }
        }
        drop(posted);
        let job = self.begin(address, true);
        posted = lock(&self.posted);
        if let Some(other) = posted.get(&key).and_then(|id| self.find(*id))
            && other.ended().is_none()
        {
            lock(&self.jobs).remove(&job.id);
            return (other, false);
        }
        posted.insert(key, job.id);
        (job, true)
    }

    /// Keeps a page that is ready for whoever asks for its address next.
    pub(crate) fn keep_ready(&self, job: &Job) {
        lock(&self.ready).insert(job.address.clone(), job.id);
    }

    /// Returns the page that is ready for this address; it is given once.
    pub(crate) fn take_ready(&self, address: &str) -> Option<Arc<Built>> {
        let id = lock(&self.ready).remove(address)?;
        self.find(id)?.ended()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_posted_twice_is_one_job_until_it_fails() {
        let jobs = Jobs::default();
        let (first, is_new) = jobs.once("key".into(), "/draw");
        assert!(is_new);
        let (second, is_new) = jobs.once("key".into(), "/draw");
        assert!(!is_new && second.id == first.id);
        first.end(Built::refused(422));
        assert!(jobs.once("key".into(), "/draw").1, "a form with a fault may be sent again");
    }

    #[test]
    fn pages_that_were_waited_for_take_no_place_of_work_that_ended() {
        let jobs = Jobs::default();
        let (work, _) = jobs.once("key".into(), "/case-lists");
        work.end(Built::see("/"));
        for _ in 0..2 * KEPT {
            let page = jobs.begin("/", false);
            page.end(Built::see("/"));
            jobs.forget(&page);
        }
        assert!(jobs.find(work.id).is_some_and(|found| found.ended().is_some()));
        assert_eq!(lock(&jobs.jobs).len(), 1);
    }

    #[test]
    fn a_job_says_how_far_it_has_come() {
        let watched = Watched::default();
        watched.start("storing", Some(4));
        watched.advance(3);
        let stage = watched.stage();
        assert_eq!((stage.name.as_str(), stage.total, stage.done), ("storing", Some(4), 3));
    }
}
