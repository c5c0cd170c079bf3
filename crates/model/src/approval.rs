//! How a step that needs two people was finished by the second. Who may be the second is decided in
//! `workspace`, by one function.

use std::fmt;

use crate::Date;

/// How the second person was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// They were at work under another login of the operating system than the first.
    OtherLogin,
    /// They typed their passphrase while the first was logged in.
    Passphrase {
        /// Their name, as enrolled.
        name: String,
        /// The ledger entry the passphrase rests on: the enrolment or the last reset.
        entry: u64,
        /// Whether that entry is a reset.
        kind: Since,
        /// The date of that entry.
        on: Date,
    },
    /// There was no second person, and the setting `second_person: none` allows that.
    Nobody,
}

/// What a passphrase rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The person was enrolled.
    Enrolled,
    /// The passphrase was reset.
    Reset,
}

impl Since {
    /// Returns `enrolled` or `reset`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::Reset => "reset",
        }
    }

    /// Returns the one with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Enrolled, Self::Reset].into_iter().find(|since| since.word() == word)
    }
}

/// A second person's approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The login at which it was given.
    pub login: String,
    /// How the second person was known.
    pub means: Means,
}

impl Approval {
    /// Returns whose decision it is: the person's name where a passphrase was typed, else the login.
    #[must_use]
    pub fn who(&self) -> &str {
        match &self.means {
            Means::Passphrase { name, .. } => name,
            Means::OtherLogin | Means::Nobody => &self.login,
        }
    }

    /// Returns the approval where it was not by another login, which is how records keep it.
    #[must_use]
    pub fn unless_other_login(self) -> Option<Self> {
        (self.means != Means::OtherLogin).then_some(self)
    }

    /// Returns how many logins of the operating system took part.
    #[must_use]
    pub fn logins(&self) -> u32 {
        if self.means == Means::OtherLogin { 2 } else { 1 }
    }
}

/// Returns how a step was approved, by what its record keeps: `by another login` where that is nothing.
#[must_use]
pub fn how(kept: Option<&Approval>) -> String {
    kept.map_or_else(|| "by another login".to_owned(), ToString::to_string)
}

/// Prints how it was given, e.g. `by another login`.
impl fmt::Display for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.means {
            Means::OtherLogin => f.write_str("by another login"),
            Means::Passphrase { kind, on, .. } => {
                write!(f, "by passphrase at the same login ({} on {on})", kind.word())
            }
            Means::Nobody => f.write_str("without a second person"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_approval_says_how_it_was_given() {
        let check = |means: Means, words: &str, logins: u32| {
            let approval = Approval { login: "amy".into(), means };
            assert_eq!((approval.to_string().as_str(), approval.logins()), (words, logins));
        };
        check(Means::OtherLogin, "by another login", 2);
        check(Means::Nobody, "without a second person", 1);
        let on = "2026-10-02".parse().unwrap();
        let by = |kind| Means::Passphrase { name: "Bo Hart".into(), entry: 12, kind, on };
        check(by(Since::Reset), "by passphrase at the same login (reset on 2026-10-02)", 1);
        check(by(Since::Enrolled), "by passphrase at the same login (enrolled on 2026-10-02)", 1);
    }
}
