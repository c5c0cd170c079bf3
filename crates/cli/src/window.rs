//! The window that Windows opens for a program which somebody starts with a double click. It closes with the
//! program, so whatever went wrong has to stay readable in it.

/// Keeps the window open until somebody presses Enter, unless all went well.
pub(crate) struct Window {
    own: bool,
    all_well: bool,
}

impl Window {
    /// Returns the window the program was started in.
    pub(crate) fn of_this_program() -> Self {
        Self { own: opened_for_us(), all_well: false }
    }

    /// Returns whether it was opened for this program alone: by a double click, from the desktop or a menu.
    pub(crate) fn is_own(&self) -> bool {
        self.own
    }

    /// Says that there is nothing to read in it.
    pub(crate) fn may_close(&mut self) {
        self.all_well = true;
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if self.own && !self.all_well {
            say!("\nassay has stopped; the reason is above. Press Enter to close this window.");
            let _ = std::io::stdin().read_line(&mut String::new());
        }
    }
}

/// The desktop, the Start menu and the file windows are one program, which then is our parent.
#[cfg(windows)]
fn opened_for_us() -> bool {
    use winsafe::{HPROCESSLIST, co::TH32CS};

    const DESKTOP: &str = "explorer.exe";
    let own = std::process::id();
    let Ok(mut running) = HPROCESSLIST::CreateToolhelp32Snapshot(TH32CS::SNAPPROCESS, None) else {
        return false;
    };
    let all: Vec<(u32, u32, String)> = running
        .iter_processes()
        .flatten()
        .map(|one| (one.th32ProcessID, one.th32ParentProcessID, one.szExeFile()))
        .collect();
    let parent = all.iter().find(|(id, ..)| *id == own).map(|(_, parent, _)| *parent);
    all.iter().any(|(id, _, name)| Some(*id) == parent && name.eq_ignore_ascii_case(DESKTOP))
}

/// Elsewhere a program started from the desktop has no window.
#[cfg(not(windows))]
fn opened_for_us() -> bool {
    false
}
