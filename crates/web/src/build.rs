//! Making what goes over the wire of a handler's answer: pages are rendered where the handler ran, with what every
//! page has around it.

use axum::http::header;
use axum::response::Response;
use sha2::{Digest as _, Sha256};

use crate::assets::{SCRIPT, STYLE};
use crate::built::{Built, HTML};
use crate::field::escaped;
use crate::guide;
use crate::headers;
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::state::AppState;
use crate::templates::{Around, AtWork};
use crate::token;

/// Renders a handler's answer; a failure becomes a page too.
pub(crate) fn render(state: &AppState, address: &str, answer: Answer) -> Built {
    let reply = answer.unwrap_or_else(|failure| failure.page().into());
    match reply {
        Reply::Page(page) => {
            let policy = headers::policy(page.has_frame).to_owned();
            let (status, body) = state.templates.render(&around(state, address, &page), &page);
            let headers = vec![
                (header::CONTENT_TYPE, HTML.to_owned()),
                (header::CONTENT_SECURITY_POLICY, policy),
            ];
            Built { status, headers, body: body.into_bytes() }
        }
        Reply::See(to, said) => {
            let to = said.map_or(to.clone(), |words| with_said(state, &to, words));
            Built::see(&to)
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
            Built { status: 200, headers, body: file.bytes }
        }
        Reply::Framed(body) => {
            let policy = headers::pack_policy(&style_hash(&body));
            let headers = vec![
                (header::CONTENT_TYPE, HTML.to_owned()),
                (header::CONTENT_SECURITY_POLICY, policy),
                (header::X_FRAME_OPTIONS, "SAMEORIGIN".to_owned()),
            ];
            Built { status: 200, headers, body }
        }
        Reply::Built(built) => Built::clone(&built),
        Reply::Plain(text) => Built {
            status: 200,
            headers: vec![(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned())],
            body: text.into_bytes(),
        },
    }
}

fn with_said(state: &AppState, to: &str, words: String) -> String {
    let key = state.keep_said(words);
    let (path, part) = to.split_once('#').map_or((to, None), |(path, part)| (path, Some(part)));
    let sign = if path.contains('?') { '&' } else { '?' };
    let part = part.map(|part| format!("#{part}")).unwrap_or_default();
    format!("{path}{sign}said={key}{part}")
}

/// Sends an answer, with a fresh key for the page's forms.
pub(crate) fn send(state: &AppState, built: &Built) -> Response {
    built.response((&state.key_mark, token::fresh(&state.session()).ok()))
}

/// Returns what a page has around it.
fn around<'a>(state: &'a AppState, address: &str, page: &'a Page) -> Around<'a> {
    let place = state.place();
    let name = place.as_deref().and_then(|place| place.file_name());
    let jobs = state.jobs.at_work();
    let elsewhere = jobs
        .iter()
        .filter(|job| !address.starts_with("/jobs/") && job.address != address)
        .map(|job| AtWork { id: job.id, stage: job.watched.stage().name });
    Around {
        title: &page.title,
        workspace: name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        place: place.as_ref().map(|p| p.display().to_string()).unwrap_or_default(),
        is_snapshot: place.as_ref().is_some_and(|place| place.is_file()),
        has_workspace: place.is_some(),
        navigation: state.templates.navigation(address),
        help: guide::place(address),
        style: &STYLE.address,
        script: &SCRIPT.address,
        form_token: &state.form_token,
        form_key: &state.key_mark,
        faults: &page.faults,
        status: page.status,
        said: said(state, address),
        at_work: elsewhere.collect(),
        waits: page.waits,
    }
}

fn said(state: &AppState, address: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    let pairs = crate::asked::pairs(query.as_bytes());
    let key = pairs.iter().find(|(name, _)| name == "said").map(|(_, key)| key)?;
    state.said(key)
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
