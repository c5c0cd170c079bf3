//! A handler's answer as what goes over the wire: rendered once, with a mark where each sending of a page gets
//! a key of its own. Rendering happens where the handler ran; sending may happen later and more than once.

use axum::body::Body;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;
use sha2::{Digest as _, Sha256};

use crate::field::escaped;
use crate::headers;
use crate::house::House;
use crate::reply::{Answer, Reply};
use crate::token;

const HTML: &str = "text/html; charset=utf-8";

/// An answer, rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Built {
    status: u16,
    headers: Vec<(HeaderName, String)>,
    body: Vec<u8>,
}

impl Built {
    /// Renders a handler's answer; a failure becomes a page too.
    pub(crate) fn of(house: &House, address: &str, answer: Answer) -> Self {
        let reply = answer.unwrap_or_else(|failure| failure.page().into());
        match reply {
            Reply::Page(page) => {
                let policy = headers::policy(page.has_frame).to_owned();
                let (status, body) = house.templates.render(house, address, &page);
                let headers = vec![
                    (header::CONTENT_TYPE, HTML.to_owned()),
                    (header::CONTENT_SECURITY_POLICY, policy),
                ];
                Self { status, headers, body: body.into_bytes() }
            }
            Reply::See(to, said) => {
                let to = said.map_or(to.clone(), |words| with_said(house, &to, words));
                Self::see(&to)
            }
            Reply::Download(file) => {
                let plain: String = file
                    .name
                    .chars()
                    .map(|c| if c.is_ascii_graphic() && c != '"' && c != '\\' { c } else { '_' })
                    .collect();
                let disposition = format!(
                    "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
                    escaped(&file.name)
                );
                let headers = vec![
                    (header::CONTENT_TYPE, kind(&file.name).to_owned()),
                    (header::CONTENT_DISPOSITION, disposition),
                ];
                Self { status: 200, headers, body: file.bytes }
            }
            Reply::Framed(body) => {
                let policy = headers::pack_policy(&style_hash(&body));
                let headers = vec![
                    (header::CONTENT_TYPE, HTML.to_owned()),
                    (header::CONTENT_SECURITY_POLICY, policy),
                    (header::X_FRAME_OPTIONS, "SAMEORIGIN".to_owned()),
                ];
                Self { status: 200, headers, body }
            }
            Reply::Built(built) => Self::clone(&built),
            Reply::Plain(text) => Self {
                status: 200,
                headers: vec![(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned())],
                body: text.into_bytes(),
            },
        }
    }

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

    /// Returns what is sent, with a fresh key for the page's forms.
    pub(crate) fn response(&self, house: &House) -> Response {
        let body = if self.is_page() { with_key(house, &self.body) } else { self.body.clone() };
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

fn with_said(house: &House, to: &str, words: String) -> String {
    let key = house.keep_said(words);
    let (path, part) = to.split_once('#').map_or((to, None), |(path, part)| (path, Some(part)));
    let sign = if path.contains('?') { '&' } else { '?' };
    let part = part.map(|part| format!("#{part}")).unwrap_or_default();
    format!("{path}{sign}said={key}{part}")
}

/// Puts a fresh key in the place that the templates left for it.
fn with_key(house: &House, body: &[u8]) -> Vec<u8> {
    let Ok(key) = token::fresh(&house.session()) else { return body.to_vec() };
    let text = String::from_utf8_lossy(body);
    text.replace(&house.key_mark, &key).into_bytes()
}

/// Returns the hash of the text of a pack's style element, as a policy has it.
fn style_hash(pack: &[u8]) -> String {
    let text = String::from_utf8_lossy(pack);
    let style = text
        .split_once("<style>")
        .and_then(|(_, rest)| rest.split_once("</style>"))
        .map_or("", |(style, _)| style);
    base64(&Sha256::digest(style.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let all = three.iter().fold(0_u32, |all, byte| (all << 8) | u32::from(*byte));
        let all = all << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(all >> (18 - 6 * place) & 63) as usize] as char;
            text.push(if place <= three.len() { letter } else { '=' });
        }
    }
    text
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "csv" => "text/csv; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "json" => "application/json",
        "txt" | "tsv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_standard_has_them() {
        let check = |bytes: &str, expected: &str| assert_eq!(base64(bytes.as_bytes()), expected);
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foobar", "Zm9vYmFy");
    }

    #[test]
    fn the_style_of_a_pack_is_hashed_without_its_tags() {
        let hash = style_hash(b"<head><style>\nbody {}\n</style></head>");
        assert_eq!(hash, base64(&Sha256::digest(b"\nbody {}\n")));
    }
}
