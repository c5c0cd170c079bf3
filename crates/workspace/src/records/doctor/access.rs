//! What Windows' own tool prints of a folder's access list, read. The calls behind the tool need unsafe code,
//! which this program does not have.

/// Accounts of the system itself and of the machine's administrators, who can read everything anyway.
const OF_THE_MACHINE: [&str; 5] =
    ["NT AUTHORITY\\SYSTEM", "BUILTIN\\Administrators", "CREATOR OWNER", "OWNER RIGHTS", "S-1-3-4"];

/// Returns who is on the access list of `folder` besides its owner and the machine's own accounts, in the
/// list's order; none where the text lists nobody at all, which is no access list.
///
/// A line of `icacls FOLDER` is the folder (the first alone), an account, a colon and its rights in brackets:
/// `C:\Audit ANYTOWN\jo:(OI)(CI)(F)`. Entries that deny are no access. The tool prints in the code page of the
/// console, so letters with accents are compared as "some letter".
pub(super) fn others(printed: &str, folder: &str, login: &str) -> Option<Vec<String>> {
    let (printed, folder, login) = (plain(printed), plain(folder), plain(login));
    let entries: Vec<(&str, &str)> = printed
        .lines()
        .filter_map(|line| {
            let line = line.strip_prefix(folder.as_str()).unwrap_or(line);
            line.split_once(":(").map(|(account, rights)| (account.trim(), rights))
        })
        .collect();
    if entries.is_empty() {
        return None;
    }
    let mut found: Vec<String> = Vec::new();
    for (account, rights) in entries {
        let name = account.rsplit('\\').next().unwrap_or(account);
        let is_own = name.eq_ignore_ascii_case(&login);
        let is_machines = OF_THE_MACHINE.iter().any(|known| known.eq_ignore_ascii_case(account));
        let denies = rights.starts_with("DENY)");
        if !is_own && !is_machines && !denies && !found.iter().any(|known| known == account) {
            found.push(account.to_owned());
        }
    }
    Some(found)
}

fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii() { letter } else { '?' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: &str = "C:\\Audit 1\\assay";

    fn of(printed: &str) -> Option<Vec<String>> {
        others(printed, FOLDER, "jo.smith")
    }

    #[test]
    fn a_folder_of_its_owner_alone_has_no_others() {
        let own = "C:\\Audit 1\\assay ANYTOWN\\Jo.Smith:(OI)(CI)(F)\r\n\r\n\
                   Successfully processed 1 files; Failed processing 0 files\r\n";
        assert_eq!(of(own), Some(Vec::new()));
    }

    #[test]
    fn inherited_and_shared_rights_are_found_by_account() {
        let shared = "C:\\Audit 1\\assay NT AUTHORITY\\SYSTEM:(I)(OI)(CI)(F)\n\
            \x20                BUILTIN\\Administrators:(I)(OI)(CI)(F)\n\
            \x20                ANYTOWN\\jo.smith:(I)(OI)(CI)(F)\n\
            \x20                BUILTIN\\Users:(I)(OI)(CI)(RX)\n\
            \x20                ANYTOWN\\Quality Team:(I)(OI)(CI)(M)\n\
            \x20                Everyone:(DENY)(W)\n";
        assert_eq!(of(shared), Some(vec!["BUILTIN\\Users".into(), "ANYTOWN\\Quality Team".into()]));
    }

    #[test]
    fn everyone_is_somebody_else() {
        let open = "C:\\Audit 1\\assay Everyone:(OI)(CI)(F)\n ANYTOWN\\jo.smith:(OI)(CI)(F)\n";
        assert_eq!(of(open), Some(vec!["Everyone".into()]));
    }

    #[test]
    fn accents_in_the_folder_and_the_login_do_not_matter() {
        let printed = "C:\\\u{fffd}udit ANYTOWN\\ren\u{fffd}:(F)\n NT AUTHORITY\\SYSTEM:(F)\n";
        assert_eq!(others(printed, "C:\\Äudit", "René"), Some(Vec::new()));
    }

    #[test]
    fn a_text_without_entries_is_no_access_list() {
        assert_eq!(of(""), None);
        assert_eq!(of("C:\\Audit 1\\assay: The system cannot find the file specified.\n"), None);
    }
}
