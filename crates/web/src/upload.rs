//! The body of a form: its fields, and its files, which go straight to a private folder in the workspace. It
//! refuses what is too large, too slow, or has no token of ours before the first file; it reads no workbook.

use std::fs::File;
use std::future::poll_fn;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use assay_model::windows::is_device;
use assay_workspace::{Error, SentFolder};
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::header::CONTENT_TYPE;

use crate::asked;
use crate::failure::Failure;
use crate::limits::Limits;
use crate::state::AppState;
use crate::token;
use crate::uploads::Upload;

/// The field that brings the form's token back.
pub(crate) const TOKEN: &str = "form_token";

/// A form, read.
#[derive(Default)]
pub(crate) struct Sent {
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) files: Option<Upload>,
}

const NO_FORM: &str = "This did not come from a form of these pages, so nothing was changed. Open the page again and send its form.";
const TOO_LARGE: &str = "That is more than one form may bring, so nothing was kept. Bring fewer or smaller files, in several turns.";
const TOO_SLOW: &str = "The form did not arrive in time, so nothing was kept. Try again.";
const BROKEN: &str = "The form did not arrive whole, so nothing was kept. Try again.";

/// Reads the body of a form, and checks its token.
///
/// # Errors
/// When it is no form of ours, too large, too slow or broken; or a file cannot be kept.
pub(crate) async fn read(state: &AppState, request: Request) -> Result<Sent, Failure> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    let reading = async {
        if kind.starts_with("multipart/form-data") {
            with_files(state, request).await
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            fields_alone(state, request).await
        } else {
            Err(Failure::Refused(403, NO_FORM))
        }
    };
    let within = tokio::time::timeout(state.limits.body_time, reading).await;
    within.unwrap_or(Err(Failure::Refused(408, TOO_SLOW)))
}

async fn fields_alone(state: &AppState, request: Request) -> Result<Sent, Failure> {
    let mut body = request.into_body();
    let mut bytes = Vec::new();
    while let Some(piece) = next_piece(&mut body, &state.limits).await? {
        if bytes.len() + piece.len() > state.limits.form_bytes {
            return Err(Failure::Refused(413, TOO_LARGE));
        }
        bytes.extend_from_slice(&piece);
    }
    let fields = asked::pairs(&bytes);
    check_token(state, &fields)?;
    Ok(Sent { fields, files: None })
}

async fn next_piece(body: &mut Body, limits: &Limits) -> Result<Option<Bytes>, Failure> {
    loop {
        let next = poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
        match tokio::time::timeout(limits.piece_time, next).await {
            Err(_) => return Err(Failure::Refused(408, TOO_SLOW)),
            Ok(None) => return Ok(None),
            Ok(Some(Err(_))) => return Err(Failure::Refused(400, BROKEN)),
            Ok(Some(Ok(frame))) => {
                if let Ok(piece) = frame.into_data() {
                    return Ok(Some(piece));
                }
            }
        }
    }
}

async fn with_files(state: &AppState, request: Request) -> Result<Sent, Failure> {
    let broken = |_| Failure::Refused(400, BROKEN);
    let mut form = Multipart::from_request(request, &()).await.map_err(broken)?;
    let mut sent = Sent::default();
    let mut room = state.limits.upload_bytes;
    let mut text_room = state.limits.form_bytes;
    while let Some(mut part) = in_time(state, form.next_field()).await? {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file) = part.file_name().map(str::to_owned) else {
            let text = text_of(state, &mut part, &mut text_room).await?;
            sent.fields.push((name, text));
            continue;
        };
        check_token(state, &sent.fields)?;
        if file.is_empty() {
            continue;
        }
        let held = match &mut sent.files {
            Some(held) => held,
            none => none.insert(private_folder(state)?),
        };
        if held.files.len() == state.limits.files {
            return Err(Failure::Refused(413, TOO_LARGE));
        }
        let path = free_path(held.folder.path(), &safe_name(&file));
        write_file(state, &mut part, &path, &mut room).await?;
        held.files.push(path);
    }
    check_token(state, &sent.fields)?;
    if let Some(held) = &mut sent.files {
        held.fields.clone_from(&sent.fields);
    }
    Ok(sent)
}

async fn text_of(
    state: &AppState,
    part: &mut Field<'_>,
    room: &mut usize,
) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(piece) = in_time(state, part.chunk()).await? {
        let Some(left) = room.checked_sub(piece.len()) else {
            return Err(Failure::Refused(413, TOO_LARGE));
        };
        *room = left;
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| Failure::Refused(400, BROKEN))
}

async fn write_file(
    state: &AppState,
    part: &mut Field<'_>,
    path: &Path,
    room: &mut u64,
) -> Result<(), Failure> {
    let failed = |source| Failure::Job(Error::file("keep", path, source));
    let mut file = File::create_new(path).map_err(failed)?;
    while let Some(piece) = in_time(state, part.chunk()).await? {
        let Some(left) = room.checked_sub(piece.len() as u64) else {
            return Err(Failure::Refused(413, TOO_LARGE));
        };
        *room = left;
        file.write_all(&piece).map_err(failed)?;
    }
    Ok(())
}

async fn in_time<T>(
    state: &AppState,
    next: impl Future<Output = Result<Option<T>, MultipartError>>,
) -> Result<Option<T>, Failure> {
    match tokio::time::timeout(state.limits.piece_time, next).await {
        Err(_) => Err(Failure::Refused(408, TOO_SLOW)),
        Ok(found) => found.map_err(|_| Failure::Refused(400, BROKEN)),
    }
}

/// Makes the private folder of an upload, in the workspace where there is one that can be written.
fn private_folder(state: &AppState) -> Result<Upload, Failure> {
    let above = state.place().filter(|place| place.is_dir()).unwrap_or_else(std::env::temp_dir);
    let folder = SentFolder::make(&above)?;
    let id = token::fresh(&state.session())?;
    Ok(Upload { id, fields: Vec::new(), files: Vec::new(), folder })
}

/// Returns a file's name as every system takes it: its last part, without characters that mean something.
fn safe_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| if c.is_control() || "<>:\"|?*".contains(c) { '_' } else { c };
    let name: String = last.chars().map(plain).collect();
    let name = name.trim_matches([' ', '.']);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem: String = stem.chars().take(80).collect();
    let ending: String = ending.chars().take(10).collect();
    let stem = stem.trim_end_matches([' ', '.']);
    let stem =
        if stem.is_empty() || is_device(stem) { format!("file{stem}") } else { stem.to_owned() };
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// Returns a path that is free: a second file of the same name gets a number.
fn free_path(folder: &Path, name: &str) -> PathBuf {
    let first = folder.join(name);
    if !first.exists() {
        return first;
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let dot = if ending.is_empty() { "" } else { "." };
    let mut numbered = (2_u32..10_000).map(|n| folder.join(format!("{stem} ({n}){dot}{ending}")));
    numbered.find(|path| !path.exists()).unwrap_or(first)
}

fn check_token(state: &AppState, fields: &[(String, String)]) -> Result<(), Failure> {
    let sent = fields.iter().find(|(name, _)| name == TOKEN).map_or("", |(_, value)| value);
    if token::same(sent, &state.form_token) { Ok(()) } else { Err(Failure::Refused(403, NO_FORM)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_made_plain() {
        let check = |sent: &str, expected: &str| assert_eq!(safe_name(sent), expected, "{sent}");
        check("list.xlsx", "list.xlsx");
        check("..\\..\\evidence.db", "evidence.db");
        check("../../etc/passwd", "passwd");
        check("CON.xlsx", "fileCON.xlsx");
        check("a\u{0}b<script>.csv", "a_b_script_.csv");
        check("..", "file");
        check("con.tar.gz", "filecon.tar.gz");
        check("list .csv", "list.csv");
        check("North. ", "North");
        check("lpt1", "filelpt1");
        check("LPT€", "LPT€");
        check(&"x".repeat(300), &"x".repeat(80));
    }
}
