//! The headers of every answer: what a browser may load, frame, keep and send on. It looks at no request.

use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;

/// What our own pages may load: our style sheet, our script and our images; nothing from elsewhere.
const OURS: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The page that shows a pack may frame it.
const WITH_FRAME: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    ),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// Returns the policy of our pages.
pub(crate) fn policy(has_frame: bool) -> &'static str {
    if has_frame { WITH_FRAME } else { OURS }
}

/// Returns the policy of a pack: its one style by hash, no script, shut in, shown by our pages alone.
pub(crate) fn pack_policy(style_hash: &str) -> String {
    format!(
        "default-src 'none'; style-src 'sha256-{style_hash}'; img-src data:; form-action 'none'; frame-ancestors 'self'; base-uri 'none'; sandbox"
    )
}

/// Adds the headers that every answer has, and those it has unless it brought its own.
pub(crate) fn add(response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(OURS));
    headers.entry(header::X_FRAME_OPTIONS).or_insert(HeaderValue::from_static("DENY"));
}
