//! Tests of `error.rs`.

use super::*;
use std::io::{Error as Io, ErrorKind};

#[test]
fn a_full_disk_and_a_missing_right_are_told_apart_and_keep_their_cause() {
    let at = |kind| Error::file("write", Path::new("packs/a.html"), Io::from(kind));
    let full = at(ErrorKind::StorageFull);
    assert!(matches!(full, Error::DiskFull(_)));
    assert_eq!(full.next_step(), Some(Next::MakeRoom));
    assert_eq!(full.to_string(), "could not write packs/a.html");
    assert!(full.source().is_some());
    assert!(matches!(at(ErrorKind::PermissionDenied), Error::NotPermitted(_)));
    assert!(matches!(at(ErrorKind::ReadOnlyFilesystem), Error::NotPermitted(_)));
    assert!(matches!(at(ErrorKind::NotFound), Error::Missing(_)));
    assert!(matches!(at(ErrorKind::InvalidData), Error::File(_)));
}

#[test]
fn a_busy_workspace_says_who_writes_and_that_one_can_wait() {
    let busy = Error::Busy { holder: Some("Jo (jo1) on PC-7".into()) };
    assert_eq!(busy.to_string(), "Jo (jo1) on PC-7 is writing to this workspace just now");
    assert_eq!(busy.next_step(), Some(Next::Wait));
}

#[test]
fn an_error_that_another_one_is_does_not_repeat_its_words() {
    let inner = Io::from(ErrorKind::InvalidData);
    let error = Error::Damaged(Fault::of(inner).then(Next::Restore));
    assert!(error.source().is_none());
    assert_eq!(error.next_step(), Some(Next::Restore));
}
