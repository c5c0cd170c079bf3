//! Who did something: the name they go by, and the login and machine the operating system reports.
//! It does not find these out; the `workspace` crate does.

/// A person at a machine, as the ledger keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The display name, as given by `--actor` or else the login.
    pub name: String,
    /// The operating system's login name.
    pub login: String,
    /// The machine's name.
    pub machine: String,
}
