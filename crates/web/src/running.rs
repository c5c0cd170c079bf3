//! The second start: it asks the first one, whose note lies in the workspace, for a fresh launch address. It
//! starts nothing itself.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use assay_workspace::Running;

use crate::entry::{AGAIN, SECRET};

const PATIENCE: Duration = Duration::from_secs(2);

/// Returns a fresh launch address of the pages that are open for this workspace; none where there are none, or
/// whoever answers at their port is another program.
#[must_use]
pub fn launch_address(root: &Path) -> Option<String> {
    let note = Running::read(root)?;
    let there = SocketAddr::from((Ipv4Addr::LOCALHOST, note.port));
    let mut stream = TcpStream::connect_timeout(&there, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let port = note.port;
    let secret = &note.secret;
    let request = format!(
        "POST {AGAIN} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{SECRET}: {secret}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.take(16 * 1024).read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let is_ours = head.starts_with("HTTP/1.1 200")
        && body.starts_with(&format!("http://127.0.0.1:{port}/launch/"));
    is_ours.then(|| body.trim().to_owned())
}
