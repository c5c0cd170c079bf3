//! Paths as people type them: the shells of Windows hand a star on as it is, so wildcards and folders are
//! expanded here, in the order of the names. It opens no file.

use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// Endings of files that can be imported.
const ENDINGS: [&str; 7] = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"];

/// Returns the files that are meant: a folder's tables and workbooks, the files that a name with `*` or `?`
/// fits, and every other path as it is.
///
/// # Errors
/// When a folder or a pattern means no file.
pub fn files_of(paths: &[impl AsRef<Path>]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let path = path.as_ref();
        let (found, why) = if path.is_dir() {
            (inside(path, is_table), "a folder without a table or workbook in it")
        } else if is_pattern(path) {
            (of_pattern(path), "a name with * or ? that no file fits")
        } else {
            (Some(vec![path.to_owned()]), "")
        };
        let nothing = || {
            Error::missing(format!("{}: {why}", path.display()))
                .hint("check the folder and the name")
        };
        files.extend(found.ok_or_else(nothing)?);
    }
    Ok(files)
}

fn is_table(name: &str) -> bool {
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// A file may have such a name on Unix; then it is meant.
fn is_pattern(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.contains(['*', '?']) && !path.exists()
}

fn of_pattern(path: &Path) -> Option<Vec<PathBuf>> {
    // As README writes it for Windows, whatever the system.
    let text = path.to_string_lossy().replace('\\', "/");
    let path = Path::new(&text);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let pattern: Vec<char> = folded(&path.file_name()?.to_string_lossy()).chars().collect();
    inside(folder.unwrap_or(Path::new(".")), |name| {
        fits(&folded(name).chars().collect::<Vec<_>>(), &pattern)
    })
}

/// Letter case does not matter, on any system: `*.XLSX` means the same files wherever the workspace is.
fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// Returns the files of a folder that are wanted, by name; none where there is none. What begins with a dot
/// is passed over.
fn inside(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Option<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            !name.starts_with('.') && is_wanted(&name)
        })
        .collect();
    found.sort();
    (!found.is_empty()).then_some(found)
}

/// Tells whether a name fits a pattern in which `*` stands for any characters and `?` for one.
fn fits(name: &[char], pattern: &[char]) -> bool {
    let (mut at, mut place) = (0, 0);
    // Where the last star was, and how much of the name it stood for when it was last tried.
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match pattern.get(place) {
            Some('*') => {
                star = Some((place, at));
                place += 1;
            }
            Some(c) if *c == '?' || *c == name[at] => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some((of_star, from)) = star else { return false };
                star = Some((of_star, from + 1));
                place = of_star + 1;
                at = from + 1;
            }
        }
    }
    pattern[place..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks_stand_for_characters() {
        let check = |name: &str, pattern: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            fits(&chars(name), &chars(pattern))
        };
        for (name, pattern) in [
            ("a.xlsx", "*.xlsx"),
            ("form-01.xlsx", "form-??.*"),
            ("aab", "*ab"),
            ("x", "*"),
            ("", "*"),
        ] {
            assert!(check(name, pattern), "{name} {pattern}");
        }
        for (name, pattern) in [("a.xls", "*.xlsx"), ("form-1.xlsx", "form-??.*"), ("abc", "*ab")] {
            assert!(!check(name, pattern), "{name} {pattern}");
        }
    }

    #[test]
    fn a_folder_means_its_tables_and_a_pattern_what_fits_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.xlsx", "a.csv", "note.docx", ".hidden.csv", "~$b.xlsx"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let names = |paths: &[PathBuf]| -> Vec<String> {
            let found = files_of(paths).unwrap();
            found.iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(names(&[folder.path().to_owned()]), ["a.csv", "b.xlsx", "~$b.xlsx"]);
        assert_eq!(names(&[folder.path().join("*.csv")]), ["a.csv"]);
        let windows = format!("{}\\?.xlsx", folder.path().display());
        assert_eq!(names(&[PathBuf::from(windows)]), ["b.xlsx"]);
        let capitals = format!("{}\\B*.XLSX", folder.path().display());
        assert_eq!(names(&[PathBuf::from(capitals)]), ["b.xlsx"]);
        assert!(files_of(&[folder.path().join("*.ods")]).is_err());
    }
}
