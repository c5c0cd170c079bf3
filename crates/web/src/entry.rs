//! Coming in: the launch address that works once and leaves a cookie, a fresh one for a second start that knows
//! the secret, and the page for whoever has neither.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use serde::Serialize;

use crate::build::{render, send};
use crate::page::Page;
use crate::state::AppState;
use crate::token;

/// The header in which a second start sends its secret.
pub(crate) const SECRET: &str = "x-assay-secret";
/// Where a second start asks.
pub(crate) const AGAIN: &str = "/again";

#[derive(Serialize)]
struct Nothing {}

/// Answers a request that comes in; none where it is another request.
pub(crate) fn open(state: &AppState, request: &Request) -> Option<Response> {
    let path = request.uri().path();
    if path == AGAIN && *request.method() == Method::POST {
        return Some(again(state, request));
    }
    let sent = path.strip_prefix("/launch/")?;
    if *request.method() != Method::GET || !state.use_launch(sent) {
        return Some(lost(state));
    }
    let (name, value) = &state.cookie;
    let cookie = format!("{name}={value}; HttpOnly; SameSite=Strict; Path=/");
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, HeaderValue::from_static("/"));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Some(response)
}

fn again(state: &AppState, request: &Request) -> Response {
    let sent = request.headers().get(SECRET).and_then(|value| value.to_str().ok());
    if !token::same(sent.unwrap_or_default(), &state.secret) {
        return lost(state);
    }
    match state.launch_address() {
        Ok(address) => Response::new(Body::from(address)),
        Err(_) => lost(state),
    }
}

/// Returns the page for whoever has no cookie of this sitting.
pub(crate) fn lost(state: &AppState) -> Response {
    let page = Page::new("lost.html", "Open assay again", &Nothing {}).with_status(403);
    send(state, &render(state, "", Ok(page.into())))
}
