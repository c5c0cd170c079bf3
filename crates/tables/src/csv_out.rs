//! CSV for people and programs, written so that no spreadsheet runs a cell as a formula.

use std::io::Write;

/// Whether a byte-order mark comes first: Excel reads a CSV as UTF-8 only with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// For people who open it in Excel.
    ForExcel,
    /// For programs.
    None,
}

/// A guarded CSV writer.
pub struct CsvOut<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvOut<W> {
    /// Returns a writer of comma-separated records with LF line ends.
    ///
    /// # Errors
    /// When the byte-order mark cannot be written.
    pub fn new(mut out: W, mark: Mark) -> std::io::Result<Self> {
        if mark == Mark::ForExcel {
            out.write_all("\u{feff}".as_bytes())?;
        }
        Ok(Self { writer: csv::WriterBuilder::new().flexible(true).from_writer(out) })
    }

    /// Writes one record; text that a spreadsheet would run is made safe by [`defuse`].
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record<I, T>(&mut self, fields: I) -> std::io::Result<()>
    where
        I: IntoIterator<Item = T>,
        T: AsRef<str>,
    {
        let safe = fields.into_iter().map(|field| defuse(field.as_ref()));
        self.writer.write_record(safe).map_err(std::io::Error::other)
    }

    /// Writes what is left and returns the underlying writer.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> std::io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// Returns the text with an apostrophe before it when a spreadsheet would take it for a formula: when
/// it begins with `= + - @`, tab or CR. Plain numbers such as `-1` or `+2.5` run nothing and stay.
#[must_use]
pub fn defuse(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky && !is_number(text) { format!("'{text}") } else { text.to_owned() }
}

/// Returns the text as it was before [`defuse`] put an apostrophe in front of it.
pub(crate) fn restore(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(rest) => {
            rest
        }
        _ => text,
    }
}

fn is_number(text: &str) -> bool {
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_defused_is_restored_and_nothing_else() {
        for text in ["=1+1", "- one\n- two", "@x", "plain", "-1", "'twas", "", "'"] {
            assert_eq!(restore(&defuse(text)), text);
        }
        assert_eq!(restore("'-1"), "'-1");
    }

    #[test]
    fn formulas_are_defused_and_numbers_stay() {
        for (input, expected) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-cmd|x", "'-cmd|x"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("+", "'+"),
            ("-1", "-1"),
            ("+2.5", "+2.5"),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(defuse(input), expected);
        }
    }

    #[test]
    fn records_are_quoted_where_needed() {
        let mut out = CsvOut::new(Vec::new(), Mark::ForExcel).unwrap();
        out.record(["a", "b,c", "=x"]).unwrap();
        assert_eq!(out.finish().unwrap(), "\u{feff}a,\"b,c\",'=x\n".as_bytes());
    }
}
