//! The builder every end-to-end test goes through: a desk with a folder of its own, where the
//! program is run as a person would run it.

pub(crate) mod boxes;
pub(crate) mod windows;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own to work in, removed at the end.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    /// Returns an empty desk.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Returns a desk that is a fresh workspace.
    pub(crate) fn with_workspace() -> Self {
        let desk = Self::empty();
        desk.run(&["init", "."]).done();
        desk
    }

    /// Says whom auditors ring, without which no form goes out.
    pub(crate) fn name_urgent_contact(&self) {
        let council = self.read("assay.yaml");
        let named = council.replace("the duty manager", "the front door, 01632 960001");
        self.write("assay.yaml", named);
    }

    /// Returns the folder.
    pub(crate) fn path(&self, inner: &str) -> PathBuf {
        self.folder.path().join(inner)
    }

    /// Writes a file on the desk.
    pub(crate) fn write(&self, inner: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(inner);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, bytes).expect("a written file");
        path
    }

    /// Reads a text file on the desk.
    pub(crate) fn read(&self, inner: &str) -> String {
        std::fs::read_to_string(self.path(inner)).unwrap_or_else(|e| panic!("{inner}: {e}"))
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with_input(arguments, b"")
    }

    /// Runs the program in the folder with something on its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        use std::io::Write as _;
        let mut child = Command::new(program())
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("ASSAY_WORKSPACE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        let fed = input.to_vec();
        let feeder = std::thread::spawn(move || {
            // The program may end before it has read everything; that is its right.
            let _ = pipe.write_all(&fed);
        });
        let output = child.wait_with_output().expect("the program ends");
        feeder.join().expect("the input was fed");
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: self.said(&output.stdout),
            stderr: self.said(&output.stderr),
        }
    }

    /// What the program said, with `DESK` for the folder.
    fn said(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes).replace(self.folder_text(), "DESK");
        if windows::is_under_test() {
            return windows::in_native_words(&text, self.folder_text());
        }
        text
    }

    fn folder_text(&self) -> &str {
        self.folder.path().to_str().expect("a temporary folder with a plain name")
    }
}

impl Ran {
    /// Expects exit code 0.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        self.ends_with(0)
    }

    /// Expects this exit code.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Returns stdout as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|e| panic!("{e}\nstdout:\n{}\nstderr:\n{}", self.stdout, self.stderr))
    }
}

/// Returns the program under test: the one that was built with the tests, unless `ASSAY_PROGRAM` names
/// another, such as a script that starts the Windows build under wine (`.ci/wine`).
pub(crate) fn program() -> PathBuf {
    std::env::var_os("ASSAY_PROGRAM")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_assay")), PathBuf::from)
}

/// Returns the repository's top folder.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/cli lies two folders down")
}

/// Returns a folder of further material next to the repository, where a developer has one.
pub(crate) fn shared(inner: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("ASSAY_SHARED")
        .map_or_else(|| repository().join("../shared"), PathBuf::from);
    let path = folder.join(inner);
    path.exists().then_some(path)
}

/// Splits a command line at spaces outside quotation marks.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in line.chars() {
        match c {
            _ if escaped => {
                words.last_mut().expect("a word").push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words
}
