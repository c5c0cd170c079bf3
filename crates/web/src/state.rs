//! What all requests share: the workspace's place, who sits at it, the secrets of this sitting, the background
//! work, and what waits to be stored or said. It answers no request itself.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use assay_model::{Date, print};
use assay_workspace::{Error, Result, Session, Workspace};
use sha2::{Digest as _, Sha256};
use tokio::sync::Notify;

use crate::cache::{Cache, Stamp};
use crate::jobs::Jobs;
use crate::limits::Limits;
use crate::lock::lock;
use crate::page::Page;
use crate::templates::Templates;
use crate::token;
use crate::uploads::Uploads;

/// Sentences that wait to be said on the page after a step.
const SAID_KEPT: usize = 200;
/// Sentences about stopped runs that Home shows.
const FOUND_KEPT: usize = 5;
/// Pages that say what was done.
const PAGES_KEPT: usize = 30;
/// Launch tokens that nobody has used yet.
const LAUNCHES_KEPT: usize = 20;

/// The shared state of the server.
pub(crate) struct AppState {
    place: Mutex<Option<PathBuf>>,
    actor: Option<String>,
    as_at: Option<Date>,
    /// The folder the program was started in, where new workspaces are suggested.
    pub(crate) start: PathBuf,
    pub(crate) port: u16,
    pub(crate) limits: Limits,
    /// The cookie's name and value.
    pub(crate) cookie: (String, String),
    /// What every form of ours brings back.
    pub(crate) form_token: String,
    /// Where a page's own key goes, which makes a double click do its work once.
    pub(crate) key_mark: String,
    /// What a second start proves itself with.
    pub(crate) secret: String,
    launches: Mutex<VecDeque<String>>,
    said: Mutex<VecDeque<(String, String)>>,
    /// What openings of the workspace have found of stopped runs, for as long as these pages are open.
    found: Mutex<Vec<String>>,
    done: Mutex<VecDeque<(String, Page)>>,
    pub(crate) templates: Templates,
    pub(crate) jobs: Jobs,
    pub(crate) cache: Cache,
    pub(crate) uploads: Uploads,
    requests: AtomicU64,
    ending: Arc<Notify>,
}

/// What the state is made from.
pub(crate) struct Setup {
    pub(crate) place: Option<PathBuf>,
    pub(crate) actor: Option<String>,
    pub(crate) as_at: Option<Date>,
    pub(crate) start: PathBuf,
    pub(crate) port: u16,
    pub(crate) found: Vec<String>,
    pub(crate) limits: Limits,
}

impl AppState {
    /// Returns the state with fresh secrets.
    ///
    /// # Errors
    /// When there is no randomness.
    pub(crate) fn new(setup: Setup, templates: Templates) -> Result<Self> {
        let session = Session::of_this_machine(setup.actor.clone(), setup.as_at);
        let of = setup.place.as_deref().unwrap_or(&setup.start);
        Ok(Self {
            cookie: (cookie_name(setup.port, of), token::fresh(&session)?),
            form_token: token::fresh(&session)?,
            key_mark: token::fresh(&session)?,
            secret: token::fresh(&session)?,
            place: Mutex::new(setup.place),
            actor: setup.actor,
            as_at: setup.as_at,
            start: setup.start,
            port: setup.port,
            limits: setup.limits,
            launches: Mutex::default(),
            said: Mutex::default(),
            found: Mutex::new(setup.found),
            done: Mutex::default(),
            templates,
            jobs: Jobs::default(),
            cache: Cache::default(),
            uploads: Uploads::default(),
            requests: AtomicU64::new(0),
            ending: Arc::default(),
        })
    }

    /// Returns who is at the machine, on the real clock.
    pub(crate) fn session(&self) -> Session {
        Session::of_this_machine(self.actor.clone(), self.as_at)
    }

    /// Returns the workspace's folder or snapshot, once there is one.
    pub(crate) fn place(&self) -> Option<PathBuf> {
        lock(&self.place).clone()
    }

    /// Goes on with another workspace.
    pub(crate) fn move_to(&self, place: &Path) {
        *lock(&self.place) = Some(place.to_owned());
        lock(&self.found).clear();
    }

    /// Opens the workspace for one request.
    ///
    /// # Errors
    /// When there is none yet, or it cannot be opened.
    pub(crate) fn open(&self) -> Result<Workspace> {
        match self.place() {
            Some(place) => {
                let workspace = Workspace::open(&place, self.session())?;
                self.note_found(workspace.of_stopped_runs());
                Ok(workspace)
            }
            None => Err(Error::missing("no workspace is open yet").hint("make one, or open one")),
        }
    }

    fn note_found(&self, found: Vec<String>) {
        let mut kept = lock(&self.found);
        let fresh: Vec<String> = found.into_iter().filter(|words| !kept.contains(words)).collect();
        kept.extend(fresh);
        let over = kept.len().saturating_sub(FOUND_KEPT);
        kept.drain(..over);
    }

    /// Returns what openings of the workspace have found of stopped runs.
    pub(crate) fn found(&self) -> Vec<String> {
        lock(&self.found).clone()
    }

    /// Returns what the workspace's files are like now; none where pages are not to be kept: of a snapshot, and
    /// while work goes on that every page names.
    pub(crate) fn stamp(&self) -> Option<Stamp> {
        if !self.jobs.at_work().is_empty() {
            return None;
        }
        let root = self.place().filter(|place| place.is_dir())?;
        Stamp::of(&root, self.session().as_at())
    }

    /// Returns a fresh launch address, which opens the pages once.
    ///
    /// # Errors
    /// When there is no randomness.
    pub(crate) fn launch_address(&self) -> Result<String> {
        let fresh = token::fresh(&self.session())?;
        let mut launches = lock(&self.launches);
        if launches.len() == LAUNCHES_KEPT {
            launches.pop_front();
        }
        launches.push_back(fresh.clone());
        Ok(format!("http://127.0.0.1:{}/launch/{fresh}", self.port))
    }

    /// Uses a launch token up; says whether it was one.
    pub(crate) fn use_launch(&self, sent: &str) -> bool {
        let mut launches = lock(&self.launches);
        let before = launches.len();
        launches.retain(|kept| !token::same(kept, sent));
        launches.len() < before
    }

    /// Keeps a sentence to say on the page that follows, and returns its key.
    pub(crate) fn keep_said(&self, words: String) -> String {
        let mut said = lock(&self.said);
        if said.len() == SAID_KEPT {
            said.pop_front();
        }
        let key = self.requests.fetch_add(1, Ordering::Relaxed).to_string();
        said.push_back((key.clone(), words));
        key
    }

    /// Returns the sentence under this key.
    pub(crate) fn said(&self, key: &str) -> Option<String> {
        lock(&self.said).iter().find(|(kept, _)| kept == key).map(|(_, words)| words.clone())
    }

    /// Keeps the page that says what was done, and returns its number in addresses.
    ///
    /// # Errors
    /// When there is no randomness.
    pub(crate) fn keep_page(&self, page: Page) -> Result<String> {
        let id = token::fresh(&self.session())?;
        let mut done = lock(&self.done);
        if done.len() == PAGES_KEPT {
            done.pop_front();
        }
        done.push_back((id.clone(), page));
        Ok(id)
    }

    /// Returns the page that was kept under this number.
    pub(crate) fn done(&self, id: &str) -> Option<Page> {
        lock(&self.done).iter().find(|(kept, _)| kept == id).map(|(_, page)| page.clone())
    }

    /// Returns what is notified when the server is to end.
    pub(crate) fn ending(&self) -> Arc<Notify> {
        Arc::clone(&self.ending)
    }

    /// Counts a request, so that the server knows it is in use.
    pub(crate) fn count_request(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns how many requests there were.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }
}

/// The cookie's name holds the port and a digest of the place, so that two workspaces on one machine do not
/// sign each other out.
fn cookie_name(port: u16, place: &Path) -> String {
    let digest = Sha256::digest(place.to_string_lossy().as_bytes());
    let short = print::hex(&digest[..4]);
    format!("assay-{port}-{short}")
}
