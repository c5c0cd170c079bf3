//! Splits one raw word further: `n't` becomes "not", possessives and short verb endings fall off, and
//! compounds written as one word (`writeup`) meet those written as two. Offsets stay those of the word.

use super::scan::is_apostrophe;

/// Negations people write without their apostrophe, by the length of the verb.
const BARE_NOT: [(&str, usize); 18] = [
    ("arent", 3),
    ("cannot", 3),
    ("cant", 3),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("hadnt", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("isnt", 2),
    ("mustnt", 4),
    ("neednt", 4),
    ("shouldnt", 6),
    ("wasnt", 3),
    ("werent", 4),
    ("wont", 2),
    ("wouldnt", 5),
];

/// Words written as one that meet the same words written as two, by the length of the first.
const COMPOUNDS: [(&str, usize); 19] = [
    ("catchup", 5),
    ("catchups", 5),
    ("followup", 6),
    ("followups", 6),
    ("multiagency", 5),
    ("nonattendance", 3),
    ("nonexistent", 3),
    ("offtrack", 3),
    ("oneline", 3),
    ("oneliner", 3),
    ("stepdown", 4),
    ("timeframe", 4),
    ("timeframes", 4),
    ("timescale", 4),
    ("timescales", 4),
    ("uptodate", 2),
    ("writeup", 5),
    ("writeups", 5),
    ("writtenup", 7),
];

/// Calls `emit(from, to, instead)` for each part: byte range within the word, and the folded word to put in
/// its place if it is not simply the bytes folded.
pub(super) fn split(word: &str, mut emit: impl FnMut(usize, usize, Option<&'static str>)) {
    if word == "&" || word == "+" {
        return emit(0, 1, Some("and"));
    }
    if let Some((at, mark)) = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c)) {
        return split_at_apostrophe(word, at, at + mark.len_utf8(), emit);
    }
    if let Some(&(_, cut)) = BARE_NOT.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)) {
        emit(0, cut, head_word(&word[..cut]));
        return emit(cut, word.len(), Some("not"));
    }
    if let Some(&(_, cut)) = COMPOUNDS.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)) {
        emit(0, cut, None);
        if word.len() == 8 && word.eq_ignore_ascii_case("uptodate") {
            emit(2, 4, None);
            return emit(4, 8, None);
        }
        return emit(cut, word.len(), None);
    }
    emit(0, word.len(), None);
}

fn split_at_apostrophe(
    word: &str,
    at: usize,
    after: usize,
    mut emit: impl FnMut(usize, usize, Option<&'static str>),
) {
    let (head, tail) = (&word[..at], &word[after..]);
    let is = |ending: &str| tail.eq_ignore_ascii_case(ending);
    if is("t") && head.len() > 2 && head.ends_with(['n', 'N']) {
        let verb = &head[..head.len() - 1];
        emit(0, verb.len(), head_word(verb));
        emit(verb.len(), word.len(), Some("not"));
    } else if ["s", "re", "ve", "ll", "d", "m"].into_iter().any(is) {
        emit(0, at, None);
    } else {
        emit(0, word.len(), None);
    }
}

/// The verbs that `n't` mutilates.
fn head_word(verb: &str) -> Option<&'static str> {
    [("ca", "can"), ("wo", "will"), ("sha", "shall")]
        .into_iter()
        .find(|(cut, _)| cut.eq_ignore_ascii_case(verb))
        .map(|(_, whole)| whole)
}
