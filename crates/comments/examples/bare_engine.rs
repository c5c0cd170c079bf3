//! For maintainers: how fast comments go into the index, and into the bare search engine with the same fields and
//! its own plain words (it is built without its stemmers), in turn and from memory: the difference is what we add.
//! Run `cargo run --release --example bare_engine -- FILE.csv`, a file of `benches/comments.py data`.

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use assay_comments::{Dictionary, Index};
use assay_model::{CaseId, Comment, Month};
use tantivy::schema::{
    FAST, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{LowerCaser, RawTokenizer, TextAnalyzer};
use tantivy::{TantivyDocument, doc};

/// Each is built so often, in turn, and the fastest counts.
const ROUNDS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("expected a CSV of comments")?;
    let comments = read(&std::fs::read_to_string(path)?);
    let folder = std::env::temp_dir().join(format!("assay-bare-{}", std::process::id()));
    let (mut ours, mut bare) = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        ours = ours.min(seconds(|| build_ours(&comments, &folder))?);
        bare = bare.min(seconds(|| build_bare(&comments, &folder))?);
    }
    std::fs::remove_dir_all(&folder)?;
    let rate = |seconds: f64| comments.len() as f64 / seconds;
    println!("ours {:.0}", rate(ours));
    println!("bare {:.0}", rate(bare));
    Ok(())
}

fn seconds(build: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let begun = Instant::now();
    build()?;
    Ok(begun.elapsed().as_secs_f64())
}

/// Reads the bench's own plain CSV: no quotes, no commas within a field.
fn read(text: &str) -> Vec<Comment> {
    let row = |line: &str| {
        let mut fields = line.splitn(6, ',').map(str::to_owned);
        let mut next = || fields.next().unwrap_or_default();
        Comment {
            id: next(),
            case: CaseId::parse(&next()).ok(),
            month: Month::parse(&next()),
            team: next(),
            auditor: next(),
            text: next(),
            ..Comment::default()
        }
    };
    text.lines().skip(1).map(row).collect()
}

fn build_ours(comments: &[Comment], folder: &std::path::Path) -> Result<(), Box<dyn Error>> {
    let dictionary = Arc::new(Dictionary::new(Vec::new(), Vec::new(), Vec::new()));
    let index = Index::create(folder, dictionary)?;
    let mut writer = index.writer(comments.len())?;
    for comment in comments {
        writer.add(comment, &[])?;
    }
    writer.commit()?;
    Ok(())
}

fn build_bare(comments: &[Comment], folder: &std::path::Path) -> Result<(), Box<dyn Error>> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let mut schema = Schema::builder();
    let text = |tokenizer: &str, option| {
        let indexing =
            TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let id = schema.add_text_field("id", STRING | STORED);
    let words = text("default", IndexRecordOption::WithFreqsAndPositions);
    let body = schema.add_text_field("body", words.set_stored());
    let written = schema.add_text_field("written", text("default", IndexRecordOption::Basic));
    let origin = schema.add_text_field("origin", STRING);
    let folded = || text("folded", IndexRecordOption::Basic).set_stored().set_fast("raw");
    let known = ["team", "auditor", "case"].map(|name| schema.add_text_field(name, folded()));
    let month = schema.add_i64_field("month", INDEXED | FAST | STORED);
    let kind = schema.add_text_field("kind", STRING | STORED);
    let index = tantivy::Index::create_in_dir(folder, schema.build())?;
    let lower = TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).build();
    index.tokenizers().register("folded", lower);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(2);
    let mut writer =
        index.writer_with_num_threads::<TantivyDocument>(threads, 60_000_000 * threads)?;
    for comment in comments {
        let mut document = doc!(
            id => comment.id.as_str(), body => comment.text.as_str(), written => comment.text.as_str(),
            origin => comment.id.as_str(), kind => "monthly",
            month => comment.month.map_or(0, |m| i64::from(m.first_day().month())),
        );
        let case = comment.case.as_ref().map_or("", CaseId::as_str);
        for (field, value) in
            known.iter().zip([comment.team.as_str(), comment.auditor.as_str(), case])
        {
            document.add_text(*field, value);
        }
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}
