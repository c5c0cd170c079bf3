//! What people see of a number in a workbook where its format adds something to it: leading zeros, letters before
//! or directly behind it, a percent sign. Formats that only round or group a number, or name its unit or currency
//! apart from it, are passed over.

/// A format that adds something to a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shown {
    /// So many figures at least, with texts between them.
    Figures(Vec<Part>),
    /// As a share of a hundred.
    Percent,
}

/// A part of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Figure,
    Text(char),
}

impl Shown {
    /// Reads a format such as `00000`, `"P"000` or `0%`; none where it adds nothing.
    pub(crate) fn read(code: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let is_general = code.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("general"));
        if is_general {
            parts.push(Part::Figure);
        }
        let bare = if is_general { &code[7..] } else { code };
        let (mut is_percent, mut chars) = (false, bare.chars());
        while let Some(c) = chars.next() {
            match c {
                '"' => parts.extend(chars.by_ref().take_while(|c| *c != '"').map(Part::Text)),
                '\\' => parts.extend(chars.next().map(Part::Text)),
                '_' | '*' => drop(chars.next()),
                '[' => drop(chars.by_ref().find(|c| *c == ']')),
                ';' => break,
                '0' => parts.push(Part::Figure),
                '%' => is_percent = true,
                '-' | '/' | ' ' | '(' | ')' => parts.push(Part::Text(c)),
                '#' | '.' | ',' | '?' if code.contains('%') => {}
                _ => return None,
            }
        }
        if is_percent {
            return Some(Self::Percent);
        }
        let figures = parts.iter().filter(|part| **part == Part::Figure).count();
        // A unit behind a number and apart from it (`0 "days"`) or a currency before it is no part of an id.
        let mut before = parts.iter().take_while(|part| **part != Part::Figure);
        let has_letter = before.any(|part| matches!(part, Part::Text(c) if c.is_alphanumeric()));
        let behind = parts.iter().rposition(|part| *part == Part::Figure).map(|at| at + 1);
        let next = behind.and_then(|at| parts.get(at));
        let is_joined = matches!(next, Some(Part::Text(c)) if c.is_alphanumeric() || *c == '%');
        let adds = figures > 1 || (figures == 1 && (has_letter || is_joined));
        adds.then_some(Self::Figures(parts))
    }

    /// Returns a number as it is shown, all its decimals kept; none where the format does not apply.
    pub(crate) fn write(&self, number: f64) -> Option<String> {
        match self {
            Self::Percent => {
                let hundredths = (number * 100.0 * 1e9).round() / 1e9;
                hundredths.is_finite().then(|| format!("{hundredths}%"))
            }
            Self::Figures(parts) => {
                if number < 0.0 || number.fract() != 0.0 || number >= 1e15 {
                    return None;
                }
                let width = parts.iter().filter(|part| **part == Part::Figure).count();
                let figures = format!("{number:0>width$}");
                let (first, mut rest) = figures.split_at(figures.len() - width);
                let mut written = String::new();
                for part in parts {
                    match part {
                        Part::Text(c) => written.push(*c),
                        Part::Figure => {
                            if rest.len() == width {
                                written.push_str(first);
                            }
                            let (figure, others) = rest.split_at(1);
                            written.push_str(figure);
                            rest = others;
                        }
                    }
                }
                Some(written.trim().to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_texts_and_percent_signs_are_shown() {
        for (code, number, expected) in [
            ("000000", 742.0, Some("000742")),
            ("\"C\"0000", 38.0, Some("C0038")),
            ("\\K\\-00", 1234.0, Some("K-1234")),
            ("000-000", 12_345.0, Some("012-345")),
            ("\"REF \"0", 7.0, Some("REF 7")),
            ("[Red]0000;-0000", 9.0, Some("0009")),
            ("0000\"A\"", 12.0, Some("0012A")),
            ("0\"A\"", 1234.0, Some("1234A")),
            ("General\"A\"", 12.0, Some("12A")),
            ("0\\%", 35.0, Some("35%")),
            ("0\"p\"", 1.5, None),
            ("0%", 0.35, Some("35%")),
            ("0.00%", 0.071_25, Some("7.125%")),
            ("0000", 1.5, None),
            ("General", 12.0, None),
            ("0", 12.0, None),
            ("0 \"days\"", 12.0, None),
            ("#,##0.00", 1200.0, None),
            ("dd/mm/yyyy", 45_000.0, None),
            ("0.00E+00", 12.0, None),
        ] {
            let found = Shown::read(code).and_then(|shown| shown.write(number));
            assert_eq!(found.as_deref(), expected, "{code}");
        }
    }
}
