//! Finding and replacing identities in text.
