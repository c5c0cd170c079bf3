//! Tags a stream of comments with themes: comments in, one line of hits out for each, in order, on all
//! cores and in constant memory. It has no state, so that counts of parts of a stream add up.

use std::io::{BufRead, Read, Write};
use std::sync::Arc;

use assay_comments::suggest::{Suggester, Suggestion};
use assay_comments::themes::{Hit, Matcher, Themes};
use assay_model::print;
use assay_tables::{CsvStream, Marked, Ruling};
use assay_views::rows::RowNote;
use serde_json::{Value, json};

use super::starter;
use crate::desk::error::{Error, Result};
use crate::desk::one_column;
use crate::desk::progress::Progress;
use crate::desk::streamed::{Streamed, say_marked};

/// What the input is called.
const INPUT: &str = "standard input";

/// Comments handed to the cores at a time, or fewer where they are of so many bytes together.
const BATCH: usize = 4096;
const BATCH_BYTES: usize = 8 << 20;

/// Bytes of a line of JSON: no comment is so long.
const LONGEST_LINE: u64 = 8 << 20;

/// Whether the starter model may suggest themes where no rule hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suggestions {
    /// Rules alone.
    No,
    /// With those of the model that ships with the program.
    OfStarterModel,
}

/// One comment of the stream.
struct Piece {
    id: String,
    text: String,
}

/// Reads CSV or NDJSON with `comment_id` and `comment`, writes a line of JSON for each comment.
/// Returns how many there were, what was left out, and where a broken row ended it.
///
/// # Errors
/// When the input is not as expected, with its line, input or output fail, or [`Error::Cancelled`].
///
/// # Panics
/// When a matcher does, which is a fault of the program.
pub fn tag(
    themes: &Arc<Themes>,
    suggestions: Suggestions,
    mut input: impl BufRead + Send,
    mut output: impl Write,
    progress: &dyn Progress,
) -> Result<Streamed> {
    let stage = progress.stage("tagging comments", None);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut taggers: Vec<Tagger> =
        (0..cores).map(|_| Tagger::new(themes, suggestions)).collect::<Result<_>>()?;
    let mut pieces = pieces(&mut input)?;
    let mut total = 0;
    let mut batch = pieces.next_batch()?;
    while !batch.is_empty() {
        total += batch.len() as u64;
        let share = batch.len().div_ceil(cores);
        let (next, lines) = std::thread::scope(|scope| {
            let workers: Vec<_> = taggers
                .iter_mut()
                .zip(batch.chunks(share))
                .map(|(tagger, part)| scope.spawn(move || tagger.lines(part)))
                .collect();
            let next = pieces.next_batch();
            let lines: Vec<Vec<u8>> =
                workers.into_iter().map(|w| w.join().expect("a tagger does not panic")).collect();
            (next, lines)
        });
        for part in lines {
            output.write_all(&part).map_err(failed_write)?;
        }
        stage.advance(batch.len() as u64);
        stage.go_on()?;
        batch = next?;
    }
    output.flush().map_err(failed_write)?;
    Ok(Streamed { total, ..pieces.streamed() })
}

fn failed_write(cause: std::io::Error) -> Error {
    Error::failed("could not write the hits").because(cause)
}

struct Tagger {
    matcher: Matcher,
    suggester: Option<Suggester>,
    codes: Vec<String>,
}

impl Tagger {
    fn new(themes: &Arc<Themes>, suggestions: Suggestions) -> Result<Self> {
        let suggester = match suggestions {
            Suggestions::No => None,
            Suggestions::OfStarterModel => Some(starter::suggester()?),
        };
        let codes = themes.book().themes.iter().map(|theme| theme.code.clone()).collect();
        Ok(Self { matcher: Matcher::new(Arc::clone(themes)), suggester, codes })
    }

    fn lines(&mut self, part: &[Piece]) -> Vec<u8> {
        let mut out = Vec::with_capacity(part.len() * 64);
        for piece in part {
            let line = json!({ "comment_id": piece.id, "hits": self.hits(&piece.text) });
            serde_json::to_writer(&mut out, &line).expect("JSON goes into memory");
            out.push(b'\n');
        }
        out
    }

    /// The rules' hits, then what is suggested where no rule hit.
    fn hits(&mut self, text: &str) -> Vec<Value> {
        let found = self.matcher.hits(text);
        let mut hits: Vec<Value> = found.iter().map(rule_hit).collect();
        if let Some(suggester) = &mut self.suggester {
            let suggested = suggester.suggest(text);
            let fresh = suggested.iter().filter(|s| {
                self.codes.contains(&s.theme) && !found.iter().any(|hit| hit.theme == s.theme)
            });
            hits.extend(fresh.map(model_hit));
        }
        hits
    }
}

fn model_hit(suggestion: &Suggestion) -> Value {
    json!({
        "theme": suggestion.theme, "source": "model", "rule": "starter model",
        "start": suggestion.span.0, "end": suggestion.span.1, "polarity": "asserted",
        "score": print::rounded(suggestion.score, 3), "words": suggestion.words,
    })
}

fn rule_hit(hit: &Hit) -> Value {
    json!({
        "theme": hit.theme, "source": "rule", "rule": hit.rule, "start": hit.start, "end": hit.end,
        "polarity": hit.polarity.word(), "score": 1.0,
    })
}

/// The comments of a stream, whichever way it is written.
enum Pieces<'a> {
    Csv {
        stream: Box<CsvStream<Box<dyn Read + Send + 'a>>>,
        id: usize,
        text: usize,
        seen: Streamed,
        marked: Box<Marked>,
    },
    Lines {
        lines: Box<dyn BufRead + Send + 'a>,
        number: u64,
    },
}

fn pieces<'a>(input: &'a mut (impl BufRead + Send)) -> Result<Pieces<'a>> {
    let failed = |cause| Error::failed("could not read the comments").because(cause);
    let start = input.fill_buf().map_err(failed)?;
    let first = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    if first.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{') {
        return Ok(Pieces::Lines { lines: Box::new(input), number: 0 });
    }
    let boxed: Box<dyn Read + Send + 'a> = Box::new(input);
    let mut stream =
        CsvStream::new(boxed).map_err(|e| Error::input(e.to_string()).hint(e.hint()))?;
    let column = |name: &str| {
        let found = stream.header().iter().position(|known| known.eq_ignore_ascii_case(name));
        one_column::only(INPUT, stream.header(), found)?;
        found.ok_or_else(|| {
            Error::input(format!(
                "standard input, row 1: expected a column \"{name}\", found {}",
                stream.header().iter().map(|h| format!("\"{h}\"")).collect::<Vec<_>>().join(", ")
            ))
            .hint(
                "the input is CSV with the columns comment_id and comment, or a JSON object a line",
            )
        })
    };
    let (id, text) = (column("comment_id")?, column("comment")?);
    stream.key(Some(id));
    let (seen, marked) = (Streamed::default(), Box::default());
    Ok(Pieces::Csv { stream: Box::new(stream), id, text, seen, marked })
}

impl Pieces<'_> {
    fn next_batch(&mut self) -> Result<Vec<Piece>> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some(piece) = self.next()? else { break };
            bytes += piece.text.len();
            batch.push(piece);
        }
        Ok(batch)
    }

    fn streamed(self) -> Streamed {
        match self {
            Self::Csv { mut seen, marked, .. } => {
                say_marked(&mut seen.said, Some(INPUT), &marked);
                seen
            }
            Self::Lines { .. } => Streamed::default(),
        }
    }

    fn next(&mut self) -> Result<Option<Piece>> {
        match self {
            Self::Csv { seen, .. } if seen.broken.is_some() => Ok(None),
            Self::Csv { stream, id, text, seen, marked } => loop {
                let next = stream.advance();
                let next = next.map_err(|e| Error::input(e.to_string()).hint(e.hint()))?;
                match next {
                    None => return Ok(None),
                    Some((row, Ruling::Record)) => {
                        let (id, text) = (stream.field(*id), stream.field(*text));
                        marked.take(stream.row());
                        if id.trim().is_empty() && !text.trim().is_empty() {
                            let note = RowNote::WithoutId { file: INPUT, row: row.into() };
                            seen.said.note(note);
                        }
                        return Ok(Some(Piece { id, text }));
                    }
                    Some((row, ruling)) => {
                        if !seen.take(INPUT, row, ruling) {
                            return Ok(None);
                        }
                    }
                }
            },
            Self::Lines { lines, number } => loop {
                let mut line = Vec::new();
                let read = lines.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut line);
                let failed = |cause| Error::failed("could not read the comments").because(cause);
                if read.map_err(failed)? == 0 {
                    return Ok(None);
                }
                *number += 1;
                if line.len() as u64 > LONGEST_LINE {
                    return Err(too_long(*number));
                }
                let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
                if !line.trim_ascii().is_empty() {
                    return piece_of(line, *number).map(Some);
                }
            },
        }
    }
}

fn too_long(number: u64) -> Error {
    let most = LONGEST_LINE >> 20;
    let found = "expected a JSON object with comment_id and comment, found a longer line";
    Error::input(format!("standard input, row {number}: {found} than {most} MB"))
        .hint("write each comment on a line of its own")
}

fn piece_of(line: &[u8], number: u64) -> Result<Piece> {
    let wrong = |found: &str| {
        Error::input(format!(
            "standard input, row {number}: expected a JSON object with comment_id and comment, found {found}"
        ))
        .hint("for example {\"comment_id\":\"1\",\"comment\":\"Visit late\"}")
    };
    let value: Value = serde_json::from_slice(line).map_err(|_| wrong("something else"))?;
    let id = match &value["comment_id"] {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return Err(wrong("no comment_id")),
    };
    match &value["comment"] {
        Value::String(text) => Ok(Piece { id, text: text.clone() }),
        Value::Null if value.get("comment").is_some() => Ok(Piece { id, text: String::new() }),
        _ => Err(wrong("no comment")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Silent;

    fn tagged(input: &str) -> Result<String> {
        let mut out = Vec::new();
        tag(&super::super::built_in()?, Suggestions::No, input.as_bytes(), &mut out, &Silent)?;
        Ok(String::from_utf8(out).expect("JSON is text"))
    }

    #[test]
    fn csv_and_json_lines_give_the_same_hits_in_order() {
        let csv = "comment_id,comment\n2,\"Core group held, no minutes\non file\"\n1,Fine\n";
        let lines = "{\"comment_id\":2,\"comment\":\"Core group held, no minutes\\non file\"}\n\n{\"comment_id\":\"1\",\"comment\":\"Fine\"}";
        let expected = tagged(csv).expect("hits");
        assert_eq!(tagged(lines).expect("hits"), expected);
        assert_eq!(expected.lines().count(), 2);
        assert!(
            expected.starts_with("{\"comment_id\":\"2\",\"hits\":[{\"theme\":\"not_written_up\"")
        );
        assert!(expected.ends_with("{\"comment_id\":\"1\",\"hits\":[]}\n"), "{expected}");
    }

    #[test]
    fn a_total_is_left_out_and_a_broken_row_ends_the_stream_after_the_rows_before_it() {
        let mut out = Vec::new();
        let input = "comment_id,comment\n1,Fine\nTotal,1\n2,a,b\n3,Fine\n";
        let book = super::super::built_in().expect("themes");
        let done =
            tag(&book, Suggestions::No, input.as_bytes(), &mut out, &Silent).expect("a stream");
        assert_eq!(String::from_utf8_lossy(&out), "{\"comment_id\":\"1\",\"hits\":[]}\n");
        assert_eq!(done.said.lines, ["standard input, row 3: left out, taken for a total"]);
        let (fault, _) = done.broken.expect("a fault");
        assert_eq!(
            fault,
            "standard input, row 4: expected 2 cells as there are headings, found 3 cells"
        );
    }

    #[test]
    fn input_that_is_something_else_is_named() {
        let error = tagged("id,text\n1,x\n").expect_err("no columns");
        assert!(error.to_string().contains("expected a column \"comment_id\""), "{error}");
        let error =
            tagged("{\"comment_id\":1,\"comment\":\"x\"}\n{\"a\":1}\n").expect_err("a line");
        assert!(error.to_string().starts_with("standard input, row 2"), "{error}");
    }
}
