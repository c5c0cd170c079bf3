//! Text that was encoded twice: its UTF-8 bytes were read as Windows-1252 and saved as UTF-8 again, so that é
//! became Ã©. It is put back; who says so is not decided here.

use encoding_rs::WINDOWS_1252;

/// Returns the text as it was meant, or none where nothing in it was encoded twice.
pub(crate) fn once(text: &str) -> Option<String> {
    // What UTF-8 begins a letter with is read as one of the letters from U+00C2 to U+00F4.
    memchr::memchr(0xc3, text.as_bytes())?;
    let (mut fixed, mut run, mut is_fixed) =
        (String::with_capacity(text.len()), String::new(), false);
    for c in text.chars().chain(['\0']) {
        if !c.is_ascii() {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            match meant(&run) {
                Some(meant) => {
                    fixed.push_str(&meant);
                    is_fixed = true;
                }
                None => fixed.push_str(&run),
            }
            run.clear();
        }
        fixed.push(c);
    }
    fixed.pop();
    is_fixed.then_some(fixed)
}

/// Returns what letters next to one another stand for, where their bytes in Windows-1252 are UTF-8.
fn meant(run: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(run.len());
    for c in run.chars() {
        // Bytes that Windows-1252 gives no letter are kept as they are by who reads them so.
        if let Ok(byte @ (0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0xa0..)) = u8::try_from(c) {
            bytes.push(byte);
            continue;
        }
        let mut text = [0; 4];
        let (found, _, has_none) = WINDOWS_1252.encode(c.encode_utf8(&mut text));
        if has_none || found.len() != 1 {
            return None;
        }
        bytes.push(found[0]);
    }
    let meant = String::from_utf8(bytes).ok()?;
    // Once more, as some systems do it several times.
    Some(once(&meant).unwrap_or(meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_encoded_twice_are_put_back_and_others_stay() {
        for (text, expected) in [
            ("Si\u{c3}\u{a2}n", Some("Si\u{e2}n")),
            (
                "Zo\u{c3}\u{ab} said \u{e2}\u{20ac}\u{153}no\u{e2}\u{20ac}\u{9d}",
                Some("Zo\u{eb} said \u{201c}no\u{201d}"),
            ),
            ("mum\u{e2}\u{20ac}\u{2122}s plan", Some("mum\u{2019}s plan")),
            ("cost \u{c2}\u{a3}5", Some("cost \u{a3}5")),
            ("\u{c3}\u{192}\u{c2}\u{a9}", Some("\u{e9}")),
            ("Si\u{e2}n and Zo\u{eb}", None),
            ("\u{c3}le", None),
            ("S\u{c3}O", None),
            ("plain", None),
        ] {
            assert_eq!(once(text).as_deref(), expected, "{text}");
        }
    }
}
