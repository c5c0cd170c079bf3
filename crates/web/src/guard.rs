//! The checks of every request, before any page sees it: its size, the host it was meant for, the cookie of
//! this sitting, and that a form comes from our own pages. It adds the headers of every answer.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

use crate::act::refuse;
use crate::assets;
use crate::entry;
use crate::failure::Failure;
use crate::headers;
use crate::state::AppState;
use crate::token;

/// Lets a request through to the pages, or says in plain words why not.
pub(crate) async fn guard(
    State(state): State<Arc<AppState>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match check(&state, &request) {
        Err(failure) => {
            let mut response = refuse(&state, &failure);
            // The rest of what was sent is not read.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            response
        }
        Ok(Checked::Ours) => {
            state.count_request();
            next.run(request).await
        }
        Ok(Checked::Asset(response) | Checked::Entry(response)) => *response,
    };
    headers::add(&mut response);
    response
}

/// What the checks found.
enum Checked {
    /// A request of our own pages.
    Ours,
    /// The style sheet or the script, which anybody on this machine may have.
    Asset(Box<Response>),
    /// Somebody comes in.
    Entry(Box<Response>),
}

fn check(state: &AppState, request: &Request) -> Result<Checked, Failure> {
    let headers = request.headers();
    check_size(state, request)?;
    check_host(state, headers)?;
    if let Some(asset) = assets::find(request.uri().path()) {
        return Ok(Checked::Asset(Box::new(asset)));
    }
    if let Some(entry) = entry::open(state, request) {
        return Ok(Checked::Entry(Box::new(entry)));
    }
    if !has_cookie(state, headers) {
        return Ok(Checked::Entry(Box::new(entry::lost(state))));
    }
    match *request.method() {
        Method::GET | Method::HEAD => Ok(Checked::Ours),
        Method::POST => check_origin(state, headers).map(|()| Checked::Ours),
        _ => {
            Err(Failure::Refused(405, "Pages are looked at, and forms are sent. This was neither."))
        }
    }
}

fn check_size(state: &AppState, request: &Request) -> Result<(), Failure> {
    let headers = request.headers().iter();
    let bytes: usize = headers.map(|(name, value)| name.as_str().len() + value.len()).sum();
    if bytes > state.limits.header_bytes {
        return Err(Failure::Refused(
            431,
            "The request's headers are too large, so it was not read.",
        ));
    }
    if request.uri().to_string().len() > state.limits.address_bytes {
        return Err(Failure::Refused(414, "The address is too long. Use the links of the pages."));
    }
    Ok(())
}

/// A page elsewhere that gives its own name this machine's address must not reach us by that name.
fn check_host(state: &AppState, headers: &HeaderMap) -> Result<(), Failure> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_ours = names(state).iter().any(|name| name.eq_ignore_ascii_case(host));
    if is_ours && hosts.next().is_none() {
        return Ok(());
    }
    Err(Failure::Refused(
        421,
        "These pages are on this computer alone and answer to no other name. Open assay again from its icon.",
    ))
}

fn names(state: &AppState) -> [String; 3] {
    ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{}", state.port))
}

fn has_cookie(state: &AppState, headers: &HeaderMap) -> bool {
    let (name, value) = &state.cookie;
    let sent = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    sent.flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .any(|(key, sent)| key == name && token::same(sent, value))
}

/// A form must come from our own pages. Browsers leave the origin out of a form that is sent under our
/// referrer policy and write `null`; then `Sec-Fetch-Site` has to vouch for it.
fn check_origin(state: &AppState, headers: &HeaderMap) -> Result<(), Failure> {
    const ELSEWHERE: Failure = Failure::Refused(
        403,
        "This was not sent from these pages, so nothing was changed. Open the page again and send its form.",
    );
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text("sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return Err(ELSEWHERE);
    }
    let is_ours = match text(ORIGIN.as_str()) {
        Some("null") | None => site.is_some(),
        Some(origin) => names(state).iter().any(|name| origin == format!("http://{name}")),
    };
    if is_ours { Ok(()) } else { Err(ELSEWHERE) }
}
