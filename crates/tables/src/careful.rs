//! Calls into the workbook reader that survive its panics: a damaged workbook becomes an error that
//! says so. Our own code is never called from inside.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use crate::ReadError;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Returns what `read` returns; a panic in it becomes the error of a damaged workbook, and nothing is
/// printed.
pub(crate) fn careful<T>(read: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                usual(panic);
            }
        }));
    });
    let before = QUIET.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(read));
    QUIET.set(before);
    outcome.unwrap_or_else(|_| Err(ReadError::Damaged("its parts do not fit together".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_reader_is_an_error() {
        let fault = careful(|| -> Result<(), ReadError> { panic!("index out of bounds") });
        assert!(matches!(fault, Err(ReadError::Damaged(_))));
        assert_eq!(careful(|| Ok(1)).unwrap(), 1);
    }
}
