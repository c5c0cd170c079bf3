//! An answer as it goes over the wire: rendered once, and sent later and maybe more than once, with a mark where
//! each sending of a page gets a key of its own.

use axum::body::Body;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;

/// The kind of our pages.
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// An answer, rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Built {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) body: Vec<u8>,
}

impl Built {
    /// Returns the step to another page.
    pub(crate) fn see(to: &str) -> Self {
        Self { status: 303, headers: vec![(header::LOCATION, to.to_owned())], body: Vec::new() }
    }

    #[cfg(test)]
    pub(crate) fn refused(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    #[cfg(test)]
    pub(crate) fn page_for_tests() -> Self {
        let headers = vec![(header::CONTENT_TYPE, HTML.to_owned())];
        Self { status: 200, headers, body: Vec::new() }
    }

    /// Says whether this is one of our pages, and all is well with it.
    pub(crate) fn is_plain_page(&self) -> bool {
        self.status == 200 && self.is_page()
    }

    fn is_page(&self) -> bool {
        self.headers.iter().any(|(name, value)| name == header::CONTENT_TYPE && value == HTML)
    }

    /// Says whether this is a step to another page, which is how work that was done ends.
    pub(crate) fn is_redirect(&self) -> bool {
        self.status == 303
    }

    /// Returns where the step goes; none of a page.
    pub(crate) fn location(&self) -> Option<&str> {
        self.headers.iter().find(|(name, _)| name == header::LOCATION).map(|(_, to)| to.as_str())
    }

    /// Returns what is sent; in a page the key's place holds this fresh key of its forms.
    pub(crate) fn response(&self, (place, key): (&str, Option<String>)) -> Response {
        let body = match key {
            Some(key) if self.is_page() => {
                String::from_utf8_lossy(&self.body).replace(place, &key).into_bytes()
            }
            _ => self.body.clone(),
        };
        let mut response = Response::new(Body::from(body));
        if let Ok(status) = axum::http::StatusCode::from_u16(self.status) {
            *response.status_mut() = status;
        }
        for (name, value) in &self.headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().append(name.clone(), value);
            }
        }
        response
    }
}
