//! How far the rules can be trusted here: precision by a sample of hits, recall estimated from a sample of
//! comments without one, and how far two people agree. Where nobody has checked, it says so.

use std::collections::{BTreeMap, HashMap};

use assay_measures::accuracy::{of_sample, recall_of_samples};
use assay_measures::agree::{Ratings, agreement};
use assay_model::verdict::{Reading, Says};
use assay_model::{Comment, SampleOf, ThemeVerdict};
use assay_views::themes::{Checked, CheckedShare, TwoReviewers};

use super::chosen;
use super::verdicts::Verdicts;
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// Returns for every theme what has been checked.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn checked(workspace: &Reader) -> Result<Vec<Checked>> {
    let themes = super::of_workspace(workspace)?;
    let verdicts = Verdicts::of(workspace)?;
    let samples = chosen::latest(workspace)?;
    let mut comments: HashMap<String, Comment> = HashMap::new();
    workspace.each_comment(|comment| {
        if samples.iter().any(|sample| sample.comments.contains(&comment.id)) {
            comments.insert(comment.id.clone(), comment);
        }
        Ok(())
    })?;
    let share = |theme: &str, of: SampleOf| -> Result<Option<CheckedShare>> {
        let Some(sample) = samples.iter().find(|s| s.theme == theme && s.of == of) else {
            return Ok(None);
        };
        let said =
            sample.comments.iter().filter_map(|id| verdicts.deciding(comments.get(id)?, theme));
        let found = of_sample(said.map(|says| says == Says::Yes), sample.population)
            .map_err(|fault| Error::input(fault.to_string()))?;
        Ok(found.map(|(sampled, interval)| CheckedShare::new(sampled, interval)))
    };
    themes
        .book()
        .themes
        .iter()
        .map(|theme| {
            let (precision, missed) =
                (share(&theme.code, SampleOf::Hits)?, share(&theme.code, SampleOf::Misses)?);
            let recall = precision
                .zip(missed)
                .and_then(|(p, m)| recall_of_samples(p.sampled(), m.sampled()));
            Ok(Checked { theme: theme.code.clone(), precision, missed, recall })
        })
        .collect()
}

/// Returns the agreement of every two people who read the same comments, at least one of them blind, theme by
/// theme and over all themes.
///
/// # Errors
/// When the store cannot be read.
pub fn agree(workspace: &Reader) -> Result<Vec<TwoReviewers>> {
    let mut read: BTreeMap<(String, String, String), Vec<ThemeVerdict>> = BTreeMap::new();
    for verdict in workspace.store.all::<ThemeVerdict>()? {
        let key = (verdict.theme.clone(), verdict.comment.clone(), verdict.text_digest.clone());
        read.entry(key).or_default().push(verdict);
    }
    let mut pairs: BTreeMap<(String, String, String), Vec<Vec<String>>> = BTreeMap::new();
    for ((theme, ..), mut verdicts) in read {
        verdicts.sort_by(|a, b| a.reviewer.cmp(&b.reviewer));
        for (place, one) in verdicts.iter().enumerate() {
            for other in &verdicts[place + 1..] {
                let blind = one.reading == Reading::Blind || other.reading == Reading::Blind;
                if blind && one.reviewer != other.reviewer {
                    let cells = vec![one.says.word().to_owned(), other.says.word().to_owned()];
                    for name in [theme.as_str(), "all themes"] {
                        let key = (name.to_owned(), one.reviewer.clone(), other.reviewer.clone());
                        pairs.entry(key).or_default().push(cells.clone());
                    }
                }
            }
        }
    }
    let scale = [Says::No, Says::Yes].map(|says| says.word().to_owned());
    pairs
        .into_iter()
        .map(|((theme, one, other), cells)| {
            let ratings = Ratings::new(&cells, Some(&scale))
                .map_err(|fault| Error::input(fault.to_string()))?;
            Ok(TwoReviewers::of(theme, (one, other), &agreement(&ratings)))
        })
        .collect()
}
