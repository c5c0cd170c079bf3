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
use crate::house::House;
use crate::token;

/// Lets a request through to the pages, or says in plain words why not.
pub(crate) async fn guard(
    State(house): State<Arc<House>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match check(&house, &request) {
        Err(failure) => {
            let mut response = refuse(&house, &failure);
            // The rest of what was sent is not read.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            response
        }
        Ok(Checked::Ours) => {
            house.count_request();
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

fn check(house: &House, request: &Request) -> Result<Checked, Failure> {
    let headers = request.headers();
    check_size(house, request)?;
    check_host(house, headers)?;
    if let Some(asset) = assets::find(request.uri().path()) {
        return Ok(Checked::Asset(Box::new(asset)));
    }
    if let Some(entry) = entry::open(house, request) {
        return Ok(Checked::Entry(Box::new(entry)));
    }
    if !has_cookie(house, headers) {
        return Ok(Checked::Entry(Box::new(entry::lost(house))));
    }
    match *request.method() {
        Method::GET | Method::HEAD => Ok(Checked::Ours),
        Method::POST => check_origin(house, headers).map(|()| Checked::Ours),
        _ => {
            Err(Failure::Refused(405, "Pages are looked at, and forms are sent. This was neither."))
        }
    }
}

fn check_size(house: &House, request: &Request) -> Result<(), Failure> {
    let headers = request.headers().iter();
    let bytes: usize = headers.map(|(name, value)| name.as_str().len() + value.len()).sum();
    if bytes > house.limits.header_bytes {
        return Err(Failure::Refused(
            431,
            "The request's headers are too large, so it was not read.",
        ));
    }
    if request.uri().to_string().len() > house.limits.address_bytes {
        return Err(Failure::Refused(414, "The address is too long. Use the links of the pages."));
    }
    Ok(())
}

/// A page elsewhere that gives its own name this machine's address must not reach us by that name.
fn check_host(house: &House, headers: &HeaderMap) -> Result<(), Failure> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_ours = names(house).iter().any(|name| name.eq_ignore_ascii_case(host));
    if is_ours && hosts.next().is_none() {
        return Ok(());
    }
    Err(Failure::Refused(
        421,
        "These pages are on this computer alone and answer to no other name. Open assay again from its icon.",
    ))
}

fn names(house: &House) -> [String; 3] {
    ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{}", house.port))
}

fn has_cookie(house: &House, headers: &HeaderMap) -> bool {
    let (name, value) = &house.cookie;
    let sent = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    sent.flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .any(|(key, sent)| key == name && token::same(sent, value))
}

/// A form must come from our own pages. Browsers leave the origin out of a form that is sent under our
/// referrer policy and write `null`; then `Sec-Fetch-Site` has to vouch for it.
fn check_origin(house: &House, headers: &HeaderMap) -> Result<(), Failure> {
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
        Some(origin) => names(house).iter().any(|name| origin == format!("http://{name}")),
    };
    if is_ours { Ok(()) } else { Err(ELSEWHERE) }
}
