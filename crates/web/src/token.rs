//! Secrets: how one is made, and how one that was sent is compared. It keeps none.

use assay_model::print::hex;
use assay_workspace::{Result, Session};

/// Returns 32 fresh random bytes as 64 hex figures.
///
/// # Errors
/// When the operating system gives no randomness.
pub(crate) fn fresh(session: &Session) -> Result<String> {
    Ok(hex(&session.random_bytes()?))
}

/// Says whether two texts are equal, in a time that does not depend on where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let differing = one.iter().zip(other).fold(0_u8, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_secrets_differ_and_each_equals_itself() {
        let session = Session::of_this_machine(None, None);
        let (one, two) = (fresh(&session).unwrap(), fresh(&session).unwrap());
        assert_eq!(one.len(), 64);
        assert!(same(&one, &one) && !same(&one, &two) && !same(&one, &one[..63]));
    }
}
