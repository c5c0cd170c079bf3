//! The style sheet, the script and the pictures of the guide, compiled in and named by their digests, so that a browser may keep them for
//! ever: a changed one has another name.

use std::sync::LazyLock;

use assay_model::print;
use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::Response;
use sha2::{Digest as _, Sha256};

use crate::guide;

/// One file.
pub(crate) struct Asset {
    /// Its address.
    pub(crate) address: String,
    kind: &'static str,
    text: &'static str,
}

/// The style sheet.
pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("assay", "css", "text/css; charset=utf-8", include_str!("../assets/assay.css"))
});
/// The script.
pub(crate) static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("assay", "js", "text/javascript; charset=utf-8", include_str!("../assets/assay.js"))
});

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, text: &'static str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        let short = print::hex(&digest[..8]);
        Self { address: format!("/assets/{name}-{short}.{ending}"), kind, text }
    }
}

/// Returns the file at this address.
pub(crate) fn find(address: &str) -> Option<Response> {
    let own = [&*STYLE, &*SCRIPT].into_iter().find(|asset| asset.address == address);
    let (kind, body) = match own {
        Some(asset) => (asset.kind, Body::from(asset.text)),
        None => ("image/png", Body::from(guide::picture(address)?.bytes)),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable"));
    Some(response)
}
