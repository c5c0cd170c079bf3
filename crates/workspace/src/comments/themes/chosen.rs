//! Samples for checking the rules: comments drawn at random from a theme's hits (for precision) or from the
//! comments without a hit (for recall), by the published method, so that the same seed gives the same comments.

use assay_model::{Comment, DrawId, SampleOf, SampledComment, ThemeSample};
use assay_sampler::{Purpose, Seed, TicketKey};
use assay_store::Kept as _;
use assay_views::themes as views;

use super::reading::ThemeReader;
use super::verdicts::text_digest;
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;

/// A sample of comments of one theme.
#[derive(Debug, Clone, PartialEq)]
struct Chosen {
    /// The theme's code.
    theme: String,
    /// From which comments it was drawn.
    of: SampleOf,
    /// How many there were to draw from.
    population: u64,
    /// The seed.
    seed: String,
    /// The comments, in the order they were drawn, each with what the rules found.
    comments: Vec<(Comment, Option<(usize, usize)>)>,
}

/// Draws a sample and keeps it, so that precision and recall can name it.
///
/// # Errors
/// When there is no such theme, the seed cannot be read, there are no such comments, or the store cannot be
/// written.
pub fn draw(
    workspace: &mut Writer<'_>,
    theme: &str,
    of: SampleOf,
    n: usize,
    seed: Option<&str>,
) -> Result<views::ThemeSample> {
    let themes = super::of_workspace(workspace)?;
    super::known(&themes, theme)?;
    let seed = match seed {
        Some(text) => Seed::parse(text).map_err(|fault| Error::input(fault.to_string()))?,
        None => Seed::from_entropy(&workspace.session.random_bytes()?),
    };
    let id = DrawId::parse(&format!("theme-{}", theme.replace('_', "-")))
        .map_err(|fault| Error::input(fault.to_string()))?;
    let key = TicketKey::new(&seed, &id, Purpose::Select);
    let mut reader = ThemeReader::of(workspace)?;
    let mut all = Vec::new();
    let headline = crate::evidence::counting::headline(workspace)?;
    workspace.each_comment(|comment| {
        if headline.counts(&comment) {
            let span = reader.by_rules(&comment.text).into_iter().find(|c| c.theme == theme);
            let span = span.map(|counted| counted.span);
            if span.is_some() == (of == SampleOf::Hits) {
                all.push((key.ticket(&comment.id), comment, span));
            }
        }
        Ok(())
    })?;
    if all.is_empty() {
        return Err(Error::missing(format!("there are no {} of {theme} to draw from", of.word())));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.id.cmp(&b.1.id)));
    let population = all.len() as u64;
    let comments: Vec<_> =
        all.into_iter().take(n).map(|(_, comment, span)| (comment, span)).collect();
    let chosen =
        Chosen { theme: theme.to_owned(), of, population, seed: seed.to_string(), comments };
    keep(workspace, &chosen, themes.digest())?;
    Ok(shown(chosen))
}

fn shown(chosen: Chosen) -> views::ThemeSample {
    let comment = |(comment, span): (Comment, Option<(usize, usize)>)| views::SampledComment {
        text_digest: text_digest(&comment.text),
        comment_id: comment.id,
        text: comment.text,
        span,
    };
    views::ThemeSample {
        theme: chosen.theme,
        of: chosen.of.word(),
        population: chosen.population,
        seed: chosen.seed,
        comments: chosen.comments.into_iter().map(comment).collect(),
    }
}

/// Keeps the sample, and each of its comments as a record of its case, with which it is erased.
fn keep(workspace: &mut Writer<'_>, chosen: &Chosen, rules: u64) -> Result<()> {
    let summary = ThemeSample {
        theme: chosen.theme.clone(),
        of: chosen.of,
        population: chosen.population,
        n: chosen.comments.len() as u64,
        seed: chosen.seed.clone(),
        rules: format!("{rules:016x}"),
    };
    let now = workspace.session.now();
    workspace.write(now, |tx| {
        for (place, (comment, _)) in (0..).zip(&chosen.comments) {
            let sampled = SampledComment {
                sample: summary.name(),
                place,
                seed: chosen.seed.clone(),
                comment: comment.id.clone(),
                case: comment.case.clone(),
            };
            tx.keep(&sampled, None)?;
        }
        tx.keep(&summary, None)?;
        tx.append(ThemeSample::KIND, assay_store::kept::json(&summary)?)?;
        Ok::<(), assay_store::Error>(())
    })?;
    Ok(())
}

/// A sample as it was kept: the latest of its theme and kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeptSample {
    pub(super) theme: String,
    pub(super) of: SampleOf,
    pub(super) population: u64,
    /// The ids of its comments; those of erased cases are missing.
    pub(super) comments: Vec<String>,
}

/// Returns whether any sample of comments was drawn for people to decide on.
///
/// # Errors
/// When the store cannot be read.
pub fn is_any(workspace: &Reader) -> Result<bool> {
    Ok(!latest(workspace)?.is_empty())
}

/// Returns the latest sample of each theme and kind.
pub(super) fn latest(workspace: &Reader) -> Result<Vec<KeptSample>> {
    let members: Vec<SampledComment> = workspace.store.all()?;
    let samples: Vec<ThemeSample> = workspace.store.all()?;
    let with_comments = |sample: ThemeSample| {
        let name = sample.name();
        let own = members.iter().filter(|one| one.sample == name && one.seed == sample.seed);
        let comments = own.map(|one| one.comment.clone()).collect();
        let ThemeSample { theme, of, population, .. } = sample;
        KeptSample { theme, of, population, comments }
    };
    Ok(samples.into_iter().map(with_comments).collect())
}
