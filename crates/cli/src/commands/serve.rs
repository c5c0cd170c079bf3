//! `assay serve`: opens the local pages in the browser, or those that are open already.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use assay_web::{Limits, Options, Server, running_address};
use assay_workspace::{Workspace, find_folder, folders_inside};

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Open the pages of a workspace in your browser, to work without typing commands.
///
/// They run on this computer alone and ask nothing of the network. Where the folder holds just one
/// workspace, that one opens; without any the first page makes or opens one. On Windows a double click on the program does the same, and a folder dropped on it
/// is opened.
///
/// Example: assay serve "C:\Audit\assay"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The workspace's folder, or a snapshot to read; by default as for every command.
    place: Option<PathBuf>,
    /// The port on this machine; by default a free one.
    #[arg(long, value_name = "P")]
    port: Option<u16>,
    /// Print the address and open no browser.
    #[arg(long)]
    no_open: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let start = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let place = place(args, globals, &start)?;
    if let Some(address) = place.as_deref().and_then(running_address) {
        say!("the pages of this workspace are open already; here they are once more");
        return opened(&address, args.no_open);
    }
    // A workspace that cannot be opened is refused here, where its owner sees why.
    let opened_first = place.as_ref().map(|place| Workspace::open(place, globals.session()));
    let found = opened_first.transpose()?.map(|workspace| workspace.of_stopped_runs());
    let server = Server::bind(Options {
        place,
        actor: globals.actor_name(),
        as_at: globals.as_at_date(),
        start,
        port: args.port,
        found: found.unwrap_or_default(),
        limits: Limits::default(),
    })?;
    opened(&server.launch_address()?, args.no_open)?;
    if args.no_open {
        say!(
            "Open this address in your browser; it opens the pages once. They run on this computer alone."
        );
    } else {
        say!("assay's pages are open in your browser. They run on this computer alone.");
    }
    say!("To end them: press Ctrl-C here, or \"End assay\" on a page.");
    server.run()?;
    Ok(Exit::Done)
}

/// The place named here, else the workspace of every command, else the only one inside the folder: the program
/// often lies next to it. Else none, and the first page asks.
fn place(args: &Args, globals: &Globals, start: &Path) -> Result<Option<PathBuf>, CommandError> {
    if let Some(named) = &args.place {
        let found = find_folder(Some(named), start)?;
        return Ok(Some(start.join(found)));
    }
    if let Some(folder) = globals.folder_if_there()? {
        return Ok(Some(folder));
    }
    match folders_inside(start, 2).as_slice() {
        [only] => Ok(Some(only.clone())),
        _ => Ok(None),
    }
}

fn opened(address: &str, no_open: bool) -> Result<Exit, CommandError> {
    if no_open || !open_browser(address) {
        output::line(address)?;
    }
    Ok(Exit::Done)
}

/// Asks the operating system to show the address in the browser; says whether it could be asked.
fn open_browser(address: &str) -> bool {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    let quiet =
        command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.spawn().is_ok()
}
