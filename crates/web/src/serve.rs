//! The server itself: two sockets on this machine's own addresses, connections with time limits, and its ends:
//! the page's button, Ctrl-C, or nobody asking for long. What it answers is in the pages.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use assay_model::Date;
use assay_workspace::{Error, Running};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::from_fn_with_state;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::Semaphore;
use tokio::time::MissedTickBehavior;

use crate::act;
use crate::failure::Failure;
use crate::guard::guard;
use crate::limits::Limits;
use crate::pages;
use crate::state::{AppState, Setup};

/// How much of a request's head is read at most; the checks refuse less than this in words.
const LARGEST_HEAD: usize = 64 * 1024;
/// How long work in the background may take to end when the server does.
const LAST_WORK: Duration = Duration::from_secs(60);
/// How many threads handlers run on at most.
const HANDLERS: usize = 12;

/// What the server is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The workspace's folder, or a snapshot; none for the first-run page.
    pub place: Option<PathBuf>,
    /// The name to record next to the login.
    pub actor: Option<String>,
    /// The date figures are as at; by default today.
    pub as_at: Option<Date>,
    /// The folder it was started in.
    pub start: PathBuf,
    /// The port; by default a free one.
    pub port: Option<u16>,
    /// What was found when the workspace was opened before the server was made: work of a stopped run, in sentences.
    pub found: Vec<String>,
    /// The limits of requests.
    pub limits: Limits,
}

/// Why the server could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The port is in use, or may not be used.
    #[error("could not open the port {port} on this machine")]
    Port {
        /// The port; 0 for a free one.
        port: u16,
        /// Why.
        source: std::io::Error,
    },
    /// The operating system would not start what the server needs.
    #[error("could not start the pages")]
    Start(#[source] std::io::Error),
    /// A job of the start could not be done.
    #[error(transparent)]
    Job(#[from] Error),
}

/// The server, with its sockets open.
pub struct Server {
    state: Arc<AppState>,
    sockets: Vec<TcpListener>,
    runtime: tokio::runtime::Runtime,
}

impl Server {
    /// Opens the sockets on this machine's own addresses.
    ///
    /// # Errors
    /// When the port cannot be had, or the operating system gives no threads or randomness.
    pub fn bind(options: Options) -> Result<Self, ServeError> {
        let port = options.port.unwrap_or(0);
        let failed = |source| ServeError::Port { port, source };
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(failed)?;
        let port = first.local_addr().map_err(failed)?.port();
        let mut sockets = vec![first];
        // A machine without IPv6 does without it.
        sockets.extend(TcpListener::bind((Ipv6Addr::LOCALHOST, port)));
        for socket in &sockets {
            socket.set_nonblocking(true).map_err(ServeError::Start)?;
        }
        let setup = Setup {
            place: options.place,
            actor: options.actor,
            as_at: options.as_at,
            start: options.start,
            port,
            found: options.found,
            limits: options.limits,
        };
        let state = AppState::new(setup, pages::templates()?)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(HANDLERS)
            .enable_all()
            .build()
            .map_err(ServeError::Start)?;
        Ok(Self { state: Arc::new(state), sockets, runtime })
    }

    /// Returns the address of the pages.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.state.port)
    }

    /// Returns an address that opens the pages once.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn launch_address(&self) -> Result<String, ServeError> {
        Ok(self.state.launch_address()?)
    }

    /// Answers until the pages are ended: by their button, by Ctrl-C, or because nobody asks any more.
    ///
    /// # Errors
    /// When the sockets cannot be used.
    pub fn run(self) -> Result<(), ServeError> {
        let Self { state, sockets, runtime } = self;
        state.leave_note();
        let served = runtime.block_on(serve(&state, sockets));
        state.take_note_away();
        state.uploads.clear();
        runtime.shutdown_timeout(LAST_WORK);
        served
    }
}

impl AppState {
    /// Leaves the note for a second start. A folder that cannot be written does without.
    pub(crate) fn leave_note(&self) {
        if let Some(root) = self.place().filter(|place| place.is_dir()) {
            let _ = self.note().write(&root);
        }
    }

    /// Takes the note away.
    pub(crate) fn take_note_away(&self) {
        if let Some(root) = self.place().filter(|place| place.is_dir()) {
            let _ = self.note().remove(&root);
        }
    }

    fn note(&self) -> Running {
        Running { port: self.port, secret: self.secret.clone() }
    }
}

async fn serve(state: &Arc<AppState>, sockets: Vec<TcpListener>) -> Result<(), ServeError> {
    let app = app(state);
    let gate = Arc::new(Semaphore::new(state.limits.connections));
    for socket in sockets {
        let listener = tokio::net::TcpListener::from_std(socket).map_err(ServeError::Start)?;
        tokio::spawn(accept(listener, app.clone(), Arc::clone(&gate), state.limits));
    }
    let ending = state.ending();
    tokio::select! {
        () = ending.notified() => {}
        _ = tokio::signal::ctrl_c() => {}
        () = nobody_asks(state) => {}
    }
    Ok(())
}

fn app(state: &Arc<AppState>) -> Router {
    let not_found =
        |State(state): State<Arc<AppState>>| async move { act::refuse(&state, &Failure::NotFound) };
    let wrong_way = |State(state): State<Arc<AppState>>| async move {
        act::refuse(&state, &Failure::Refused(405, "This page is only looked at, or only sent to."))
    };
    act::router(pages::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(wrong_way)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(state), guard))
        .with_state(Arc::clone(state))
}

async fn accept(
    listener: tokio::net::TcpListener,
    app: Router,
    gate: Arc<Semaphore>,
    limits: Limits,
) {
    loop {
        let Ok(permit) = Arc::clone(&gate).acquire_owned().await else { return };
        let Ok((stream, from)) = listener.accept().await else {
            // Out of sockets for a moment: others will close theirs.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        if !is_this_machine(from) {
            continue;
        }
        let app = app.clone();
        tokio::spawn(async move {
            let service = TowerToHyperService::new(app);
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.header_time)
                .max_buf_size(LARGEST_HEAD)
                .serve_connection(TokioIo::new(stream), service);
            // A browser that goes away is no fault.
            let _ = connection.await;
            drop(permit);
        });
    }
}

fn is_this_machine(from: SocketAddr) -> bool {
    from.ip().is_loopback()
}

/// Ends when no request has come for so many waking minutes. A machine that sleeps misses its ticks, and they
/// are not made up for.
async fn nobody_asks(state: &AppState) {
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut seen, mut idle) = (state.requests(), 0);
    while idle < state.limits.idle_minutes {
        minute.tick().await;
        let requests = state.requests();
        let works = !state.jobs.at_work().is_empty();
        idle = if requests == seen && !works { idle + 1 } else { 0 };
        seen = requests;
    }
}
