//! Reads a `frame.tsv` back. It takes exactly what `Frame::bytes` writes and nothing near it, and
//! names the line and part that differ.

use assay_model::CaseId;

use super::{Frame, FrameFault, FrameRow, Status};

/// Why bytes are not a frame, with the 1-based line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameReadError {
    /// Not UTF-8.
    #[error("frame.tsv, byte {0}: expected UTF-8 text, found another byte")]
    NotText(usize),
    /// The last line has no end.
    #[error("frame.tsv, line {0}: expected a line feed at the end, found the end of the file")]
    Unfinished(usize),
    /// Another number of parts.
    #[error("frame.tsv, line {line}: expected 6 parts separated by tabs, found {found}")]
    Parts {
        /// The line.
        line: usize,
        /// How many parts it has.
        found: usize,
    },
    /// Not a case id as the method writes it.
    #[error("frame.tsv, line {line}, case id: expected a normalised id, found \"{found}\"")]
    Id {
        /// The line.
        line: usize,
        /// What is there.
        found: String,
    },
    /// Not a status.
    #[error(
        "frame.tsv, line {line}, status: expected closed, scope, restricted, audited, named or eligible, found \"{found}\""
    )]
    Status {
        /// The line.
        line: usize,
        /// What is there.
        found: String,
    },
    /// Out of order, or the same case twice.
    #[error(
        "frame.tsv, line {line}: expected an id after \"{before}\" in byte order, found \"{found}\""
    )]
    Order {
        /// The line.
        line: usize,
        /// The id of the line before.
        before: String,
        /// The id found.
        found: String,
    },
    /// The rows together are no frame.
    #[error("frame.tsv is not a frozen list")]
    Fault(#[from] FrameFault),
}

impl Frame {
    /// Returns the frame that these bytes write.
    ///
    /// # Errors
    /// At the first line that is not as `Frame::bytes` writes it.
    pub fn parse(bytes: &[u8]) -> Result<Self, FrameReadError> {
        let text =
            std::str::from_utf8(bytes).map_err(|e| FrameReadError::NotText(e.valid_up_to()))?;
        let mut rows: Vec<FrameRow> = Vec::new();
        for (index, piece) in text.split_inclusive('\n').enumerate() {
            let line = index + 1;
            let content = piece.strip_suffix('\n').ok_or(FrameReadError::Unfinished(line))?;
            let row = parse_line(line, content)?;
            if let Some(before) = rows.last()
                && before.case >= row.case
            {
                return Err(FrameReadError::Order {
                    line,
                    before: before.case.to_string(),
                    found: row.case.to_string(),
                });
            }
            rows.push(row);
        }
        Ok(Self::new(rows)?)
    }
}

fn parse_line(line: usize, content: &str) -> Result<FrameRow, FrameReadError> {
    let parts: Vec<&str> = content.split('\t').collect();
    let [id, stratum, unit, status, cap, key] = parts[..] else {
        return Err(FrameReadError::Parts { line, found: parts.len() });
    };
    let case = CaseId::parse(id)
        .ok()
        .filter(|case| case.as_str() == id)
        .ok_or_else(|| FrameReadError::Id { line, found: id.to_owned() })?;
    let status = Status::parse(status)
        .ok_or_else(|| FrameReadError::Status { line, found: status.to_owned() })?;
    Ok(FrameRow {
        case,
        stratum: stratum.to_owned(),
        unit: unit.to_owned(),
        status,
        cap: cap.to_owned(),
        key: key.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_names_its_line() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Frame::parse(text.as_bytes()).unwrap_err().to_string(), expected);
        };
        let good = "1\tall\t1\teligible\t\t\n";
        check(
            &format!("{good}2\tall\t2\teligible\t\t"),
            "frame.tsv, line 2: expected a line feed at the end, found the end of the file",
        );
        check(
            &format!("{good}2\tall\t2\teligible\n"),
            "frame.tsv, line 2: expected 6 parts separated by tabs, found 4",
        );
        check(
            &format!("{good}1\tall\t1\teligible\t\t\n"),
            "frame.tsv, line 2: expected an id after \"1\" in byte order, found \"1\"",
        );
        check(
            " 1\tall\t1\teligible\t\t\n",
            "frame.tsv, line 1, case id: expected a normalised id, found \" 1\"",
        );
        check(
            "1\tall\t1\topen\t\t\n",
            "frame.tsv, line 1, status: expected closed, scope, restricted, audited, named or eligible, found \"open\"",
        );
        check("", "frame.tsv is not a frozen list");
    }
}
