//! Cases of what is known of persons: who is on the list, with which plan, team and worker, as the lists of Annex A
//! give them. Ids are never joined: a child who was adopted is another case under another id.

use std::collections::HashSet;
use std::sync::Arc;

use assay_model::case::field;
use assay_model::jiff::ToSpan;
use assay_model::{CaseId, CaseRecord, Date, Fields};

use super::people::{List, Person, Spell};
use super::state::State;
use crate::case_dates::DatesOfCase;
use crate::problems::{Oddity, Problems};

/// Returns the children who are on a list, in the order of the table of persons.
pub(super) fn children(state: &mut State<'_>) -> Vec<CaseRecord> {
    let mut problems = std::mem::take(&mut state.problems);
    report_former(state, &mut problems);
    let (mut cases, mut no_list, mut long_closed) = (Vec::new(), 0_u64, 0_u64);
    let as_at = state.asked.as_at;
    let months = i32::from(state.asked.schema.closed_months());
    let earliest = as_at.checked_sub(months.months()).unwrap_or(Date::MIN);
    for person in &state.people {
        match case(state, person, &mut problems) {
            None => no_list += 1,
            Some(case) if case.closed_on.is_some_and(|on| on < earliest) => long_closed += 1,
            Some(case) => {
                check_dates(person, &case, as_at, &mut problems);
                cases.push((case, person));
            }
        }
    }
    if no_list > 0 {
        let said = format!(
            "{no_list} persons of the dataset are on no list: no episode, plan, care or leaving care of theirs has begun by {as_at}"
        );
        state.dataset.said.push(said);
    }
    let until = state.asked.schema.leavers_until();
    let is_over = |person: &&Person<'_>| {
        let mut leaving = person.spells.iter().filter(|spell| spell.on == List::Leaving);
        let born = person.row.date("born_on");
        leaving.any(|spell| !spell.is_open(as_at))
            && born.is_some_and(|born| years(born, as_at) >= i16::from(until))
    };
    let over = state.people.iter().filter(is_over).count();
    if over > 0 {
        let said = format!(
            "{over} care leavers are {until} or older: they are taken for closed on the day they became {until}"
        );
        state.dataset.said.push(said);
    }
    if long_closed > 0 {
        let said =
            format!("{long_closed} persons were left off the list: closed before {earliest}");
        state.dataset.said.push(said);
    }
    let cases = as_now(state, cases, &mut problems);
    state.problems = problems;
    cases
}

/// Reports ids that another row gives as its former one. They stay two cases.
fn report_former(state: &State<'_>, problems: &mut Problems) {
    let ids: HashSet<&str> = state.people.iter().map(|person| person.id.as_str()).collect();
    for person in &state.people {
        let Some(former) = person.row.get("former_id") else { continue };
        let of_workspace = || {
            let id = CaseId::parse(former).ok()?;
            state.asked.ids.as_ref().filter(|known| known.has(&id))
        };
        if **former == *person.id.as_str() || (!ids.contains(&**former) && of_workspace().is_none())
        {
            continue;
        }
        let oddity = Oddity::understood(
            format!(
                "an id of its own for each child: \"{}\" has this as its former one",
                person.id
            ),
            "the two stay two cases. After an adoption they must; where only the system's id changed, import an alias",
        );
        problems.note(person.row.at("former_id"), format!("\"{former}\""), oddity);
    }
}

/// Gives cases the ids that their children have now, as a council's own aliases say; never across an adoption.
fn as_now(
    state: &State<'_>,
    cases: Vec<(CaseRecord, &Person<'_>)>,
    problems: &mut Problems,
) -> Vec<CaseRecord> {
    let on_list: HashSet<CaseId> = cases.iter().map(|(case, _)| case.id.clone()).collect();
    let mut given: HashSet<CaseId> = HashSet::new();
    let mut kept = Vec::with_capacity(cases.len());
    for (mut case, person) in cases {
        let place = person.row.at("person");
        let found = format!("\"{}\"", case.id);
        if let Some(now) = state.asked.former.became(&case.id) {
            if person.is_adopted {
                let hint = "the alias was not followed: the records from before and after an adoption are never joined";
                let oddity = Oddity::understood(
                    "an id without an alias, as care ended with an adoption",
                    hint,
                );
                problems.note(place, found, oddity);
            } else if on_list.contains(now) || given.contains(now) {
                let hint = format!(
                    "the row of {now} was kept: the imported aliases say that it is the same child"
                );
                problems.note(place, found, Oddity::left_out("one row for each case", hint));
                continue;
            } else {
                let hint = format!("the row was read as one of {now}, as the imported aliases say");
                problems.note(
                    place,
                    found,
                    Oddity::put_right("the id that the case has now", hint),
                );
                given.insert(now.clone());
                case.id = now.clone();
            }
        }
        kept.push(case);
    }
    kept
}

/// Returns the case of a person; none where nothing has begun that puts the child on a list.
fn case(state: &State<'_>, person: &Person<'_>, problems: &mut Problems) -> Option<CaseRecord> {
    let as_at = state.asked.as_at;
    let begun: Vec<&Spell> = person.spells.iter().filter(|spell| spell.has_begun(as_at)).collect();
    let open: Vec<&Spell> = begun.iter().copied().filter(|spell| spell.is_open(as_at)).collect();
    let counted = if open.is_empty() { &begun } else { &open };
    let plan = plan_type(counted, person.has_open_assessment)?;
    let ended = || begun.iter().filter_map(|spell| spell.end).max();
    let mut closed_on = if open.is_empty() { ended() } else { None };
    if let Some(died) = person.row.date("died_on").filter(|died| *died <= as_at)
        && closed_on.is_none_or(|closed| closed > died)
    {
        let oddity = Oddity::put_right(
            "an episode or plan that ended by the day of death",
            "the case was taken for closed on that day: end what is open in the source",
        );
        problems.note(person.row.at("died_on"), format!("\"{died}\""), oddity);
        closed_on = Some(died);
    }
    let mut fields = Fields::default();
    // Of a child on two plans the one that gives the plan type counts.
    let of_plan = counted.iter().filter(|spell| is_of(plan, spell.on));
    if let Some(start) = of_plan.filter_map(|spell| spell.start).max() {
        fields.insert(field::START_DATE, start.to_string());
    }
    fields.insert(field::PLAN_TYPE, plan);
    let mut numbers: Vec<u8> = begun.iter().map(|spell| spell.on.number()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let numbers: Vec<String> = numbers.iter().map(u8::to_string).collect();
    fields.insert(field::LISTS, numbers.join(" "));
    about(person, as_at, &mut fields);
    holder(state, (person, counted), &mut fields, problems);
    in_care(state, person, plan, &mut fields);
    let team = fields.get(field::TEAM).unwrap_or_default();
    if let Some(service) = state.asked.services.service(team, plan) {
        fields.or_insert(field::SERVICE, service);
    }
    fields.shrink();
    Some(CaseRecord { id: person.id.clone(), closed_on, restricted: false, fields })
}

/// Returns the plan type: care before protection, need and leaving care, as with Annex A.
fn plan_type(spells: &[&Spell], is_assessed: bool) -> Option<&'static str> {
    let has = |list: List| spells.iter().any(|spell| spell.on == list);
    if has(List::Care) {
        Some("looked after")
    } else if has(List::Protection) {
        Some("child protection")
    } else if has(List::Need) && is_assessed && !has(List::NeedPlan) {
        Some("open assessment")
    } else if has(List::Need) || has(List::NeedPlan) {
        Some("children in need")
    } else {
        has(List::Leaving).then_some("care leaver")
    }
}

/// Says whether a spell on this list gives the plan type.
fn is_of(plan: &str, on: List) -> bool {
    match plan {
        "looked after" => on == List::Care,
        "child protection" => on == List::Protection,
        "care leaver" => on == List::Leaving,
        _ => matches!(on, List::Need | List::NeedPlan),
    }
}

/// Reports a birth that is more than a pregnancy ahead, and a start that long before the birth.
fn check_dates(person: &Person<'_>, case: &CaseRecord, as_at: Date, problems: &mut Problems) {
    let born = person.row.date("born_on");
    let begun = case.field(field::START_DATE).parse().ok();
    let mut report = |_: &str, found: Date, oddity| {
        problems.note(person.row.at("born_on"), format!("\"{found}\""), oddity);
    };
    DatesOfCase { born, begun, ..DatesOfCase::default() }.check(None, &mut report);
    let latest = as_at.checked_add(300.days()).ok();
    if let Some(born) = born.filter(|born| latest.is_some_and(|latest| *born > latest)) {
        let hint = "the date was kept, and the child counts as unborn: look at it in the source";
        report(field::BORN_ON, born, Oddity::new("a birth that is not so far ahead", hint));
    }
}

/// Puts in what is known of the person.
fn about(person: &Person<'_>, as_at: Date, fields: &mut Fields) {
    let row = &person.row;
    let gender = row.get("gender").or_else(|| row.get("sex"));
    for (name, value) in [
        (field::GENDER, gender),
        (field::ETHNICITY, row.get("ethnicity")),
        (field::BORN_ON, row.get("born_on")),
        ("family", person.family.as_ref()),
    ] {
        if let Some(value) = value {
            fields.insert(name, Arc::clone(value));
        }
    }
    let is_due = || row.date("due_on").is_some_and(|due| due > as_at);
    let age = match row.date("born_on") {
        Some(born) if born > as_at => Some(-1),
        Some(born) => Some(years(born, as_at)),
        None => is_due().then_some(-1),
    };
    if let Some(age) = age {
        fields.insert(field::AGE, age.to_string());
    }
    if let Some(seen) = person.latest.seen {
        fields.insert(field::LAST_SEEN, seen.to_string());
    }
    for (name, value) in &person.leaver {
        fields.insert(*name, Arc::clone(value));
    }
}

fn years(born: Date, on: Date) -> i16 {
    let is_before = (on.month(), on.day()) < (born.month(), born.day());
    on.year() - born.year() - i16::from(is_before)
}

/// Puts in who holds the case: by the involvements, else as episode or plan say.
fn holder(
    state: &State<'_>,
    (person, counted): (&Person<'_>, &[&Spell]),
    fields: &mut Fields,
    problems: &mut Problems,
) {
    let plan = fields.get(field::PLAN_TYPE).unwrap_or_default().to_owned();
    let schema = state.asked.schema;
    let (mut team, mut worker) = (None, None);
    if let Some((first, other)) = person.held_by(schema, (&plan, state.asked.as_at)) {
        (team, worker) = (first.team.clone(), first.worker.clone());
        if let Some(role) = first.role.filter(|_| worker.is_some()) {
            fields.insert("worker_role", schema.roles()[role].name.as_str());
        }
        if let Some(other) = other {
            let row = other.place.rows([(&*first.place, first.row)].into_iter());
            let oddity = Oddity::understood(
                "one worker who holds the case",
                "both began on one day in one role: the first by name was taken",
            );
            let found = format!("\"{}\" is held here and in row {row}", person.id);
            problems.note(other.place.at(other.row, ""), found, oddity);
        }
    }
    let mut ranked: Vec<&&Spell> = counted.iter().collect();
    let rank = |list: List| {
        [List::Care, List::Protection, List::NeedPlan, List::Need, List::Leaving]
            .iter()
            .position(|other| *other == list)
    };
    ranked.sort_by_key(|spell| (rank(spell.on), std::cmp::Reverse(spell.start)));
    let team = team.or_else(|| ranked.iter().find_map(|spell| spell.team.clone()));
    let worker = worker.or_else(|| ranked.iter().find_map(|spell| spell.worker.clone()));
    for (name, value) in [(field::TEAM, team), (field::WORKER, worker)] {
        if let Some(value) = value {
            fields.insert(name, value);
        }
    }
}

/// Puts in what is known of children in care and with a child protection plan.
fn in_care(state: &State<'_>, person: &Person<'_>, plan: &str, fields: &mut Fields) {
    let (as_at, latest) = (state.asked.as_at, &person.latest);
    let dates = [
        ("last_cp_review", latest.protection_review),
        ("last_review", latest.care_review),
        ("last_health_assessment", latest.health),
        ("last_dental_check", latest.dental),
    ];
    for (name, date) in dates {
        if let Some(date) = date {
            fields.insert(name, date.to_string());
        }
    }
    if plan != "looked after" {
        return;
    }
    if state.has_placements {
        let year_ago = as_at.checked_sub(1.year()).unwrap_or(Date::MIN);
        let is_of_year = |(start, end): &&(Date, Option<Date>)| {
            *start <= as_at && end.is_none_or(|end| end > year_ago)
        };
        let count = person.placements.iter().filter(is_of_year).count();
        fields.insert("placements_in_12_months", count.to_string());
    }
    let is_now = |(start, end, _): &&(Date, Option<Date>, Arc<str>)| {
        *start <= as_at && end.is_none_or(|end| end > as_at)
    };
    let status = person.statuses.iter().filter(is_now).max_by_key(|(start, ..)| *start);
    if let Some((_, _, status)) = status {
        fields.insert(field::LEGAL_STATUS, Arc::clone(status));
    }
}
