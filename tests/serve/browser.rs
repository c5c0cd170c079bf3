//! A server on a workspace of its own, and the little of a browser that the tests need: raw requests, the
//! cookie, and forms with their tokens.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::time::Duration;

use assay_web::{Limits, Options, Server};

/// The pages of one workspace, with a browser that has come in.
pub(crate) struct Browser {
    pub(crate) port: u16,
    pub(crate) cookie: String,
    token: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

/// The headers that say that a form comes from our own pages, as browsers send them under our policy.
pub(crate) const OURS: &str = "Origin: null\r\nSec-Fetch-Site: same-origin\r\n";

/// Limits that a test can wait for.
pub(crate) fn quick() -> Limits {
    Limits {
        form_bytes: 20_000,
        upload_bytes: 200_000,
        files: 3,
        header_time: Duration::from_millis(800),
        piece_time: Duration::from_millis(300),
        body_time: Duration::from_secs(5),
        patience: Duration::from_secs(60),
        ..Limits::default()
    }
}

/// Starts a server, and returns its port and a launch address's path.
pub(crate) fn started(place: Option<&Path>, start: &Path, limits: Limits) -> (u16, String) {
    let server = Server::bind(Options {
        found: Vec::new(),
        place: place.map(Path::to_path_buf),
        actor: None,
        as_at: Some("2026-09-30".parse().expect("a date")),
        start: start.to_path_buf(),
        port: None,
        limits,
    })
    .expect("a server");
    let address = server.launch_address().expect("a launch address");
    // It ends with the test program; what it answers is what is tested.
    std::thread::spawn(move || server.run());
    let rest = address.strip_prefix("http://127.0.0.1:").expect("an address of this machine");
    let (port, path) = rest.split_once('/').expect("a path");
    (port.parse().expect("a port"), format!("/{path}"))
}

impl Browser {
    /// Returns a browser that has come in by the launch address.
    pub(crate) fn open(place: &Path) -> Self {
        let (port, launch) = started(Some(place), place, quick());
        Self::come_in(port, &launch)
    }

    /// Comes in by a launch address.
    pub(crate) fn come_in(port: u16, launch: &str) -> Self {
        let entry = send(port, &format!("GET {launch} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
        assert_eq!(entry.status, 303, "{entry:?}");
        let cookie = entry.header("set-cookie").expect("a cookie");
        let cookie = cookie.split(';').next().expect("a pair").to_owned();
        let mut browser = Self { port, cookie, token: String::new() };
        let end = browser.get("/end");
        browser.token = hidden(&end.body, "form_token");
        browser
    }

    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> Answer {
        send(self.port, &format!("GET {path} HTTP/1.1\r\n{}\r\n", self.headers()))
    }

    /// Asks for a page and follows where it leads.
    pub(crate) fn follow(&self, path: &str) -> Answer {
        let mut answer = self.get(path);
        for _ in 0..5 {
            let Some(to) = answer.header("location") else { return answer };
            answer = self.get(&to);
        }
        panic!("{path} leads round in a circle");
    }

    /// Sends a form as the pages send it, and follows where it leads.
    pub(crate) fn send_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields);
        match answer.header("location") {
            Some(to) => self.follow(&to),
            None => answer,
        }
    }

    /// Sends a form as the pages send it.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("form_token", self.token.as_str())];
        all.extend(fields);
        let body = encoded(&all);
        self.post_raw(path, OURS, &body)
    }

    /// Sends a body with these further headers.
    pub(crate) fn post_raw(&self, path: &str, headers: &str, body: &str) -> Answer {
        let length = body.len();
        send(
            self.port,
            &format!(
                "POST {path} HTTP/1.1\r\n{}{headers}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}",
                self.headers()
            ),
        )
    }

    /// Sends a form with files.
    pub(crate) fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut all = vec![("form_token", self.token.as_str())];
        all.extend(fields);
        self.upload_raw(path, &all, files)
    }

    /// Sends a form with files and these fields alone.
    pub(crate) fn upload_raw(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        const EDGE: &str = "----an-edge";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let mut request = format!(
            "POST {path} HTTP/1.1\r\n{}{}Content-Type: multipart/form-data; boundary={EDGE}\r\nContent-Length: {}\r\n\r\n",
            self.headers(),
            OURS,
            body.len()
        )
        .into_bytes();
        request.extend(body);
        send_bytes(self.port, &request)
    }

    /// The headers of every request of a browser that has come in.
    pub(crate) fn headers(&self) -> String {
        format!("Host: 127.0.0.1:{}\r\nCookie: {}\r\nConnection: close\r\n", self.port, self.cookie)
    }

    /// Returns the token of the forms.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }
}

impl Answer {
    /// Returns a header's value.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

/// Sends a request as it is, and reads the answer to its end.
pub(crate) fn send(port: u16, request: &str) -> Answer {
    send_bytes(port, request.as_bytes())
}

fn send_bytes(port: u16, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(90))).expect("a time limit");
    // The server may refuse before it has read everything; that is its right.
    let _ = stream.write_all(request);
    read(&mut stream)
}

/// Reads an answer: its head, and as much as its length says.
pub(crate) fn read(stream: &mut TcpStream) -> Answer {
    let mut all = Vec::new();
    let mut piece = [0; 16_384];
    loop {
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(n) => all.extend_from_slice(&piece[..n]),
        }
        if is_whole(&all) {
            break;
        }
    }
    let at = edge(&all).unwrap_or(all.len());
    let head = String::from_utf8_lossy(&all[..at]).into_owned();
    let bytes = all.get(at + 4..).unwrap_or_default().to_vec();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    let body = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status, head, body, bytes }
}

fn edge(all: &[u8]) -> Option<usize> {
    all.windows(4).position(|four| four == b"\r\n\r\n")
}

fn is_whole(all: &[u8]) -> bool {
    let Some(at) = edge(all) else { return false };
    let head = String::from_utf8_lossy(&all[..at]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    length.and_then(|n| n.trim().parse::<usize>().ok()).is_some_and(|n| all.len() >= at + 4 + n)
}

/// Returns the value of a hidden field.
pub(crate) fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&mark).unwrap_or_else(|| panic!("{name} is not in:\n{page}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Returns fields as a form's body.
pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                    (byte as char).to_string()
                }
                other => format!("%{other:02X}"),
            })
            .collect::<String>()
    };
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value)));
    pairs.collect::<Vec<_>>().join("&")
}
