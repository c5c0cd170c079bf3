//! What reads our output when it is not a console. A console of Windows gets its letters right by itself, and a
//! file gets UTF-8; but `PowerShell` and `more` read what comes through a pipe in the code page of the console.
//! There people get plain letters and JSON its escapes; what is data stays as it is, and a note says so.

use std::borrow::Cow;
use std::io::Write as _;
use std::sync::OnceLock;

use assay_model::plain::plain;

/// Returns text for people as whoever reads the output takes it.
pub(super) fn for_people(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !has_a_code_page(Stream::Answers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(plain(text))
}

/// Returns JSON as whoever reads the output takes it: the same value.
pub(super) fn json(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !has_a_code_page(Stream::Answers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(escaped(text))
}

/// Says once what a shell may do to data with letters beyond ASCII, which are handed on as they are.
pub(crate) fn warn_of_data(text: &str) {
    static SAID: OnceLock<()> = OnceLock::new();
    if !text.is_ascii() && has_a_code_page(Stream::Answers) && SAID.set(()).is_ok() {
        say!(
            "note: this is UTF-8, and PowerShell reads it in another code page, which spoils accents and signs: write it to a file from cmd.exe, or set [Console]::OutputEncoding = [Text.Encoding]::UTF8 first"
        );
    }
}

/// Says a line on stderr. A reader that went away is no fault: the job is done, or its exit code says why not.
pub(crate) fn say(words: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stderr().lock(), "{}", talk(&words.to_string()));
}

/// Puts a question on stderr, to be answered on the same line.
pub(crate) fn ask(question: &str) -> std::io::Result<()> {
    let mut errors = std::io::stderr().lock();
    write!(errors, "{} ", talk(question))?;
    errors.flush()
}

/// Returns text as whoever reads stderr takes it.
fn talk(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !has_a_code_page(Stream::Talk) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(plain(text))
}

/// JSON with nothing but ASCII in it. Outside its strings JSON has no other letters.
fn escaped(text: &str) -> String {
    use std::fmt::Write as _;

    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            escaped.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            // Writing to a text cannot fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

/// Where we write.
#[derive(Clone, Copy)]
enum Stream {
    /// Standard output.
    Answers,
    /// Standard error.
    Talk,
}

/// Whether whatever reads the stream may read it in the code page of a console: Windows, a pipe, and a console
/// that we belong to.
fn has_a_code_page(stream: Stream) -> bool {
    static ANSWERS: OnceLock<bool> = OnceLock::new();
    static TALK: OnceLock<bool> = OnceLock::new();
    let found = match stream {
        Stream::Answers => &ANSWERS,
        Stream::Talk => &TALK,
    };
    *found.get_or_init(|| is_piped_in_a_console(stream))
}

#[cfg(windows)]
fn is_piped_in_a_console(stream: Stream) -> bool {
    use std::fs::{File, OpenOptions};
    use std::io::{IsTerminal as _, stderr, stdout};
    use std::os::windows::io::AsHandle as _;

    let (is_shown, handle) = match stream {
        Stream::Answers => (stdout().is_terminal(), stdout().as_handle().try_clone_to_owned()),
        Stream::Talk => (stderr().is_terminal(), stderr().as_handle().try_clone_to_owned()),
    };
    if is_shown {
        return false;
    }
    // Only a file on a disk has what Windows knows of files.
    let is_file =
        handle.is_ok_and(|handle| File::from(handle).metadata().is_ok_and(|data| data.is_file()));
    !is_file && OpenOptions::new().read(true).write(true).open("CONOUT$").is_ok()
}

#[cfg(not(windows))]
fn is_piped_in_a_console(_: Stream) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_json_is_the_same_value() {
        let value = serde_json::json!({ "José – £": ["子 😀", "a\"b\n"] });
        let text = escaped(&value.to_string());
        assert!(text.is_ascii(), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
