//! The made-up council.
