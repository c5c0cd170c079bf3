//! Asking for passphrases: at the prompt, where nothing is shown, or from standard input where that is no
//! terminal. A passphrase is never an argument, which other programs could see.

use std::io::{BufRead as _, IsTerminal as _};

use assay_workspace::records::people::{Passphrase, Second};

use crate::error::CommandError;

/// Who finishes a step that needs two people.
#[derive(Debug, clap::Args)]
pub(crate) struct SecondArgs {
    /// The second person, where they type their passphrase here instead of using another login.
    #[arg(long, value_name = "NAME")]
    second: Option<String>,
}

impl SecondArgs {
    /// Returns the name of the second person, where one is given.
    pub(crate) fn name(&self) -> Option<&str> {
        self.second.as_deref()
    }

    /// Returns the second person, who is asked for their passphrase where one is named.
    pub(crate) fn ask(&self) -> Result<Second, CommandError> {
        let Some(name) = &self.second else { return Ok(Second::ThisLogin) };
        let passphrase = ask(&format!("passphrase of {name}: "))?;
        Ok(Second::Passphrase { name: name.clone(), passphrase })
    }
}

/// Asks for a new passphrase, twice at a terminal.
pub(crate) fn ask_new(name: &str) -> Result<Passphrase, CommandError> {
    let first = ask(&format!("new passphrase of {name}: "))?;
    if std::io::stdin().is_terminal() && first != ask("the same again: ")? {
        return Err(CommandError::new("the two passphrases differ; nothing was changed"));
    }
    Ok(first)
}

fn ask(prompt: &str) -> Result<Passphrase, CommandError> {
    if std::io::stdin().is_terminal() {
        return Ok(Passphrase::typed(&rpassword::prompt_password(prompt)?));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(Passphrase::typed(&line))
}
