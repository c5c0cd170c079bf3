//! What the Windows build says, in the words of the native build: its paths have a drive and back-slashes, and
//! its usage lines name `assay.exe`. `ASSAY_SYSTEM=windows` says that `ASSAY_PROGRAM` is the Windows build.

/// Returns whether the program under test is the Windows build.
pub(crate) fn is_under_test() -> bool {
    std::env::var_os("ASSAY_SYSTEM").is_some_and(|system| system == "windows")
}

/// Returns the text with `DESK` for the desk's folder and paths as the native build prints them. Wine shows
/// the whole disk as drive Z.
pub(super) fn in_native_words(text: &str, folder: &str) -> String {
    let is_of_windows = folder.contains(':');
    let drive = if is_of_windows { "" } else { "Z:" };
    let folder = format!("{drive}{}", folder.replace('/', "\\"));
    let text = text
        .replace(&folder.replace('\\', "\\\\"), "DESK")
        .replace(&folder, "DESK")
        .replace("assay.exe", "assay")
        .replace("File not found.", "No such file or directory");
    let is_json = text.trim_start().starts_with(['{', '[']);
    let mut native = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let follows_name = native.ends_with(|c: char| c.is_alphanumeric() || "_-.)*".contains(c));
        let separates = match letters.peek() {
            _ if letter != '\\' => false,
            Some('\\') if is_json => letters.next().is_some(),
            Some(next) => {
                let word = native.rsplit([' ', '"', '\n']).next().unwrap_or_default();
                // A path with a drive that is not the desk's is an example of help.
                let has_drive = word.contains(":\\");
                let is_name = next.is_alphanumeric() || "_.*".contains(*next);
                !is_json && follows_name && is_name && !has_drive
            }
            None => false,
        };
        native.push(if separates { '/' } else { letter });
    }
    native
}

/// Returns an answer without what differs between the systems by nature: the bytes of .xlsx files, whose zip is
/// written by a library that names the system in it, who may read the folder, and the last digits of numbers,
/// which come from each system's own functions.
pub(crate) fn without_differences_of_systems(answer: &str) -> String {
    answer.lines().map(without_difference).flat_map(|line| [line, "\n".to_owned()]).collect()
}

fn without_difference(line: &str) -> String {
    if let Some((_, name)) = line.split_once("  ").filter(|_| line.len() > 64)
        && std::path::Path::new(name).extension().is_some_and(|kind| kind == "xlsx")
    {
        return name.to_owned();
    }
    if line.contains("for the owner alone") || line.contains("did not say who may read") {
        return "who may read".to_owned();
    }
    let number = line.trim().trim_end_matches(',').rsplit(' ').next().unwrap_or_default();
    match number.parse::<f64>() {
        Ok(value) if number.len() > 12 && number.contains('.') => {
            line.replace(number, &format!("{value:.10e}"))
        }
        _ => line.to_owned(),
    }
}

#[test]
fn answers_of_two_systems_differ_in_last_digits_alone() {
    let of = without_differences_of_systems;
    assert_eq!(of("  -0.3400003658971761,"), of("  -0.34000036589717614,"));
    assert_ne!(of("  0.34000036,"), of("  0.34000037,"));
    assert_ne!(of("  \"n\": 0.3400003658,"), of("  \"n\": 0.3400003659,"));
    let digest = "0".repeat(64);
    assert_eq!(of(&format!("{digest}  a.xlsx")), "a.xlsx\n");
    assert_eq!(of(&format!("{digest}  a.docx")), format!("{digest}  a.docx\n"));
    assert_eq!(of(&format!("{digest}  a.html")), format!("{digest}  a.html\n"));
}

#[test]
fn paths_of_the_windows_build_are_put_in_native_words() {
    let said = in_native_words("wrote Z:\\tmp\\.x1\\packs\\a.html (draws\\b)\n", "/tmp/.x1");
    assert_eq!(said, "wrote DESK/packs/a.html (draws/b)\n");
    let json =
        in_native_words(r#"{"path":"Z:\\tmp\\.x1\\a.html","said":"a\nb \"c\""}"#, "/tmp/.x1");
    assert_eq!(json, r#"{"path":"DESK/a.html","said":"a\nb \"c\""}"#);
    assert_eq!(in_native_words("C:\\t\\a.html", "C:\\t"), "DESK/a.html");
    assert_eq!(in_native_words("Usage: assay.exe draw", "/tmp/.x1"), "Usage: assay draw");
    let example = "Example: assay init \"S:\\Quality\\assay\"";
    assert_eq!(in_native_words(example, "/tmp/.x1"), example);
}
