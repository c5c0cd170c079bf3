//! Files to import, read into memory with their digests. Lock files that Excel leaves are passed over.

use assay_intake::{IntakeError, Source};
use assay_model::{Problem, print};
use assay_tables::{Limits, ReadError};
use assay_views::import::Said;
use sha2::{Digest, Sha256};

use crate::Input;

/// Files of one import, and their bytes together: all are in memory until it is stored.
const MOST_FILES: usize = 5_000;
const MOST_BYTES: u64 = 1 << 30;

/// Files in memory, with the digests of what was read.
pub(super) struct Opened {
    pub(super) sources: Vec<Source>,
    pub(super) digests: Vec<assay_store::Source>,
}

/// Reads the files.
///
/// # Errors
/// The problem of the first file that cannot be read.
pub(super) fn open(inputs: &[Input], said: &mut Vec<String>) -> Result<Opened, Box<Problem>> {
    let sizes: Vec<u64> = inputs.iter().map(Input::size).collect();
    refuse_too_many(inputs, &sizes)?;
    let mut opened = Opened { sources: Vec::new(), digests: Vec::new() };
    for input in inputs {
        let name = input.name().to_owned();
        if name.starts_with("~$") && inputs.len() > 1 {
            said.push(Said::LockFile { file: &name }.to_string());
            continue;
        }
        let bytes = read(input)?;
        opened.digests.push(assay_store::Source {
            name: name.clone(),
            sha256: print::hex(&Sha256::digest(&bytes)),
        });
        opened.sources.push(Source { name, bytes });
    }
    Ok(opened)
}

/// Refuses more than one import takes, before the first file is read.
fn refuse_too_many(inputs: &[Input], sizes: &[u64]) -> Result<(), Box<Problem>> {
    let (count, bytes) = (inputs.len(), sizes.iter().sum::<u64>());
    let megabytes = |bytes: u64| format!("{} MB", print::count(bytes >> 20));
    let (found, expected) = if count > MOST_FILES {
        let most = print::count(MOST_FILES as u64);
        (format!("{} files", print::count(count as u64)), format!("at most {most} files at once"))
    } else if bytes > MOST_BYTES {
        (megabytes(bytes), format!("files of at most {} together", megabytes(MOST_BYTES)))
    } else {
        return Ok(());
    };
    let file = inputs.first().map(|input| input.name().to_owned()).unwrap_or_default();
    let hint = "import them in several turns".to_owned();
    Err(Box::new(IntakeError::NotThat { file, found, expected, hint }.to_problem()))
}

fn read(input: &Input) -> Result<Vec<u8>, Box<Problem>> {
    let file = input.name().to_owned();
    let (found, limit) = (input.size(), Limits::default().file_bytes);
    if found > limit {
        let fault = ReadError::TooLarge { what: "the file".to_owned(), found, limit };
        return Err(Box::new(IntakeError::Unreadable { file, fault }.to_problem()));
    }
    input.read_bare().map_err(|fault| {
        let fault = IntakeError::NotThat {
            file,
            found: reason(&fault),
            expected: "a file that can be read".to_owned(),
            hint: fix(&fault).to_owned(),
        };
        Box::new(fault.to_problem())
    })
}

fn fix(fault: &std::io::Error) -> &'static str {
    match fault.kind() {
        std::io::ErrorKind::NotFound => {
            "check the name and the folder; put names with spaces in quotation marks"
        }
        std::io::ErrorKind::IsADirectory => "name the files in it",
        _ => "if it is open in another program, close it there; else ask who owns it for access",
    }
}

fn reason(fault: &std::io::Error) -> String {
    match fault.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "a file you may not read".to_owned(),
        std::io::ErrorKind::IsADirectory => "a folder".to_owned(),
        _ => fault.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_takes_so_many_files_and_bytes_at_once() {
        let inputs = |count| vec![Input::bytes("a.csv", &b""[..]); count];
        let refused = |count, sizes: &[u64]| refuse_too_many(&inputs(count), sizes).err();
        assert_eq!(refused(MOST_FILES, &[MOST_BYTES]), None);
        let many = refused(MOST_FILES + 1, &[]).unwrap();
        assert_eq!(
            many.to_string(),
            "a.csv: expected at most 5,000 files at once, found 5,001 files"
        );
        let large = refused(2, &[MOST_BYTES, 1 << 20]).unwrap();
        let found = "a.csv: expected files of at most 1,024 MB together, found 1,025 MB";
        assert_eq!(large.to_string(), found);
    }
}
