//! One read of one case: what the auditor feels about each domain, and the rows the read makes.

use assay_model::{Date, Judgement};

use super::bank::Bank;
use super::comment::{Asked, compose};
use super::row::{Row, empty, set};
use super::slots::{Subject, fill};
use super::voice::Voice;
use super::{DOMAINS, Drawn, story};
use crate::Council;
use crate::calendar::{Round, month_of_year, on_weekday, plus_days};
use crate::dice::Dice;
use crate::places::Plan;
use crate::population::{Child, Stage};

/// The council's files and the bank of fragments, as the auditors have them before them.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    council: &'a Council,
    bank: Bank,
}

/// One read of one case.
pub(super) struct Read<'a> {
    pub(super) case_id: &'a str,
    pub(super) on: Date,
    auditor: String,
    kind: &'static str,
    child: &'a Child,
    stage: &'a Stage,
}

impl<'a> Desk<'a> {
    /// Returns the desk of a council.
    pub(super) fn new(council: &'a Council) -> Self {
        Self { council, bank: Bank::read() }
    }

    /// Returns the seed of the council.
    pub(super) fn seed(&self) -> &str {
        &self.council.seed
    }

    /// Returns the first reads of a round, in the order of the draw.
    pub(super) fn first_reads<'b>(&'b self, round: Round, drawn: &'b [Drawn]) -> Vec<Read<'b>> {
        let mut dice = Dice::new(&self.council.seed, &format!("reads|{}", round.month));
        let reads = drawn.iter().filter_map(|case| {
            let on = on_weekday(plus_days(round.draw_day(), dice.between(4, 22)));
            let anybody = dice.below(self.council.auditors.len());
            let (child, stage) = self.council.find(&case.case_id, round.draw_day())?;
            let auditor = case.auditor.clone();
            let auditor = auditor.unwrap_or_else(|| self.council.auditors[anybody].login.clone());
            Some(Read { case_id: &case.case_id, auditor, kind: "monthly", child, stage, on })
        });
        reads.collect()
    }

    /// Returns what the auditor feels about each domain, in hundredths.
    pub(super) fn felt(&self, read: &Read<'_>, month: usize) -> Vec<i32> {
        let mut dice = self.dice(read, "felt");
        let auditor = self.council.auditors.iter().find(|a| a.login == read.auditor);
        let lenient = auditor.map_or(0, |auditor| auditor.leniency);
        let case = 600 + story::team_lean(read.stage.team) + lenient + 2 * dice.bell();
        let feel =
            |domain| case + story::domain_lean(domain, month, read.stage.plan) + 2 * dice.bell();
        (0..DOMAINS.len()).map(feel).collect()
    }

    /// Returns the rows of a read with these scores and this overall judgement.
    pub(super) fn rows(
        &self,
        round: Round,
        read: &Read<'_>,
        (scores, overall): (&[i32], Judgement),
        received: Date,
    ) -> Vec<Row> {
        let mut dice = self.dice(read, "comments");
        let voice = Voice::of(&self.council.seed, &read.auditor);
        let subject = Subject { child: read.child, plan: read.stage.plan, audited_on: read.on };
        let past = self.council.events.story(read.child);
        let month = month_of_year(round.draw_day());
        let mut used = Vec::new();
        let mut rows = Vec::new();
        for (domain, score) in scores.iter().enumerate() {
            let themes = story::themes(domain, month, read.stage, past, read.on);
            let asked = Asked { domain, score: *score, themes: &themes, subject: &subject };
            let comment = compose(&mut dice, &self.bank, voice, &asked, &mut used);
            let too_early = domain == 6 && read.stage.plan == Plan::Assessment && dice.chance(500);
            let mut row = empty();
            set(&mut row, "draw_id", round.draw_id());
            set(&mut row, "case_id", read.case_id);
            set(&mut row, "auditor", read.auditor.as_str());
            set(&mut row, "audit_date", read.on.to_string());
            set(&mut row, "month", round.month.to_string());
            set(&mut row, "audit_type", read.kind);
            set(&mut row, "tool", "2025");
            set(&mut row, "overall", overall.words());
            set(&mut row, "domain", DOMAINS[domain]);
            set(&mut row, "received_on", received.to_string());
            if too_early {
                set(&mut row, "not_applicable", "yes");
            } else {
                set(&mut row, "score", score.to_string());
                set(&mut row, "comment", comment);
            }
            rows.push(row);
        }
        self.about_the_case(&mut dice, &mut rows[0], scores, (read, &subject));
        rows
    }

    /// Fills what is said once a case, on its first row.
    fn about_the_case(
        &self,
        dice: &mut Dice,
        row: &mut Row,
        scores: &[i32],
        (read, subject): (&Read<'_>, &Subject<'_>),
    ) {
        if scores.iter().any(|score| *score >= 8) && dice.chance(400) {
            let praise =
                dice.pick(&self.bank.fitting("good_practice", "strength", read.stage.plan));
            set(row, "good_practice", fill(dice, subject, praise.text));
        }
        if scores.iter().any(|score| *score <= 5) {
            let action = dice.pick(&ACTIONS);
            set(row, "action", fill(dice, subject, action));
            set(row, "action_owner", self.council.workers[read.stage.worker].name.as_str());
            let due = on_weekday(plus_days(read.on, dice.pick(&[14, 28, 28, 42])));
            set(row, "action_due", due.to_string());
        }
        set(row, "worker_took_part", if dice.chance(820) { "yes" } else { "no" });
        let asked = dice.chance(540);
        set(row, "family_asked", if asked { "yes" } else { "no" });
        if asked && dice.chance(620) {
            let words = dice.pick(&FAMILY_WORDS);
            set(row, "family_words", fill(dice, subject, words));
        }
    }

    /// Returns the rows of the second read of a case, if it has a second reader.
    pub(super) fn second_read(
        &self,
        round: Round,
        drawn: &[Drawn],
        first: &Read<'_>,
        scores: &[i32],
    ) -> Vec<Row> {
        let case = drawn.iter().find(|case| case.case_id == first.case_id);
        let Some(second) = case.and_then(|case| case.second_reader.clone()) else {
            return Vec::new();
        };
        let on = on_weekday(plus_days(first.on, 2));
        let read = Read { auditor: second, kind: "second read", on, ..*first };
        let mut dice = self.dice(&read, "second read");
        let differ = [(0, 55), (1, 18), (-1, 20), (-2, 7)];
        let scores: Vec<i32> =
            scores.iter().map(|score| (score + dice.weighted(&differ)).clamp(1, 10)).collect();
        self.rows(round, &read, (&scores, by_mean(&scores)), on)
    }

    /// Returns the rows of the re-audit of a case found inadequate before; most have got better.
    pub(super) fn re_audit(&self, round: Round, case_id: &str, targeted: &[String]) -> Vec<Row> {
        let Some((child, stage)) = self.council.find(case_id, round.draw_day()) else {
            return Vec::new();
        };
        let auditor = self.council.auditors.last().map(|a| a.login.clone()).unwrap_or_default();
        let on = on_weekday(plus_days(round.draw_day(), 15));
        let read = Read { case_id, auditor, kind: "re-audit", child, stage, on };
        let mut dice = self.dice(&read, "re-audit");
        let level = if dice.chance(780) { 6 } else { 4 };
        let scores: Vec<i32> = DOMAINS.iter().map(|_| level + dice.between(-1, 1)).collect();
        let mut rows = self.rows(round, &read, (&scores, by_mean(&scores)), on);
        if !targeted.iter().any(|case| case == case_id) {
            for row in &mut rows {
                set(row, "draw_id", "");
            }
        }
        rows
    }

    fn dice(&self, read: &Read<'_>, what: &str) -> Dice {
        let label = format!("{what}|{}|{}|{}|{}", read.on, read.kind, read.case_id, read.auditor);
        Dice::new(&self.council.seed, &label)
    }
}

/// What auditors ask for.
const ACTIONS: [&str; 12] = [
    "Update the chronology and genogram.",
    "Write up the {meeting} of {month2} and send it to the network.",
    "Visit {name} alone and record {his} views.",
    "Speak to {relation} and bring the assessment up to date.",
    "Refer to {service}.",
    "Rewrite the {plan} with dates and names against each action.",
    "Case supervision within two weeks, reflective, to look at why things are stuck.",
    "Arrange a network meeting with {agency} and {agency2}.",
    "Manager to record the rationale for the current plan.",
    "Return home interview to be offered by the independent service.",
    "Book the overdue health check.",
    "Take the case to legal gateway.",
];
/// What families said.
const FAMILY_WORDS: [&str; 8] = [
    "She listens. The one before didn't.",
    "We never know when the next visit is.",
    "I'd like my report a bit earlier so I can read it.",
    "It feels like the same meeting every time.",
    "{name} likes her and that's what counts.",
    "They told us straight and we could work with that.",
    "Nobody rang me back for two weeks.",
    "Better than I thought it would be.",
];

/// Returns the judgement that goes with a mean of whole scores.
fn by_mean(scores: &[i32]) -> Judgement {
    match scores.iter().sum::<i32>() * 10 / scores.len() as i32 {
        80.. => Judgement::Outstanding,
        62..80 => Judgement::Good,
        35..62 => Judgement::RequiresImprovement,
        _ => Judgement::Inadequate,
    }
}
