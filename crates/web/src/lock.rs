//! Taking a lock that many handlers share.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Takes a lock, also after a handler that failed while it had it: what is in it is whole at every moment.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
