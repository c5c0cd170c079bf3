//! How sure the first page is: what is back of what was drawn, what moderation made of it, what no person
//! checked, and where an estimate is approximate.

use assay_model::print::{count, lower_first, share};

use super::{Sources, answer, words};
use crate::section::Kind;
use crate::view::Answer;

pub(super) fn answers(sources: &Sources<'_>) -> Vec<Answer> {
    let mut answers = Vec::new();
    answers.extend(completion(sources));
    answers.extend(moderation(sources));
    let approximate = sources.judgements.periods.iter().rev().find(|p| !p.limits.is_empty());
    if let Some(limit) = approximate.and_then(|period| period.limits.first()) {
        answers.push(answer("", format!("{limit}."), Kind::Judgements));
    }
    if !sources.themes.checked.is_empty() && !sources.themes.themes.is_empty() {
        let text =
            format!("Counts of what auditors wrote: {}", lower_first(&sources.themes.checked));
        answers.push(answer("", text, Kind::Themes));
    }
    answers
}

fn completion(sources: &Sources<'_>) -> Option<Answer> {
    let months =
        sources.front.map(|front| (front.direction.latest.from, front.direction.latest.to));
    let of_latest = |month| months.is_none_or(|(from, to)| from <= month && month <= to);
    let rounds = sources.completion.iter().filter(|round| of_latest(round.month));
    let (drawn, returned) =
        rounds.fold((0, 0), |(drawn, back), r| (drawn + r.drawn, back + r.returned));
    if drawn == 0 {
        return None;
    }
    let mut text = format!(
        "{} for the latest three months are returned",
        words::of(returned, drawn, "the audits drawn")
    );
    if let Some(latest) = sources.completion.last().filter(|r| of_latest(r.month)) {
        let lowest = latest
            .services
            .iter()
            .filter(|s| s.drawn >= 10 && s.returned < s.drawn && !s.service.is_empty())
            .min_by(|a, b| (a.returned * b.drawn).cmp(&(b.returned * a.drawn)));
        if let Some(service) = lowest.filter(|_| latest.services.len() > 1) {
            text.push_str(&format!(
                "; fewest in {}, {} in {}",
                service.service,
                share(service.returned, service.drawn),
                latest.month.words()
            ));
        }
    }
    text.push('.');
    Some(answer("", text, Kind::Completion))
}

fn moderation(sources: &Sources<'_>) -> Option<Answer> {
    let found = sources.second_opinion;
    let mut parts = Vec::new();
    let moderated = found.moderated.n();
    if moderated > 0 {
        let [same, better, worse] = found.moderated.same_better_worse();
        parts.push(format!(
            "{} of {} audits were moderated: {} upheld, {} raised, {} lowered",
            count(moderated),
            count(found.graded),
            count(same),
            count(better),
            count(worse)
        ));
    }
    let read_twice = found.second_reads.n();
    if read_twice > 0 {
        let [same, _, worse] = found.second_reads.same_better_worse();
        parts.push(format!(
            "a second reader, without knowing the first, agreed in {} and came to a worse judgement in {}",
            words::of(same, read_twice, "cases"),
            count(worse)
        ));
    }
    let text = if parts.is_empty() {
        "No audit was moderated or read a second time: how far auditors agree is not known."
            .to_owned()
    } else {
        words::sentence(&parts.join("; "))
    };
    (found.graded > 0 || !sources.completion.is_empty()).then(|| answer("", text, Kind::Moderation))
}
