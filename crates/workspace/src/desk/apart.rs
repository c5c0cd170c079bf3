//! Work that may run away, in a process of its own which is stopped at its limits. The process is this program
//! again, with one word that says what it is to do; it gets its order by standard input and answers by standard output.

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

use crate::desk::error::{Error, Result};

/// The word for `evidence::pack::render_apart`.
pub(crate) const RENDER: &str = "render-apart";

/// How often a process is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// What a process may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// On the clock.
    pub time: Duration,
    /// In bytes, as the system counts what the process holds.
    pub memory: u64,
}

/// Runs this program with a word and an order, and returns what it answers: none where it ran into a limit or ended
/// without success.
///
/// # Errors
/// When this program cannot be started again.
pub(crate) fn run(word: &str, order: &[u8], limits: Limits) -> Result<Option<Vec<u8>>> {
    let failed =
        |source| Error::failed("assay could not be started again to work apart").because(source);
    let mut child = Command::new(std::env::current_exe().map_err(failed)?)
        .arg(word)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    std::thread::scope(|scope| {
        // A process that is stopped reads no more and answers nothing: both ends are then closed, which is no fault here.
        scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(order)));
        let reading = scope.spawn(move || {
            let mut answer = Vec::new();
            stdout.map(|mut pipe| pipe.read_to_end(&mut answer));
            answer
        });
        let is_done = ends_within(&mut child, limits).map_err(failed)?;
        let answer = reading.join().unwrap_or_default();
        Ok(is_done.then_some(answer))
    })
}

/// Waits for a process and stops it at its limits; says whether it ended by itself and with success.
fn ends_within(child: &mut Child, limits: Limits) -> std::io::Result<bool> {
    let until = Instant::now() + limits.time;
    let (pid, mut system) = (Pid::from_u32(child.id()), System::new());
    let memory = ProcessRefreshKind::nothing().with_memory();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, memory);
        let held = system.process(pid).map_or(0, sysinfo::Process::memory);
        if held > limits.memory || Instant::now() > until {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        std::thread::sleep(LOOK);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn waits(seconds: &str, limits: Limits) -> bool {
        let mut child = Command::new("sleep").arg(seconds).spawn().unwrap();
        ends_within(&mut child, limits).unwrap()
    }

    #[test]
    fn a_process_is_stopped_at_its_time_or_memory_and_not_before() {
        let enough = Limits { time: Duration::from_secs(20), memory: 1 << 30 };
        assert!(waits("0.05", enough));
        let begun = Instant::now();
        assert!(!waits("60", Limits { time: Duration::from_millis(50), ..enough }));
        assert!(!waits("60", Limits { memory: 1024, ..enough }));
        assert!(begun.elapsed() < Duration::from_secs(30));
    }
}
