//! The rule by which small strata are merged before a list is frozen, as a plan's text has it. Which
//! strata it merges is worked out in `freeze`.

/// A merge rule, such as `below 2 seats by parent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collapse {
    /// Which strata are too small.
    pub below: Below,
    /// What they are merged with.
    pub with: With,
}

/// Which strata are too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Below {
    /// Those with fewer eligible units than this.
    Units(u64),
    /// Those whose share of n by size is less than so many seats.
    Seats(u64),
}

/// What a small stratum is merged with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum With {
    /// The nearest by name.
    #[default]
    Nearest,
    /// All strata of its first column.
    Parent,
}

impl Collapse {
    /// Returns the rule of a text: `below 20`, `below 1 seat`, `below 2 seats`, each also with
    /// `by parent` after it; none where the text is another, or the number is 0.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (rule, with) = match words.as_slice() {
            [rule @ .., "by", "parent"] => (rule, With::Parent),
            rule => (rule, With::Nearest),
        };
        let number = |text: &str| text.parse().ok().filter(|number| *number > 0);
        let below = match rule {
            ["below", least] => Below::Units(number(least)?),
            ["below", least, "seat" | "seats"] => Below::Seats(number(least)?),
            _ => return None,
        };
        Some(Self { below, with })
    }

    /// Returns the rule as plans write it.
    #[must_use]
    pub fn text(self) -> String {
        let below = match self.below {
            Below::Units(least) => format!("below {least}"),
            Below::Seats(1) => "below 1 seat".to_owned(),
            Below::Seats(least) => format!("below {least} seats"),
        };
        match self.with {
            With::Nearest => below,
            With::Parent => format!("{below} by parent"),
        }
    }

    /// Returns the rule in words, such as `those with a share of less than 2 of n merged with the
    /// nearest`.
    #[must_use]
    pub fn words(self) -> String {
        let small = match self.below {
            Below::Units(least) => format!("those with fewer than {least} eligible"),
            Below::Seats(least) => format!("those with a share of less than {least} of n"),
        };
        match self.with {
            With::Nearest => format!("{small} merged with the nearest"),
            With::Parent => format!("where there are {small}, all of that first column merged"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_as_it_is_written() {
        let check = |text: &str, below, with| {
            let rule = Collapse { below, with };
            assert_eq!(Collapse::parse(text), Some(rule));
            assert_eq!(rule.text(), text);
        };
        check("below 20", Below::Units(20), With::Nearest);
        check("below 1 seat", Below::Seats(1), With::Nearest);
        check("below 2 seats by parent", Below::Seats(2), With::Parent);
        check("below 5 by parent", Below::Units(5), With::Parent);
        for text in ["", "below", "below 0", "below two", "above 2", "below 2 seats by team", "20"]
        {
            assert_eq!(Collapse::parse(text), None, "{text}");
        }
    }
}
