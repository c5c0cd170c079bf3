//! Progress bars on stderr, where it is a terminal; nowhere else.

use std::io::IsTerminal as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use assay_workspace::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// One bar at a time on the terminal.
#[derive(Debug, Default)]
pub(crate) struct Bars {
    current: Mutex<Option<ProgressBar>>,
    /// Nothing is drawn: the answer itself goes to the terminal as it comes.
    is_hidden: bool,
}

impl Bars {
    /// Returns bars for a job that writes its answer as it goes: none where the terminal shows that answer.
    pub(crate) fn below_a_stream() -> Self {
        Self { is_hidden: std::io::stdout().is_terminal(), ..Self::default() }
    }

    fn current(&self) -> MutexGuard<'_, Option<ProgressBar>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Bars {
    fn start(&self, stage: &str, total: Option<u64>) {
        self.finish();
        if self.is_hidden || !std::io::stderr().is_terminal() {
            return;
        }
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        let template = if total.is_some() {
            "{msg:32} {bar:30} {pos} of {len}"
        } else {
            "{msg:32} {spinner} {pos}"
        };
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_message(stage.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        *self.current() = Some(bar);
    }

    fn advance(&self, steps: u64) {
        if let Some(bar) = self.current().as_ref() {
            bar.inc(steps);
        }
    }

    fn finish(&self) {
        if let Some(bar) = self.current().take() {
            bar.finish_and_clear();
        }
    }
}
