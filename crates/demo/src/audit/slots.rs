//! Fills the slots of a fragment: `{date}`, `{relation}`, `{agency}`… as they fit one child and one audit.

use assay_model::print::capital;
use assay_model::{Date, Month};

use crate::calendar::{age, plus_days};
use crate::dice::Dice;
use crate::places::Plan;
use crate::population::{Child, Gender};

/// What a fragment is about.
pub(super) struct Subject<'a> {
    pub(super) child: &'a Child,
    pub(super) plan: Plan,
    pub(super) audited_on: Date,
}

/// Returns the fragment with every slot filled and its first letter a capital.
pub(super) fn fill(dice: &mut Dice, subject: &Subject<'_>, fragment: &str) -> String {
    let mut text = String::with_capacity(fragment.len() + 16);
    let months = months_ago(dice, subject.audited_on);
    let mut rest = fragment;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, tail) = after.split_once('}').expect("every slot of the bank is closed");
        text.push_str(before);
        let value = value(dice, subject, slot, months);
        let starts_sentence = text.ends_with(". ") || text.ends_with("? ");
        text.push_str(&if starts_sentence { capital(&value) } else { value });
        rest = tail;
    }
    text.push_str(rest);
    capital(&text)
}

fn value(dice: &mut Dice, subject: &Subject<'_>, slot: &str, months: (Month, Month)) -> String {
    let (he, him, his) = pronouns(subject);
    let years = age(subject.child.born, subject.audited_on);
    let agencies = agencies(years, subject.plan);
    let chosen = match slot {
        "name" if years < 0 => "baby",
        "name" => subject.child.name,
        "he" => he,
        "him" => him,
        "his" => his,
        "He" => return capital(he),
        "he2" => dice.pick(&["she", "he"]),
        "his2" => dice.pick(&["her", "his", "their"]),
        "month" => return month_name(months.0),
        "month2" => return month_name(months.1),
        "date" => return some_date(dice, subject.audited_on),
        "weeks" => dice.pick(&["two", "three", "four", "five", "6", "seven"]),
        "weeks2" => dice.pick(&["eight", "nine", "ten", "12", "14"]),
        "times" => dice.pick(&["two", "three", "3", "four", "several"]),
        "days" => return dice.between(9, 41).to_string(),
        "months" => return dice.between(6, 26).to_string(),
        "age" => return if years < 0 { "unborn".to_owned() } else { years.to_string() },
        "agency" => dice.pick(agencies),
        "agency2" => dice.pick(&["the GP", "probation", "housing", "the drug and alcohol worker"]),
        "relation" => dice.pick(relations(subject.plan)),
        "service" => dice.pick(services(years)),
        "worker" => dice.pick(worker(subject.plan)),
        "meeting" => dice.pick(meeting(subject.plan)),
        "visit" => visit(subject.plan),
        "plan" => plan(subject.plan),
        "review" => review(subject.plan),
        other => unreachable!("the bank's test knows every slot, not {other}"),
    };
    chosen.to_owned()
}

fn pronouns(subject: &Subject<'_>) -> (&'static str, &'static str, &'static str) {
    match subject.child.gender {
        Gender::Male => ("he", "him", "his"),
        Gender::Female => ("she", "her", "her"),
        Gender::Unknown => ("they", "them", "their"),
    }
}

fn agencies(years: i32, plan: Plan) -> &'static [&'static str] {
    match years {
        _ if plan == Plan::Leaver => {
            &["housing", "the college", "the job centre", "adult services"]
        }
        ..0 => &["the midwife", "probation", "the perinatal team", "police"],
        0..=3 => &["the health visitor", "nursery", "police", "the GP", "probation"],
        4..=10 => &["school", "the school nurse", "police", "CAMHS", "the family support worker"],
        _ => &["school", "police", "CAMHS", "the youth worker", "the YJS", "the school nurse"],
    }
}

fn relations(plan: Plan) -> &'static [&'static str] {
    match plan {
        Plan::Care => &["the foster carer", "mum", "dad", "nan", "the carer", "an older sister"],
        Plan::Leaver => &["the former carer", "mum", "a close friend", "an older brother"],
        _ => {
            &["mum", "dad", "stepdad", "nan", "paternal grandmother", "mother", "an aunt", "father"]
        }
    }
}

fn services(years: i32) -> &'static [&'static str] {
    match years {
        ..4 => &["speech and language", "the paediatrician", "portage", "physio"],
        _ => &["CAMHS", "speech and language", "the paediatrician", "counselling", "OT"],
    }
}

fn worker(plan: Plan) -> &'static [&'static str] {
    if plan == Plan::Leaver {
        &["the PA", "PA"]
    } else {
        &["SW", "the worker", "the social worker"]
    }
}

fn meeting(plan: Plan) -> &'static [&'static str] {
    match plan {
        Plan::Assessment => &["strategy discussion", "network meeting", "planning meeting"],
        Plan::InNeed => &["CIN meeting", "child in need meeting", "multi-agency meeting"],
        Plan::Protection => &["core group", "core group meeting"],
        Plan::Care => &["care team meeting", "PEP meeting", "placement meeting"],
        Plan::Leaver => &["pathway planning meeting", "joint housing meeting"],
    }
}

fn visit(plan: Plan) -> &'static str {
    match plan {
        Plan::Assessment => "home visit",
        Plan::InNeed => "CIN visit",
        Plan::Protection => "CP visit",
        Plan::Care => "stat visit",
        Plan::Leaver => "pathway visit",
    }
}

fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::Assessment => "interim plan",
        Plan::InNeed => "CIN plan",
        Plan::Protection => "CP plan",
        Plan::Care => "care plan",
        Plan::Leaver => "pathway plan",
    }
}

fn review(plan: Plan) -> &'static str {
    match plan {
        Plan::Assessment | Plan::InNeed => "CIN review",
        Plan::Protection => "review conference",
        Plan::Care => "LAC review",
        Plan::Leaver => "pathway review",
    }
}

/// Returns a month of the last half year and one after it, both before the audit's.
fn months_ago(dice: &mut Dice, audited_on: Date) -> (Month, Month) {
    let back = dice.between(2, 6);
    let month = Month::of(audited_on);
    (month.plus(-back), month.plus(-back + dice.between(1, back - 1)))
}

fn month_name(month: Month) -> String {
    month.words().split(' ').next().unwrap_or_default().to_owned()
}

/// Returns a day of the last four months as one auditor or another would write it.
fn some_date(dice: &mut Dice, audited_on: Date) -> String {
    let day = plus_days(audited_on, -dice.between(8, 120));
    let (d, m) = (day.day(), day.month());
    let name = month_name(Month::of(day));
    match dice.below(5) {
        0 => format!("{d:02}/{m:02}"),
        1 => format!("{d}.{m}.{}", day.year() - 2000),
        2 => format!("{d}{} {name}", ordinal(d)),
        _ => format!("{d} {name}"),
    }
}

fn ordinal(day: i8) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}
