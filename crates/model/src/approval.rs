//! How a step that needs two people was finished by the second. Who may be the second is decided in
//! `workspace`, by one function.

use std::fmt;

use crate::Date;

const OTHER_LOGIN: &str = "by another login";

/// How the second person was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// They were at work under another login of the operating system than the first; with who is enrolled
    /// under that login, where somebody is.
    OtherLogin(Option<Enrolment>),
    /// They typed their passphrase while the first was logged in.
    Passphrase(Enrolment),
    /// There was no second person, and the setting `second_person: none` allows that.
    Nobody,
}

/// An enrolled person, with what the ledger has of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Their name, as enrolled.
    pub name: String,
    /// The ledger entry that they were enrolled or last reset with.
    pub entry: u64,
    /// Whether that entry is a reset.
    pub kind: Since,
    /// The date of that entry.
    pub on: Date,
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
            Means::Passphrase(person) => &person.name,
            Means::OtherLogin(_) | Means::Nobody => &self.login,
        }
    }

    /// Returns the approval as records keep it: nothing where all there is to say is another login.
    #[must_use]
    pub fn to_keep(self) -> Option<Self> {
        (self.means != Means::OtherLogin(None)).then_some(self)
    }

    /// Returns how many logins of the operating system took part.
    #[must_use]
    pub fn logins(&self) -> u32 {
        if matches!(self.means, Means::OtherLogin(_)) { 2 } else { 1 }
    }

    /// Returns how it was given, without a date: approvals are counted by this.
    #[must_use]
    pub fn way(&self) -> &'static str {
        match &self.means {
            Means::OtherLogin(_) => OTHER_LOGIN,
            Means::Passphrase(_) => "by passphrase at the same login",
            Means::Nobody => "without a second person",
        }
    }
}

/// Returns how a step was approved, by what its record keeps: `by another login` where that is nothing.
#[must_use]
pub fn how(kept: Option<&Approval>) -> String {
    kept.map_or_else(|| OTHER_LOGIN.to_owned(), ToString::to_string)
}

/// Returns how a step was approved, without a date, by what its record keeps.
#[must_use]
pub fn way(kept: Option<&Approval>) -> &'static str {
    kept.map_or(OTHER_LOGIN, Approval::way)
}

/// Prints how it was given, with the day of the person's enrolment or last reset where they are enrolled, e.g.
/// `by another login (enrolled on 2026-10-02)`.
impl fmt::Display for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.way())?;
        match &self.means {
            Means::OtherLogin(Some(person)) | Means::Passphrase(person) => {
                write!(f, " ({} on {})", person.kind.word(), person.on)
            }
            Means::OtherLogin(None) | Means::Nobody => Ok(()),
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
        check(Means::OtherLogin(None), "by another login", 2);
        check(Means::Nobody, "without a second person", 1);
        let on = "2026-10-02".parse().unwrap();
        let bo = |kind| Enrolment { name: "Bo Hart".into(), entry: 12, kind, on };
        let other = Means::OtherLogin(Some(bo(Since::Reset)));
        check(other, "by another login (reset on 2026-10-02)", 2);
        let by = |kind| Means::Passphrase(bo(kind));
        check(by(Since::Reset), "by passphrase at the same login (reset on 2026-10-02)", 1);
        check(by(Since::Enrolled), "by passphrase at the same login (enrolled on 2026-10-02)", 1);
    }
}
