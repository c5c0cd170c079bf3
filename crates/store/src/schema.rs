//! The schema's versions: which one a file has, and bringing an older file up to date in one
//! transaction with a backup beside it. A newer file is refused.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::Error;

/// Marks the file as ours: "asay" in ASCII.
const APPLICATION: i64 = 0x6173_6179;

/// The steps from one version to the next, in order; version n is reached after n steps.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/001-first.sql"),
    include_str!("../migrations/002-urgent.sql"),
    include_str!("../migrations/003-no-hits.sql"),
    include_str!("../migrations/004-event-versions.sql"),
    include_str!("../migrations/005-undo.sql"),
    include_str!("../migrations/006-events-by-id.sql"),
    include_str!("../migrations/007-guard.sql"),
    include_str!("../migrations/008-undone-by-import.sql"),
    include_str!("../migrations/009-unfinished.sql"),
    include_str!("../migrations/010-drafts.sql"),
];

/// The version from which events have keys: they are computed, which SQL alone cannot.
const EVENTS_HAVE_KEYS: usize = 4;
/// The version from which an event with an id of its own is the same one whatever its date.
const IDS_WITHOUT_DATES: usize = 6;

/// Lays out a new, empty file.
pub(crate) fn lay_out(connection: &mut Connection) -> Result<(), Error> {
    connection.pragma_update(None, "application_id", APPLICATION)?;
    run(connection, 0, MIGRATIONS)
}

/// Returns the version of the file, after making sure that it is ours. Only a file that says it is
/// something else is called that: one that cannot be read is reported by its cause.
pub(crate) fn version(connection: &Connection, path: &Path) -> Result<i64, Error> {
    let read = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    match read("application_id").map_err(Error::from) {
        Ok(APPLICATION) => read("user_version").map_err(|fault| Error::from(fault).in_file(path)),
        Ok(_) => Err(Error::NotAStore(path.to_owned())),
        Err(Error::Corrupt { .. }) if !has_header(path) => Err(Error::NotAStore(path.to_owned())),
        Err(fault) => Err(fault.in_file(path)),
    }
}

/// Returns whether the file begins as every file of SQLite does.
fn has_header(path: &Path) -> bool {
    let mut header = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut header));
    read.is_ok() && header == *b"SQLite format 3\0"
}

/// Brings the file up to date. Returns where the backup of the older file lies, if one was needed.
pub(crate) fn update(
    connection: &mut Connection,
    path: &Path,
    migrations: &[&str],
) -> Result<Option<PathBuf>, Error> {
    let found = version(connection, path)?;
    let known = migrations.len() as i64;
    if found > known {
        return Err(Error::Newer { path: path.to_owned(), found, known });
    }
    if found == known {
        return Ok(None);
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".version-{found}.backup"));
    let backup = path.with_file_name(name);
    if !backup.exists() {
        crate::copying::copy(connection, &backup)?;
    }
    run(connection, found, migrations)?;
    Ok(Some(backup))
}

fn run(connection: &mut Connection, from: i64, migrations: &[&str]) -> Result<(), Error> {
    let steps = migrations.get(from as usize..).unwrap_or_default();
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (version, step) in (from as usize + 1..).zip(steps) {
        transaction.execute_batch(step)?;
        if version == EVENTS_HAVE_KEYS {
            crate::events::adopt(&transaction)?;
        }
        if version == IDS_WITHOUT_DATES {
            crate::events::without_dates(&transaction)?;
        }
    }
    transaction.pragma_update(None, "user_version", migrations.len() as i64)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use assay_model::print::hex;
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::Store;

    /// The SHA-256 of each step. One that has been released stays as it is to the letter, comments too: the file keeps the
    /// text of what it made, and `guard/schema.rs` compares that text.
    const DIGESTS: [&str; 10] = [
        "a02d8714c81acf90f9a66dfb99d96947e4e91e05e16dff34d87313f9a6640c59",
        "23b22e0347b07f5ef7430c4773cdf2888b9f32e58628762f67229d7787ac7b99",
        "d2d191e858427369db2e3344269b561410d4112b8b2851df2f48d8ca72efd943",
        "f83f85f75bdde20753e74a905de1e7b9006439f4f9eb00b094dc83ba0a878b03",
        "2ad90a6e03639fb59c6eacca948be6b646073946f5d46bc351fac9d82d6e34c7",
        "c4e11aa4b6a7b5c56c9b338d76fc4fc2ead08778d52632926d872a128eadcf7d",
        "13730b4ed83e0de4234e98889b9a62ac238d202d30a10a5e3abe5d34bf1aed95",
        "670b489eff5056f2f363ba34bf87564f6fb3fdd1069353457951b749f983eff4",
        "8cd21b9903329d3880d869972568ddd310be32c6c9483ce9d6259fee46ed9a64",
        "1c1c1f6806994959da1c3eb827560fadfbd7c1f5aee92abdbeb5474de90998b1",
    ];

    #[test]
    fn no_released_step_is_changed() {
        for (at, (step, digest)) in MIGRATIONS.iter().zip(DIGESTS).enumerate() {
            let step = step.replace("\r\n", "\n");
            let found = hex(&Sha256::digest(step));
            assert_eq!(found, digest, "step {}: write a new step instead", at + 1);
        }
        assert_eq!(MIGRATIONS.len(), DIGESTS.len());
    }

    const LATER: &str = "ALTER TABLE lists ADD COLUMN remark TEXT";

    fn older(folder: &Path) -> (PathBuf, Connection) {
        let path = folder.join("evidence.db");
        drop(Store::create(&path, [1; 32]).unwrap());
        (path.clone(), Connection::open(&path).unwrap())
    }

    #[test]
    fn an_older_file_is_brought_up_to_date_with_a_backup_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut connection) = older(folder.path());
        let known = MIGRATIONS.len();
        let steps = [MIGRATIONS, &[LATER]].concat();
        let backup = update(&mut connection, &path, &steps).unwrap().expect("a backup");
        assert_eq!(version(&connection, &path).unwrap(), known as i64 + 1);
        connection.prepare("SELECT remark FROM lists").unwrap();
        let old = Connection::open(&backup).unwrap();
        assert_eq!(version(&old, &backup).unwrap(), known as i64);
        assert!(old.prepare("SELECT remark FROM lists").is_err());
        assert_eq!(update(&mut connection, &path, &steps).unwrap(), None);
    }

    #[test]
    fn a_migration_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut connection) = older(folder.path());
        let steps = [MIGRATIONS, &[LATER, "SELECT no_such_thing"]].concat();
        assert!(update(&mut connection, &path, &steps).is_err());
        assert_eq!(version(&connection, &path).unwrap(), MIGRATIONS.len() as i64);
        assert!(connection.prepare("SELECT remark FROM lists").is_err());
    }
}
