//! What the Windows build says, in the words of the native build: its paths have a drive and back-slashes, and
//! its usage lines name `assay.exe`. `ASSAY_SYSTEM=windows` says that `ASSAY_PROGRAM` is the Windows build.

/// Returns whether the program under test is the Windows build.
pub(crate) fn is_under_test() -> bool {
    std::env::var_os("ASSAY_SYSTEM").is_some_and(|system| system == "windows")
}

/// Returns the text with `DESK` for the desk's folder and paths as the native build prints them. Wine shows
/// the whole disk as drive Z.
pub(super) fn in_native_words(text: &str, folder: &str) -> String {
    let folder = format!("Z:{}", folder.replace('/', "\\"));
    let text = text
        .replace(&folder.replace('\\', "\\\\"), "DESK")
        .replace(&folder, "DESK")
        .replace("assay.exe", "assay");
    let is_json = text.trim_start().starts_with(['{', '[']);
    let mut native = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let follows_name = native.ends_with(|c: char| c.is_alphanumeric() || "_-.)*".contains(c));
        let separates = match letters.peek() {
            _ if letter != '\\' => false,
            Some('\\') if is_json => letters.next().is_some(),
            Some(next) => {
                !is_json && follows_name && (next.is_alphanumeric() || "_.*".contains(*next))
            }
            None => false,
        };
        native.push(if separates { '/' } else { letter });
    }
    native
}

#[test]
fn paths_of_the_windows_build_are_put_in_native_words() {
    let said = in_native_words("wrote Z:\\tmp\\.x1\\packs\\a.html (draws\\b)\n", "/tmp/.x1");
    assert_eq!(said, "wrote DESK/packs/a.html (draws/b)\n");
    let json =
        in_native_words(r#"{"path":"Z:\\tmp\\.x1\\a.html","said":"a\nb \"c\""}"#, "/tmp/.x1");
    assert_eq!(json, r#"{"path":"DESK/a.html","said":"a\nb \"c\""}"#);
    assert_eq!(in_native_words("Usage: assay.exe draw", "/tmp/.x1"), "Usage: assay draw");
}
