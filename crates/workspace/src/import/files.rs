//! Files to import, read into memory with their digests. Lock files that Excel leaves are passed over.

use assay_intake::{IntakeError, Source};
use assay_model::Problem;
use assay_tables::{Limits, ReadError};
use assay_views::import::Said;
use sha2::{Digest, Sha256};

use crate::Input;

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
            sha256: assay_model::print::hex(&Sha256::digest(&bytes)),
        });
        opened.sources.push(Source { name, bytes });
    }
    Ok(opened)
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
