//! Emerging phrases: what auditors write now and wrote less before. Phrases of two to five words are counted by
//! the comments that hold them; evidence is the log-likelihood G² (Dunning 1993), rank the lower end of the 95%
//! interval of the binary log of the ratio of shares (Hardie 2014), so that neither chance nor rarity wins. Of
//! thousands of phrases some rise by chance: how many is worked out with shuffled months.

mod alike;
mod chance;
mod pool;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analyser::{Analyser, Dictionary};
use alike::one_of_each;
pub use chance::{Chance, SEED, SHUFFLES};
use pool::{Found, Pool};
use words::{Read, Reader};

/// Phrases are listed down to this false share: about one in ten of those listed is chance.
pub const FALSE_SHARE: f64 = 0.1;

/// A comment to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The comment's id.
    pub id: String,
    /// Who wrote it; empty where it is not known.
    pub auditor: String,
    /// The audit it belongs to; empty where it is one of its own.
    pub audit: String,
    /// What stands there.
    pub text: String,
}

/// A phrase that stands out.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// The phrase as it is most often written.
    pub phrase: String,
    /// Comments that hold it now, pasted ones counted once.
    pub comments: u64,
    /// Comments that held it before.
    pub before: u64,
    /// Auditors who write it now; none where they are not known.
    pub auditors: Option<u64>,
    /// The log-likelihood G², one degree of freedom.
    pub g2: f64,
    /// The binary logarithm of the ratio of shares: 1 is twice as often.
    pub log_ratio: f64,
    /// The lower end of its 95% interval.
    pub low: f64,
    /// How much of the list down to this phrase chance alone would list.
    pub false_share: f64,
    /// The ids of the comments that hold it now.
    pub ids: Vec<String>,
}

/// What the comparison rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Emerging {
    /// The phrases, those that rose most surely first.
    pub phrases: Vec<Phrase>,
    /// What chance alone would list.
    pub chance: Chance,
    /// Comments compared now, after pasted ones are counted once.
    pub now: u64,
    /// Comments compared before.
    pub before: u64,
}

/// Compares the comments of now with those of before.
#[must_use]
pub fn emerging(dictionary: &Arc<Dictionary>, now: &[Passage], before: &[Passage]) -> Emerging {
    let mut reader = Reader { analyser: Analyser::new(Arc::clone(dictionary)) };
    let mut read = |passages: &[Passage]| -> Vec<Read> {
        passages.iter().map(|passage| reader.read(&passage.text)).collect()
    };
    let (now_read, before_read) = (read(now), read(before));
    let kept = |read: &[Read]| one_of_each(read.iter().map(|read| read.stems.as_slice()));
    let (kept_now, kept_before) = (kept(&now_read), kept(&before_read));
    let of_now = kept_now.iter().map(|n| (&now[*n], &now_read[*n]));
    let of_before = kept_before.iter().map(|n| (&before[*n], &before_read[*n]));
    let (passages, read): (Vec<&Passage>, Vec<&Read>) = of_now.chain(of_before).unzip();
    let is_now: Vec<bool> = (0..passages.len()).map(|place| place < kept_now.len()).collect();
    let auditors: Vec<&str> = passages.iter().map(|passage| passage.auditor.as_str()).collect();
    let knows_auditors = now.iter().any(|passage| !passage.auditor.is_empty());
    let pool = Pool::of(&read, knows_auditors.then_some(&auditors));
    let found = pool.rising(&is_now);
    let audits: Vec<&str> = passages.iter().map(|passage| passage.audit_or_own()).collect();
    let (chance, false_shares) = chance::alone(&pool, &found, &audits, &is_now);
    let written = most_written(&found, &read);
    let phrase = |(place, found): (usize, &Found<'_>)| Phrase {
        phrase: written[place].clone(),
        comments: found.now.len() as u64,
        before: found.before,
        auditors: pool.auditors(&found.now).map(|auditors| auditors as u64),
        g2: found.g2,
        log_ratio: found.log_ratio,
        low: found.low,
        false_share: false_shares[place],
        ids: found.now.iter().map(|comment| passages[*comment].id.clone()).collect(),
    };
    let phrases = found.iter().enumerate().map(phrase).collect();
    let bases = (kept_now.len() as u64, kept_before.len() as u64);
    Emerging { phrases, chance, now: bases.0, before: bases.1 }
}

impl Passage {
    fn audit_or_own(&self) -> &str {
        if self.audit.is_empty() { &self.id } else { &self.audit }
    }
}

/// Returns each phrase as it is most often written now.
fn most_written(found: &[Found<'_>], read: &[&Read]) -> Vec<String> {
    let one = |found: &Found<'_>| {
        let mut written: BTreeMap<&str, usize> = BTreeMap::new();
        for comment in &found.now {
            if let Some(as_written) = read[*comment].phrases.get(found.stems) {
                *written.entry(as_written).or_default() += 1;
            }
        }
        let most = written.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        most.map_or_else(String::new, |(written, _)| written.to_owned())
    };
    found.iter().map(one).collect()
}

/// Returns G², the log ratio and the lower end of its 95% interval, for a phrase in `counts.0` of `bases.0`
/// comments now and in `counts.1` of `bases.1` before. Half a comment is added to each count of the ratio, so
/// that a phrase that is quite new has one too.
#[must_use]
pub fn contrast(counts: (u64, u64), bases: (u64, u64)) -> (f64, f64, f64) {
    let (a, b) = (counts.0 as f64, counts.1 as f64);
    let (n, m) = (bases.0 as f64, bases.1 as f64);
    let all = n + m;
    let term = |seen: f64, row: f64, column: f64| {
        if seen == 0.0 { 0.0 } else { seen * (seen * all / (row * column)).ln() }
    };
    let (with, without) = (a + b, all - a - b);
    let g2 = 2.0
        * (term(a, with, n) + term(b, with, m) + term(n - a, without, n) + term(m - b, without, m));
    let (a, b, n, m) = (a + 0.5, b + 0.5, n + 0.5, m + 0.5);
    let ratio = ((a / n) / (b / m)).ln();
    let error = (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m).max(0.0).sqrt();
    let binary = std::f64::consts::LN_2;
    (g2, ratio / binary, (ratio - 1.959_963_984_540_054 * error) / binary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(texts: &[(&str, &str)]) -> Vec<Passage> {
        texts
            .iter()
            .enumerate()
            .map(|(n, (auditor, text))| Passage {
                id: n.to_string(),
                auditor: (*auditor).to_owned(),
                audit: String::new(),
                text: (*text).to_owned(),
            })
            .collect()
    }

    #[test]
    fn evidence_and_ratio_are_those_worked_out_by_hand() {
        // Dunning's G² of 20/100 against 5/100: 2·(20 ln(20/12.5) + 5 ln(5/12.5) + 80 ln(80/87.5) + 95 ln(95/87.5)).
        let expected = 2.0
            * (20.0 * 1.6_f64.ln()
                + 5.0 * 0.4_f64.ln()
                + 80.0 * (80.0_f64 / 87.5).ln()
                + 95.0 * (95.0_f64 / 87.5).ln());
        let (g2, ratio, low) = contrast((20, 5), (100, 100));
        assert!((g2 - expected).abs() < 1e-9);
        assert!((ratio - (20.5_f64 / 5.5).log2()).abs() < 1e-9);
        assert!(low > 0.0 && low < ratio);
        assert!(contrast((5, 5), (100, 100)).0.abs() < 1e-9);
    }

    #[test]
    fn a_new_phrase_is_listed_once_at_its_longest() {
        let auditors = ["a", "b", "c", "a", "b", "c"];
        let endings = ["in June", "since May", "at home", "by mum", "at school", "for Sam"];
        let texts: Vec<String> = endings
            .iter()
            .map(|e| format!("No edge of care panel was asked {e}. Visits made."))
            .collect();
        let now: Vec<(&str, &str)> =
            auditors.iter().zip(&texts).map(|(a, t)| (*a, t.as_str())).collect();
        let plain: Vec<String> =
            (0..30).map(|n| format!("Plan number {n} is clear and visits are made")).collect();
        let before: Vec<(&str, &str)> = plain.iter().map(|t| ("d", t.as_str())).collect();
        let found = emerging(&Arc::default(), &passages(&now), &passages(&before));
        let phrases: Vec<&str> = found.phrases.iter().map(|p| p.phrase.as_str()).collect();
        assert!(phrases.contains(&"no edge of care panel"), "{phrases:?}");
        assert!(!phrases.contains(&"care panel was asked"), "another cut of it: {phrases:?}");
        assert_eq!(found.phrases[0].comments, 6);
    }

    #[test]
    fn pasted_text_and_a_single_auditor_make_no_phrase() {
        let pasted = vec![("a", "Edge of care panel never asked about him"); 8];
        let found = emerging(&Arc::default(), &passages(&pasted), &passages(&[]));
        assert_eq!((found.now, found.phrases.len()), (1, 0));
        let texts: Vec<String> =
            (0..8).map(|n| format!("edge of care {n} and {}", n * 7)).collect();
        let one: Vec<(&str, &str)> = texts.iter().map(|t| ("a", t.as_str())).collect();
        assert!(emerging(&Arc::default(), &passages(&one), &[]).phrases.is_empty());
    }
}
