//! How a handler is run: on a thread of its own as a job, for as long as the page is waited for; what takes
//! longer goes on, and a page waits for it. A form that is sent twice is done once.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use assay_model::print;
use assay_workspace::Error;
use axum::Router;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::Uri;
use axum::response::Response;
use axum::routing::MethodRouter;
use sha2::{Digest as _, Sha256};

use crate::asked::{self, Asked};
use crate::build::{render, send};
use crate::built::Built;
use crate::cache::Stamp;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::jobs::Job;
use crate::routes::{Handler, Routes};
use crate::state::AppState;
use crate::upload;

/// The field that holds a page's own key.
const KEY: &str = "form_key";

type Params = Result<RawPathParams, RawPathParamsRejection>;

/// Returns the router of these addresses.
pub(crate) fn router(routes: Routes) -> Router<Arc<AppState>> {
    let mut methods: BTreeMap<&'static str, MethodRouter<Arc<AppState>>> = BTreeMap::new();
    for (path, handler) in routes.shown {
        let shown = move |State(state): State<Arc<AppState>>, params: Params, uri: Uri| {
            show(state, handler, params, uri)
        };
        let method = methods.remove(path).unwrap_or_default();
        methods.insert(path, method.get(shown));
    }
    for (path, handler) in routes.acts {
        let posted = move |State(state): State<Arc<AppState>>, params: Params, request: Request| {
            act(state, handler, params, request)
        };
        let method = methods.remove(path).unwrap_or_default();
        methods.insert(path, method.post(posted));
    }
    methods.into_iter().fold(Router::new(), |router, (path, method)| router.route(path, method))
}

async fn show(state: Arc<AppState>, handler: Handler, params: Params, uri: Uri) -> Response {
    let Ok(asked) = read_address(params, &uri) else {
        return refuse(&state, &Failure::NotFound);
    };
    if let Some(ready) = state.jobs.take_ready(&asked.address) {
        return send(&state, &ready);
    }
    let stamp = state.stamp();
    if let Some(kept) = stamp.as_ref().and_then(|now| state.cache.find(&asked.address, now)) {
        return send(&state, &kept);
    }
    let job = state.jobs.begin(&asked.address, false);
    start(&state, &job, handler, asked, stamp);
    answer(&state, &job).await
}

async fn act(state: Arc<AppState>, handler: Handler, params: Params, request: Request) -> Response {
    let Ok(mut asked) = read_address(params, request.uri()) else {
        return refuse(&state, &Failure::NotFound);
    };
    let sent = match upload::read(&state, request).await {
        Ok(sent) => sent,
        Err(failure) => return refuse(&state, &failure),
    };
    let names = sent.files.as_ref().map(|held| held.names().join("/")).unwrap_or_default();
    let key = key_of(&asked.address, &sent.fields, &names);
    asked.fields = sent.fields;
    let (job, is_new) = state.jobs.once(key, &asked.address);
    if is_new {
        asked.upload = sent.files.map(|held| state.uploads.keep(held));
        start(&state, &job, handler, asked, None);
    }
    answer(&state, &job).await
}

/// What makes two sendings the same: the page's key, the address, and all that was filled in.
fn key_of(address: &str, fields: &[(String, String)], files: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(address.as_bytes());
    for (name, value) in fields {
        hash.update([0]);
        hash.update(name.as_bytes());
        hash.update([1]);
        hash.update(value.as_bytes());
    }
    hash.update(files.as_bytes());
    let page = fields.iter().find(|(name, _)| name == KEY).map_or("", |(_, key)| key.as_str());
    let digest = print::hex(&hash.finalize());
    format!("{page}/{digest}")
}

fn read_address(params: Params, uri: &Uri) -> Result<Asked, Failure> {
    let params = params.map_err(|_| Failure::NotFound)?;
    let parts = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let query = asked::pairs(uri.query().unwrap_or_default().as_bytes());
    let address = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    Ok(Asked { address, parts, query, ..Asked::default() })
}

/// Starts a handler on a thread of its own. It goes on when the browser goes away, so that nothing is left
/// half done by a second click.
fn start(
    state: &Arc<AppState>,
    job: &Arc<Job>,
    handler: Handler,
    asked: Asked,
    stamp: Option<Stamp>,
) {
    let (state, job) = (Arc::clone(state), Arc::clone(job));
    tokio::task::spawn_blocking(move || {
        let desk = Desk { state: &state, asked: &asked, progress: Arc::clone(&job.watched) };
        let ran = std::panic::catch_unwind(AssertUnwindSafe(|| {
            render(&state, &asked.address, handler(&desk))
        }));
        let built = ran.unwrap_or_else(|_| render(&state, &asked.address, Err(broken_down())));
        if let Some(stamp) = stamp {
            state.cache.keep(&asked.address, stamp, &built);
        }
        job.end(built);
    });
}

fn broken_down() -> Failure {
    let error = Error::failed("the program met a fault of its own and could not finish this");
    Failure::Job(
        error.hint("what was stored before is safe; try again, and report it if it happens again"),
    )
}

async fn answer(state: &Arc<AppState>, job: &Arc<Job>) -> Response {
    match job.wait(state.limits.patience).await {
        Some(built) => {
            if !job.is_act {
                state.jobs.forget(job);
            }
            send(state, &built)
        }
        None => send(state, &Built::see(&format!("/jobs/{}", job.id))),
    }
}

/// Returns the page of a request that no handler sees.
pub(crate) fn refuse(state: &AppState, failure: &Failure) -> Response {
    send(state, &render(state, "", Ok(failure.page().into())))
}
