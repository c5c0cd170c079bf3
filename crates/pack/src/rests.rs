//! What a pack rests on, in words: its period, and the audits and comments of it.

use assay_model::Month;
use assay_model::print::count;

use crate::section::themes::ThemesWritten;

/// Returns the months in words, from the first to the last.
#[must_use]
pub fn period(months: &[Month]) -> String {
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if first != last => {
            format!("{} to {}", first.words(), last.words())
        }
        (Some(only), _) => only.words(),
        _ => "No audits yet".to_owned(),
    }
}

/// Returns the sentence the pack rests on: audits of so many months, and comments.
#[must_use]
pub fn standfirst(audits: u64, months: usize, themes: &ThemesWritten) -> String {
    let comments = themes.themes.iter().map(|t| t.comments.base).max().unwrap_or(0);
    let rests_on = format!(
        "This pack rests on {} audits of randomly drawn cases over {months} {}",
        count(audits),
        if months == 1 { "month" } else { "months" }
    );
    match comments {
        0 => format!("{rests_on}."),
        n => format!("{rests_on}, and on what auditors wrote in {} comments.", count(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::section::Share;
    use crate::section::themes::Theme;

    #[test]
    fn a_pack_says_what_it_rests_on() {
        let months = ["2026-08", "2026-09"].map(|month| Month::parse(month).unwrap());
        assert_eq!(period(&months), "August 2026 to September 2026");
        assert_eq!(period(&months[1..]), "September 2026");
        assert_eq!(period(&[]), "No audits yet");
        let mut themes = ThemesWritten::default();
        assert_eq!(
            standfirst(1_200, 1, &themes),
            "This pack rests on 1,200 audits of randomly drawn cases over 1 month."
        );
        let comments = Share { hits: 1, base: 3_000, interval: None };
        themes.themes = vec![Theme { comments, ..Theme::default() }];
        let whole = standfirst(4, 2, &themes);
        assert!(
            whole.ends_with("2 months, and on what auditors wrote in 3,000 comments."),
            "{whole}"
        );
    }
}
