//! Keyword in context: what stands before and after each match, cut at words.

/// How many characters are shown on either side.
const SIDE: usize = 48;

/// One match with its surroundings, line ends as spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// What stands before.
    pub before: String,
    /// The match.
    pub matched: String,
    /// What stands after.
    pub after: String,
}

/// Returns each span of the text in its context.
#[must_use]
pub fn in_context(text: &str, spans: &[(usize, usize)]) -> Vec<Context> {
    spans
        .iter()
        .map(|&(from, to)| Context {
            before: tail(&text[..from]),
            matched: one_line(&text[from..to]),
            after: head(&text[to..]),
        })
        .collect()
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

fn tail(text: &str) -> String {
    let count = text.chars().count();
    let mut shown: String = text.chars().skip(count.saturating_sub(SIDE)).collect();
    if count > SIDE {
        shown = format!("\u{2026}{}", shown.split_once(' ').map_or("", |(_, rest)| rest));
    }
    one_line(&shown)
}

fn head(text: &str) -> String {
    let mut shown: String = text.chars().take(SIDE).collect();
    if text.chars().count() > SIDE {
        shown = format!("{}\u{2026}", shown.rsplit_once(' ').map_or("", |(rest, _)| rest));
    }
    one_line(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_are_cut_at_words() {
        let text = "The visit on 3 May was not written up although the worker had told her manager twice that it had taken place at home";
        let from = text.find("not written").expect("there");
        let shown = &in_context(text, &[(from, from + 14)])[0];
        assert_eq!(shown.before, "The visit on 3 May was ");
        assert_eq!(shown.matched, "not written up");
        assert_eq!(shown.after, " although the worker had told her manager twice\u{2026}");
        assert_eq!(in_context("a\nb", &[(2, 3)])[0].before, "a ");
    }
}
