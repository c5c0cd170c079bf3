//! Files written so that a crash leaves the old one or the new one, never half: beside the target,
//! synced, renamed; readable by the owner alone. It does not know what is in them.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use assay_model::windows;
use assay_sampler::Digest;
use assay_store::PART;
use sha2::{Digest as _, Sha256};

use crate::desk::error::{Error, Result};

/// How the names of half-written files began in earlier versions.
const EARLIER: &str = ".assay-";

/// Bytes of a file that is read whole and that the program or a page wrote: a frozen list, a pack, a manifest.
const LARGEST: u64 = 1_000_000_000;

/// Bytes that are read at a time.
const PIECE: usize = 256 << 10;

/// Returns whether a file or folder has the name of one that is not whole: nothing else has such a name.
pub(crate) fn is_half_written(name: &str) -> bool {
    name.ends_with(PART) || name.starts_with(EARLIER)
}

/// Removes a file, or a folder with everything in it; says whether it is gone.
pub(crate) fn remove_whatever(path: &Path) -> bool {
    if path.is_dir() && !path.is_symlink() {
        fs::remove_dir_all(path).is_ok()
    } else {
        fs::remove_file(path).is_ok()
    }
}

/// Writes a file in one step, readable by the owner alone; folders on the way are made.
///
/// # Errors
/// When the folder cannot be made or the file cannot be written or renamed.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(folder)?;
    let failed = |source| Error::file("write", path, source).or_hint(hint_for_open_files(path));
    // A temporary file is made for its owner alone (0600) on Unix; see DESIGN.md for Windows.
    let mut beside =
        tempfile::Builder::new().prefix(".").suffix(PART).tempfile_in(folder).map_err(failed)?;
    beside.write_all(bytes).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(path).map_err(|e| {
        let fault = failed(e.error);
        // Windows says "access denied" of a file that a browser or Excel has open.
        if cfg!(windows) && path.exists() { fault.hint(hint_for_open_files(path)) } else { fault }
    })?;
    sync_folder(folder);
    Ok(())
}

/// Refuses a path in which a name that is still to be made is one that Windows cannot have: whatever this system
/// is, the folder may be opened there.
///
/// # Errors
/// When there is one: it is named.
pub(crate) fn refuse_odd_names(path: &Path) -> Result<()> {
    for new in path.ancestors().take_while(|above| !above.is_dir()) {
        let Some(name) = new.file_name() else { continue };
        let name = name.to_string_lossy();
        if let Some(fault) = windows::name_fault(&name) {
            return Err(Error::input(format!("{}: {fault} (\"{name}\")", path.display())).hint(
                "name it otherwise, on every system: a workspace may be opened on Windows later",
            ));
        }
    }
    Ok(())
}

/// Makes a folder and those above it that are missing, each for its owner alone.
///
/// # Errors
/// When the folder cannot be made.
pub(crate) fn make_folder(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path).map_err(|source| Error::file("make the folder", path, source))
}

/// Keeps a folder, and all that is made in it later, for its owner alone, also where the folder was there
/// before. On Windows its access list is replaced by one with the owner only, which files inside inherit.
///
/// # Errors
/// When the system will not change who may read it, as on some network drives.
pub(crate) fn keep_for_owner(folder: &Path) -> Result<()> {
    #[cfg(windows)]
    {
        // Windows' own tool: the calls behind it need unsafe code, which this program does not have.
        let login = whoami::username()
            .map_err(|source| Error::failed("could not find out your login").because(source))?;
        let changed = std::process::Command::new("icacls")
            .arg(for_tools(folder))
            .args(["/inheritance:r", "/grant:r", &format!("{login}:(OI)(CI)F"), "/q"])
            .stdout(std::process::Stdio::null())
            .status()
            .map_err(|source| Error::file("keep to yourself", folder, source))?;
        if !changed.success() {
            return Err(Error::failed(format!("could not keep {} to yourself", folder.display()))
                .hint("use a folder on this machine's own disk, such as one under Documents"));
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
            .map_err(|source| Error::file("keep to yourself", folder, source))?;
    }
    #[cfg(not(any(unix, windows)))]
    let _ = folder;
    Ok(())
}

/// Returns a folder's path as Windows' own tools take it, also where it is a long one.
#[cfg(windows)]
pub(crate) fn for_tools(folder: &Path) -> std::path::PathBuf {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    whole.to_str().and_then(windows::long_path).map_or(whole, std::path::PathBuf::from)
}

/// Removes a folder with everything in it.
pub(crate) fn remove_folder(folder: &Path) -> std::io::Result<()> {
    patiently(|| match fs::remove_dir_all(folder) {
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other,
    })
}

/// Gives a folder another name.
pub(crate) fn rename_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    patiently(|| fs::rename(from, to))
}

/// Tries again for some seconds on Windows, which removes and renames nothing that another program has open:
/// whoever searches has the index open for a moment.
fn patiently(mut attempt: impl FnMut() -> std::io::Result<()>) -> std::io::Result<()> {
    const TRIES: u32 = 100;
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);
    let mut tries = if cfg!(windows) { TRIES } else { 1 };
    loop {
        tries -= 1;
        match attempt() {
            Err(_) if tries > 0 => std::thread::sleep(PAUSE),
            ended => return ended,
        }
    }
}

/// Reads a whole file.
///
/// # Errors
/// When there is no such file, it cannot be read, or it is larger than any that the program writes.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    read_at_most(path, LARGEST)
}

/// Reads a text that people write: settings, the narrative of a pack, a template.
///
/// # Errors
/// As above, and where it is longer than anybody writes or not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = read_at_most(path, assay_config::LONGEST as u64)?;
    String::from_utf8(bytes).map_err(|_| {
        Error::input(format!("{} is not UTF-8 text", path.display()))
            .hint("save it again with the encoding UTF-8 (in Notepad: Save as, Encoding)")
    })
}

fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>> {
    let bytes = bounded(path, most).map_err(|source| unread(path, source))?;
    if bytes.len() as u64 > most {
        let megabytes = most / 1_000_000;
        let found = format!("{}: expected at most {megabytes} MB, found more", path.display());
        return Err(Error::input(found).hint("look whether another file was given its name"));
    }
    Ok(bytes)
}

/// Reads a file, and of a longer one a byte more than so many: what a system makes up without end has an end here.
pub(crate) fn bounded(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let file = fs::File::open(path)?;
    let size = file.metadata().map_or(0, |data| data.len()).min(most);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the digest of a file of any size, which is read piece by piece.
pub(crate) fn digest(path: &Path) -> std::io::Result<Digest> {
    let mut file = fs::File::open(path)?;
    let (mut hash, mut piece) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(Digest::from_bytes(hash.finalize().into())),
            read => hash.update(&piece[..read]),
        }
    }
}

/// Returns the error of reading a file.
pub(crate) fn unread(path: &Path, source: std::io::Error) -> Error {
    let error = Error::file("read", path, source);
    if path.exists() {
        error.or_hint(hint_for_open_files(path))
    } else {
        error.hint("check the name and the folder; put names with spaces in quotation marks")
    }
}

fn hint_for_open_files(path: &Path) -> String {
    format!("if {} is open in another program, close it there and try again", path.display())
}

/// Makes a rename durable. Windows has no such call and needs none.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(handle) = fs::File::open(folder) {
        // A file system that cannot sync a folder has still renamed the file.
        let _ = handle.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::next::Next;

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draws/a/frame.tsv");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn texts_longer_than_anybody_writes_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("headline.md");
        write(&path, &vec![b'x'; assay_config::LONGEST]).unwrap();
        assert_eq!(read_text(&path).unwrap().len(), assay_config::LONGEST);
        write(&path, &vec![b'x'; assay_config::LONGEST + 1]).unwrap();
        let refused = read_text(&path).unwrap_err().to_string();
        assert!(refused.ends_with("headline.md: expected at most 4 MB, found more"), "{refused}");
        // Room that no byte was written to takes none on the disk.
        fs::File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
        assert!(read(&path).unwrap_err().to_string().ends_with("at most 1000 MB, found more"));
    }

    #[test]
    fn the_digest_of_a_file_is_that_of_its_bytes_however_many_pieces_it_is_read_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy");
        for length in [0, 1, PIECE, 2 * PIECE + 1] {
            let bytes: Vec<u8> = (0..length).map(|at| at as u8).collect();
            fs::write(&path, &bytes).unwrap();
            assert_eq!(digest(&path).unwrap(), Digest::of(&bytes), "{length}");
        }
        assert!(digest(&folder.path().join("none")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_end_is_read_up_to_the_limit() {
        assert_eq!(bounded(Path::new("/dev/zero"), 1_000).unwrap().len(), 1_001);
    }

    #[test]
    fn names_that_windows_cannot_have_are_refused_where_they_are_new() {
        let folder = tempfile::tempdir().unwrap();
        let check = |name: &str, part: &str| {
            let refused = refuse_odd_names(&folder.path().join(name)).unwrap_err().to_string();
            assert!(refused.contains(part), "{refused}");
        };
        check("aux.db", "keeps this name for a device (\"aux.db\")");
        check("CON/council", "(\"CON\")");
        check("a:b.db", "takes no \":\" in a name");
        check("council.", "leaves out a dot");
        for good in ["council", "..", "North & South/x.db"] {
            refuse_odd_names(&folder.path().join(good)).unwrap();
        }
        refuse_odd_names(Path::new("copy.db")).unwrap();
        refuse_odd_names(Path::new(".")).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_what_is_written() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("inner/x.csv");
        write(&path, b"x").unwrap();
        let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn a_missing_file_is_named_with_the_mend() {
        let error = read(Path::new("no such list.xlsx")).unwrap_err();
        assert_eq!(error.to_string(), "could not read no such list.xlsx");
        assert!(
            matches!(error.next_step(), Some(Next::Words(words)) if words.contains("quotation marks"))
        );
    }
}
