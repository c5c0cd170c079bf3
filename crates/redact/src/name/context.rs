//! Whether a word that could be a name is one in this sentence. Words that are nothing but names
//! count wherever they are, also in lower case; `Grace`, `Will` or `Young` only with a capital where
//! no sentence begins, or next to something that only goes with people.

use super::common::{is_first_name_too, is_month, is_used_as_word};
use crate::token::Token;

/// What comes before a name.
const BEFORE: &str = "mr mrs miss ms mx dr child children mother father mum dad brother sister sibling \
    siblings aunt uncle nan gran grandmother grandfather stepfather stepmother worker carer carers \
    called named with for that by saw told met and to of is iro sw baby";

/// What comes before a name in lower case too.
const ALWAYS_BEFORE: &str = "mr mrs miss ms mx dr called named";

/// What comes after a name.
const AFTER: &str = "was is has had said says told lives lived does did wants wanted feels felt likes \
    loves moved went came attended attends remains remained saw visited made shared disclosed spoke \
    needs gets and presented reported enjoys engaged completed started stays doesn didn wasn isn hasn \
    asked thinks thought rang called recorded who also then now";

/// What only people do: before it a name that is a word counts in lower case too.
const ONLY_PEOPLE: &str = "said says told lives lived wants wanted feels felt likes loves attended attends \
    disclosed spoke enjoys asked thinks thought rang went came";

/// What comes before a month and not before a name.
const BEFORE_MONTH: &str = "in since during until till late early mid last next every";

/// A text and what of it could be names: for each word the person it may name.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) matched: &'a [Option<usize>],
}

impl Reading<'_> {
    /// Returns whether the word at `i`, which is somebody's name or part of it, is used as a name.
    pub(super) fn is_a_name(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        if is_month(&token.folded) && self.is_in_a_date(i) {
            return false;
        }
        if self.stands_by_own_part(i) {
            return true;
        }
        if !is_used_as_word(&token.folded) {
            // Two letters alone (`Jo`, `Al`) are too little without a capital.
            return token.capital || token.folded.chars().count() > 2;
        }
        let before = i.checked_sub(1).map_or("", |b| self.tokens[b].folded.as_str());
        if !token.capital {
            let is_owned = token.possessive && is_first_name_too(&token.folded);
            let speaks = self.tokens.get(i + 1).is_some_and(|next| {
                is_first_name_too(&token.folded) && holds(ONLY_PEOPLE, &next.folded)
            });
            return is_owned || speaks || (holds(ALWAYS_BEFORE, before) && !token.first);
        }
        if token.possessive || !token.first || self.is_set_apart(i) {
            return true;
        }
        let beside = |other: usize| {
            self.matched.get(other).copied().flatten().is_some() && self.tokens[other].capital
        };
        if (beside(i + 1) && self.joined(i, i + 1))
            || (i > 0 && beside(i - 1) && self.joined(i - 1, i))
            || (!token.first && holds(BEFORE, before))
        {
            return true;
        }
        let after = self.tokens.get(i + 1);
        after.is_some_and(|next| holds(AFTER, &next.folded) && self.joined(i, i + 1))
    }

    /// Another part of the same person's name is next to it: `mark macleod`, `Love, Aaliyah`.
    fn stands_by_own_part(&self, i: usize) -> bool {
        let own = self.matched[i];
        let is_other_part = |other: usize| {
            self.matched.get(other).copied().flatten() == own
                && self.tokens[other].folded != self.tokens[i].folded
                && self.tokens[other].capital == self.tokens[i].capital
        };
        let over_joiner = |other: usize, joiner: usize| {
            is_other_part(other)
                && super::JOINERS.contains(&self.tokens[joiner].folded.as_str())
                && self.near(other.min(joiner), other.max(joiner))
                && self.near(i.min(joiner), i.max(joiner))
        };
        (is_other_part(i + 1) && self.near(i, i + 1))
            || (i > 0 && is_other_part(i - 1) && self.near(i - 1, i))
            || (i + 2 < self.tokens.len() && over_joiner(i + 2, i + 1))
            || (i > 1 && over_joiner(i - 2, i - 1))
    }

    fn between(&self, a: usize, b: usize) -> &str {
        &self.text[self.tokens[a].span.end..self.tokens[b].span.start]
    }

    fn joined(&self, a: usize, b: usize) -> bool {
        self.between(a, b).chars().all(|c| c == ' ' || c == '-')
    }

    fn near(&self, a: usize, b: usize) -> bool {
        let between = self.between(a, b);
        between.len() <= 2 && between.chars().all(|c| matches!(c, ' ' | '-' | '_' | '/' | ','))
    }

    /// A word in brackets or quotation marks of its own: `(Mark)`, `"Hope"`.
    fn is_set_apart(&self, i: usize) -> bool {
        let span = &self.tokens[i].span;
        let before = self.text[..span.start].chars().next_back();
        let after = self.text[span.end..].chars().next();
        matches!(
            (before, after),
            (Some('('), Some(')'))
                | (Some('"'), Some('"'))
                | (Some('“'), Some('”'))
                | (Some('‘' | '\''), Some('’' | '\''))
        )
    }

    /// A month of a date: `4 May`, `June 2026`, `since April`.
    fn is_in_a_date(&self, i: usize) -> bool {
        let span = &self.tokens[i].span;
        let before = self.text[..span.start].trim_end();
        let after = self.text[span.end..].trim_start();
        let number_before = before.ends_with(|c: char| c.is_ascii_digit())
            || ["st", "nd", "rd", "th"].iter().any(|ending| {
                before
                    .strip_suffix(ending)
                    .is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()))
            });
        let word_before = i.checked_sub(1).map_or("", |b| self.tokens[b].folded.as_str());
        number_before
            || after.starts_with(|c: char| c.is_ascii_digit())
            || holds(BEFORE_MONTH, word_before)
    }
}

fn holds(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split_whitespace().any(|known| known == word)
}
