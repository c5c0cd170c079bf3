//! Names and paths as Windows takes them, on every system: a workspace that was made on one is opened on the
//! other. It touches no disk.

/// Why Windows cannot have a file or folder of this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// It means a device.
    #[error("Windows keeps this name for a device")]
    Device,
    /// It has a character that means something else in a path.
    #[error("Windows takes no \"{0}\" in a name")]
    Character(char),
    /// It ends with a dot or a space, which Windows leaves out.
    #[error("Windows leaves out a dot or a space at the end of a name")]
    End,
}

/// Returns why Windows cannot have a file or folder of this name; none where it can.
#[must_use]
pub fn name_fault(name: &str) -> Option<NameFault> {
    let forbidden = |c: &char| c.is_control() || "<>:\"/\\|?*".contains(*c);
    if let Some(character) = name.chars().find(forbidden) {
        return Some(NameFault::Character(character));
    }
    if is_device(name) {
        return Some(NameFault::Device);
    }
    (!matches!(name, "." | "..") && name.ends_with(['.', ' '])).then_some(NameFault::End)
}

/// Returns whether the name means a device of Windows, as `con`, `AUX.csv` and `com1` do: what comes before
/// the first dot decides, in any letter case.
#[must_use]
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_lowercase();
    let numbered = |port: &str| {
        let number = stem.strip_prefix(port).and_then(|rest| {
            let mut letters = rest.chars();
            letters.next().filter(|_| letters.next().is_none())
        });
        number.is_some_and(|c| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³'))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
}

/// How long a path may be before some of Windows' calls refuse it: 260 characters, less the names that are
/// put next to a file while it is written.
const LONGEST: usize = 220;

/// Returns a whole path of Windows in the form that may have any length, where it is a long one: behind `\\?\`.
#[must_use]
pub fn long_path(whole: &str) -> Option<String> {
    if whole.chars().count() < LONGEST || whole.starts_with(r"\\?\") || whole.starts_with(r"\\.\") {
        return None;
    }
    match whole.strip_prefix(r"\\") {
        Some(share) => Some(format!(r"\\?\UNC\{share}")),
        None => Some(format!(r"\\?\{whole}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_cannot_have_are_said_with_why() {
        let check = |name: &str, fault: Option<NameFault>| {
            assert_eq!(name_fault(name), fault, "{name}");
        };
        for good in
            ["assay", "North & South", "com10", "console.csv", ".assay-1", "..", "é 1", "a.b"]
        {
            check(good, None);
        }
        for device in ["CON", "aux.csv", "nul.tar.gz", "Com1", "lpt9.txt", "prn .csv", "COM²"] {
            check(device, Some(NameFault::Device));
        }
        check("a:b", Some(NameFault::Character(':')));
        check("who?", Some(NameFault::Character('?')));
        check("North.", Some(NameFault::End));
        check("North ", Some(NameFault::End));
    }

    #[test]
    fn long_paths_get_the_form_that_may_be_long() {
        let deep = "a\\".repeat(120);
        assert_eq!(long_path("C:\\assay"), None);
        assert_eq!(long_path(&format!("C:\\{deep}x")), Some(format!(r"\\?\C:\{deep}x")));
        let share = format!(r"\\files01\quality\{deep}x");
        assert_eq!(long_path(&share), Some(format!(r"\\?\UNC\files01\quality\{deep}x")));
        assert_eq!(long_path(&format!(r"\\?\C:\{deep}x")), None);
    }
}
