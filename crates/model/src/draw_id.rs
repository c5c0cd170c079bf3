//! The name of a draw, such as `2026-09-monthly`. It names one draw for ever and is a folder name,
//! so it is kept to what every file system takes.

use std::fmt;

use crate::windows::is_device;

/// A draw's name: `[a-z0-9][a-z0-9-]{0,63}` and no Windows device name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DrawId(String);

/// Why a text is not a draw id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawIdFault {
    /// Wrong characters or length.
    #[error(
        "\"{0}\" is not a draw id: expected 1 to 64 lower-case letters, figures and hyphens that begin with a letter or figure, like 2026-09-monthly"
    )]
    Shape(String),
    /// A name Windows keeps for devices.
    #[error("\"{0}\" cannot be a draw id: Windows keeps this name for a device")]
    Device(String),
}

impl DrawId {
    /// Returns the draw id.
    ///
    /// # Errors
    /// When the text has another shape, or is a Windows device name.
    pub fn parse(text: &str) -> Result<Self, DrawIdFault> {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let first = text.chars().next().is_some_and(good);
        if !first || text.len() > 64 || !text.chars().all(|c| good(c) || c == '-') {
            return Err(DrawIdFault::Shape(text.to_owned()));
        }
        if is_device(text) {
            return Err(DrawIdFault::Device(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DrawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_safe_folder_names() {
        for good in ["2026-09-monthly", "a", "0", "com10", "console"] {
            assert!(DrawId::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["", "-a", "A", "a b", "a_b", "é", "nul", "com1", "lpt9", &"a".repeat(65), "../x"]
        {
            assert!(DrawId::parse(bad).is_err(), "{bad}");
        }
    }
}
