//! Emerging phrases: what auditors write now and wrote less before. Phrases of two to five words are counted by
//! the comments that hold them; evidence is the log-likelihood G² (Dunning 1993), rank the lower end of the 95%
//! interval of the binary log of the ratio of shares (Hardie 2014), so that neither chance nor rarity wins.

mod alike;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::analyser::{Analyser, Dictionary};
use alike::one_of_each;

/// A phrase is listed from so many comments on.
const LEAST_COMMENTS: usize = 5;
/// And from so many auditors on, where auditors are known.
const LEAST_AUDITORS: usize = 3;
/// The shortest and the longest phrase, in words.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=5;
/// G² that chance exceeds once in twenty, one degree of freedom.
const EVIDENCE: f64 = 3.841;
/// A phrase goes where this share of its comments holds a longer listed one, or another cut of the same saying.
const SUBSUMED: f64 = 0.8;

/// A comment to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The comment's id.
    pub id: String,
    /// Who wrote it; empty where it is not known.
    pub auditor: String,
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
    /// The ids of the comments that hold it now.
    pub ids: Vec<String>,
}

/// What the comparison rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Emerging {
    /// The phrases, those that rose most surely first.
    pub phrases: Vec<Phrase>,
    /// Comments compared now, after pasted ones are counted once.
    pub now: u64,
    /// Comments compared before.
    pub before: u64,
}

/// Compares the comments of now with those of before.
#[must_use]
pub fn emerging(dictionary: &Arc<Dictionary>, now: &[Passage], before: &[Passage]) -> Emerging {
    let mut reader = Reader { analyser: Analyser::new(Arc::clone(dictionary)) };
    let now_read: Vec<Read> = now.iter().map(|passage| reader.read(passage)).collect();
    let before_read: Vec<Read> = before.iter().map(|passage| reader.read(passage)).collect();
    let kept = one_of_each(now_read.iter().map(|read| read.stems.as_slice()));
    let kept_before = one_of_each(before_read.iter().map(|read| read.stems.as_slice()));
    let knows_auditors = now.iter().any(|passage| !passage.auditor.is_empty());
    let held = held(now, &now_read, &kept, knows_auditors);
    let earlier = earlier(&held, &before_read, &kept_before);
    let bases = (kept.len() as u64, kept_before.len() as u64);
    let mut listed: Vec<Listed<'_>> = held
        .iter()
        .filter_map(|(stems, one)| {
            let counts = (one.comments.len() as u64, earlier.get(stems).copied().unwrap_or(0));
            let (g2, log_ratio, low) = contrast(counts, bases);
            let phrase = Phrase {
                phrase: one.most_written(),
                comments: counts.0,
                before: counts.1,
                auditors: knows_auditors.then_some(one.auditors.len() as u64),
                g2,
                log_ratio,
                low,
                ids: one.comments.iter().map(|&n| now[n].id.clone()).collect(),
            };
            (g2 >= EVIDENCE && low > 0.0).then_some((*stems, one, phrase))
        })
        .collect();
    listed.sort_by(|a, b| {
        let words = |stems: &str| stems.split(' ').count();
        words(b.0).cmp(&words(a.0)).then(b.2.low.total_cmp(&a.2.low)).then(a.0.cmp(b.0))
    });
    let mut phrases = without_parts(listed);
    phrases.sort_by(|a, b| b.low.total_cmp(&a.low).then(a.phrase.cmp(&b.phrase)));
    Emerging { phrases, now: bases.0, before: bases.1 }
}

/// A phrase by its stems, with the comments that hold it.
type Listed<'a> = (&'a str, &'a Held<'a>, Phrase);

/// Returns the phrases that enough comments and auditors of now hold.
fn held<'a>(
    now: &'a [Passage],
    read: &'a [Read],
    kept: &[usize],
    knows_auditors: bool,
) -> HashMap<&'a str, Held<'a>> {
    let mut held: HashMap<&str, Held<'_>> = HashMap::new();
    for &number in kept {
        for (phrase, written) in &read[number].phrases {
            let one = held.entry(phrase).or_default();
            one.comments.push(number);
            one.auditors.insert(&now[number].auditor);
            *one.written.entry(written).or_default() += 1;
        }
    }
    held.retain(|_, one| {
        one.comments.len() >= LEAST_COMMENTS
            && (!knows_auditors || one.auditors.len() >= LEAST_AUDITORS)
    });
    held
}

/// Returns how many comments of before hold these phrases.
fn earlier<'a>(
    held: &HashMap<&'a str, Held<'a>>,
    read: &'a [Read],
    kept: &[usize],
) -> HashMap<&'a str, u64> {
    let mut earlier: HashMap<&str, u64> = HashMap::new();
    for &number in kept {
        for phrase in read[number].phrases.keys() {
            if held.contains_key(phrase.as_str()) {
                *earlier.entry(phrase).or_default() += 1;
            }
        }
    }
    earlier
}

/// Leaves out the phrases that are parts of longer ones in most of their comments.
fn without_parts(listed: Vec<Listed<'_>>) -> Vec<Phrase> {
    let mut phrases: Vec<(BTreeSet<usize>, String, Phrase)> = Vec::new();
    for (stems, one, phrase) in listed {
        let comments: BTreeSet<usize> = one.comments.iter().copied().collect();
        let longer_holds = |n: &usize| {
            phrases.iter().any(|(held, listed, _)| {
                (holds(listed, stems) || overlap(listed, stems)) && held.contains(n)
            })
        };
        let covered = comments.iter().filter(|n| longer_holds(n)).count();
        if (covered as f64) < SUBSUMED * comments.len() as f64 {
            phrases.push((comments, stems.to_owned(), phrase));
        }
    }
    phrases.into_iter().map(|(_, _, phrase)| phrase).collect()
}

/// Returns whether the longer phrase holds the shorter one, whole words side by side.
fn holds(longer: &str, shorter: &str) -> bool {
    longer.len() > shorter.len() && format!(" {longer} ").contains(&format!(" {shorter} "))
}

/// Returns whether the end of one phrase is the beginning of the other, two words or more: cuts of one longer
/// saying.
fn overlap(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split(' ').collect(), other.split(' ').collect());
    let ends_so = |a: &[&str], b: &[&str]| (2..a.len().min(b.len())).any(|n| a.ends_with(&b[..n]));
    ends_so(&one, &other) || ends_so(&other, &one)
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

/// Who holds a phrase, and how it is written.
#[derive(Default)]
struct Held<'a> {
    comments: Vec<usize>,
    auditors: BTreeSet<&'a str>,
    written: BTreeMap<&'a str, usize>,
}

impl Held<'_> {
    fn most_written(&self) -> String {
        let most = self.written.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        most.map_or_else(String::new, |(written, _)| (*written).to_owned())
    }
}

struct Reader {
    analyser: Analyser,
}

/// One comment read: its stems, and its phrases (stems → as written).
struct Read {
    stems: Vec<String>,
    phrases: BTreeMap<String, String>,
}

impl Reader {
    fn read(&mut self, passage: &Passage) -> Read {
        let tokens = self.analyser.analyse(&passage.text);
        let words: Vec<_> = tokens.iter().map(|token| self.analyser.word(token)).collect();
        let mut phrases = BTreeMap::new();
        for from in 0..tokens.len() {
            for length in LENGTHS {
                let to = from + length;
                if to > tokens.len() || tokens[to - 1].clause != tokens[from].clause {
                    break;
                }
                let ends_tell = tells(&words[from].written) && tells(&words[to - 1].written);
                if !ends_tell || tokens[from + 1..to].iter().any(|token| token.after_comma) {
                    continue;
                }
                let join = |of: &dyn Fn(usize) -> String| {
                    (from..to).map(of).collect::<Vec<String>>().join(" ")
                };
                let stems = join(&|n| words[n].stem.clone());
                phrases.entry(stems).or_insert_with(|| join(&|n| words[n].written.clone()));
            }
        }
        Read { stems: words.iter().map(|word| word.stem.clone()).collect(), phrases }
    }
}

/// Returns whether a word may stand at the end of a phrase: articles and the like say nothing there, nor do
/// months, which rise and fall with the calendar.
fn tells(word: &str) -> bool {
    const MONTHS: [&str; 24] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ];
    const EMPTY: [&str; 40] = [
        "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "for", "with", "by", "from",
        "is", "are", "was", "were", "be", "been", "has", "have", "had", "that", "this", "it", "as",
        "his", "her", "their", "its", "he", "she", "they", "there", "which", "who", "so", "but",
        "if",
    ];
    !EMPTY.contains(&word) && !MONTHS.contains(&word) && !word.bytes().all(|b| b.is_ascii_digit())
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
    fn months_end_no_phrase() {
        assert!(!tells("may") && !tells("sept") && tells("panel"));
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
