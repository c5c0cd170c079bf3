//! Assignments compared with every possible one, and with a general solver where there are too many.

use pathfinding::prelude::{Matrix, kuhn_munkres_min};
use proptest::prelude::*;

use super::*;
use crate::plan::OwnTeam;

fn seed() -> Seed {
    Seed::parse("01382438112797316654").unwrap()
}

fn draw() -> DrawId {
    DrawId::parse("2026-09-monthly").unwrap()
}

fn case(id: &str, team: &str, worker: &str) -> CaseFacts {
    CaseFacts {
        case: CaseId::parse(id).unwrap(),
        worker: worker.to_owned(),
        manager: String::new(),
        team: team.to_owned(),
        service: String::new(),
        restricted: false,
    }
}

fn reader(login: &str, team: &str, capacity: Option<u32>) -> Reader {
    Reader {
        name: format!("Name of {login}"),
        login: login.to_owned(),
        team: team.to_owned(),
        services: Vec::new(),
        capacity,
        cleared: false,
    }
}

fn run(
    cases: &[CaseFacts],
    twice: &[&str],
    readers: &[Reader],
    conflicts: &Conflicts,
) -> Result<Vec<Assignment>, AssignError> {
    let twice: BTreeSet<CaseId> = twice.iter().map(|id| CaseId::parse(id).unwrap()).collect();
    let wanted = Wanted { cases, twice: &twice, kept: &[] };
    assign(&wanted, readers, conflicts, &seed(), &draw())
}

fn squares(assignments: &[Assignment], readers: &[Reader]) -> usize {
    let load = |login: &str| assignments.iter().filter(|a| a.auditor == login).count();
    readers.iter().map(|reader| load(&reader.login).pow(2)).sum()
}

#[test]
fn nobody_audits_their_own_case_team_or_worker() {
    let mut first = case("1", "CIN 1", "Name of b");
    first.manager = "c".to_owned();
    let readers = [
        reader("a", "CIN 1", None),
        reader("b", "CIN 2", None),
        reader("c", "CIN 3", None),
        reader("d", "CIN 4", None),
        reader("e", "CIN 5", None),
    ];
    let named = vec![("d".to_owned(), Against::Case(first.case.clone()))];
    let conflicts = Conflicts { named, ..Conflicts::default() };
    let found = run(&[first.clone()], &[], &readers, &conflicts).unwrap();
    assert_eq!(found[0].auditor, "e");
    first.restricted = true;
    let error = run(&[first], &[], &readers, &conflicts).unwrap_err();
    assert_eq!(error.to_string(), "nothing is assigned: nobody may read case 1");
}

#[test]
fn a_health_check_reads_its_own_team_and_is_checked_from_elsewhere() {
    let cases = [case("1", "A", "w"), case("2", "A", "w"), case("3", " ", "w")];
    let readers = [reader("a", "A", None), reader("b", "B", None)];
    let conflicts = Conflicts { own_team: OwnTeam::Required, named: Vec::new() };
    let found = run(&cases, &["1"], &readers, &conflicts).unwrap();
    let who: Vec<(&str, &str, &str)> =
        found.iter().map(|a| (a.case.as_str(), a.role.word(), a.auditor.as_str())).collect();
    assert_eq!(
        who,
        [("1", "first", "a"), ("1", "second", "b"), ("2", "first", "a"), ("3", "first", "b")]
    );
}

#[test]
fn without_auditors_there_are_no_assignments() {
    assert_eq!(run(&[case("1", "A", "w")], &[], &[], &Conflicts::default()), Ok(Vec::new()));
}

#[test]
fn what_blocks_is_named_and_minimal() {
    let cases =
        [case("1", "A", "w"), case("2", "A", "w"), case("3", "A", "w"), case("4", "B", "w")];
    let readers = [reader("a", "A", None), reader("b", "B", Some(2))];
    let error = run(&cases, &[], &readers, &Conflicts::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nothing is assigned: cases 1, 2, 3 need 3 readings, and only b may read them, with room for 2"
    );
    let twice = run(&cases[..1], &["1"], &readers, &Conflicts::default()).unwrap_err();
    assert!(
        twice.to_string().ends_with("only b may read it, and the second reader is never the first")
    );
    let unlimited = [reader("b", "B", None)];
    let twice = run(&cases[..1], &["1"], &unlimited, &Conflicts::default()).unwrap_err();
    assert_eq!(
        twice.to_string(),
        "nothing is assigned: case 1 needs 2 readings, and only b may read it, and the second reader is never the first"
    );
}

#[test]
fn kept_assignments_stay_and_count_as_load() {
    let cases = [case("1", "A", "w"), case("2", "A", "w")];
    let readers = [reader("b", "B", None), reader("c", "C", None)];
    let kept = [Assignment {
        case: CaseId::parse("1").unwrap(),
        auditor: "b".to_owned(),
        role: ReadRole::First,
    }];
    let twice = BTreeSet::new();
    let wanted = Wanted { cases: &cases, twice: &twice, kept: &kept };
    let found = assign(&wanted, &readers, &Conflicts::default(), &seed(), &draw()).unwrap();
    assert_eq!((found[0].auditor.as_str(), found[1].auditor.as_str()), ("b", "c"));
}

/// Every way to give the duties out, as lists of auditors, that keeps capacities and twins apart.
fn all_ways(duties: &[Duty], rooms: &[usize]) -> Vec<Vec<usize>> {
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for (index, duty) in duties.iter().enumerate() {
        let mut longer = Vec::new();
        for way in &ways {
            for auditor in &duty.allowed {
                let twin =
                    index > 0 && duties[index - 1].case == duty.case && way[index - 1] == *auditor;
                let load = way.iter().filter(|a| *a == auditor).count();
                if !twin && load < rooms[*auditor] {
                    longer.push([way.as_slice(), &[*auditor]].concat());
                }
            }
        }
        ways = longer;
    }
    ways
}

fn cost(way: &[usize], auditors: usize) -> usize {
    (0..auditors).map(|a| way.iter().filter(|x| **x == a).count().pow(2)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The rule of section 5 word for word: of all best assignments, each duty in turn takes the first
    /// auditor of its order that some best assignment still gives it.
    #[test]
    fn small_assignments_are_the_ones_the_rule_names(
        conflicts in proptest::collection::vec(proptest::bool::weighted(0.25), 20),
        twice in proptest::collection::vec(any::<bool>(), 5),
        rooms in proptest::collection::vec(1_usize..4, 4),
        size in 1_usize..=5,
    ) {
        let cases: Vec<CaseFacts> = (0..size).map(|i| case(&format!("c{i}"), "T", "w")).collect();
        let readers: Vec<Reader> =
            (0..4).map(|i| reader(&format!("r{i}"), "U", Some(rooms[i] as u32))).collect();
        let named: Vec<(String, Against)> = conflicts
            .iter()
            .enumerate()
            .filter(|(i, conflict)| **conflict && i / 4 < size)
            .map(|(i, _)| (format!("r{}", i % 4), Against::Case(cases[i / 4].case.clone())))
            .collect();
        let rules = Conflicts { named: named.clone(), ..Conflicts::default() };
        let second: Vec<String> =
            (0..size).filter(|i| twice[*i] && *i < 2).map(|i| format!("c{i}")).collect();
        let second: Vec<&str> = second.iter().map(String::as_str).collect();
        let found = run(&cases, &second, &readers, &rules);

        let key = TicketKey::new(&seed(), &draw(), Purpose::Assign);
        let mut order: Vec<&CaseFacts> = cases.iter().collect();
        order.sort_by_key(|case| key.ticket(case.case.as_str()));
        let twice: BTreeSet<CaseId> = second.iter().map(|id| CaseId::parse(id).unwrap()).collect();
        let wanted = Wanted { cases: &cases, twice: &twice, kept: &[] };
        let duties = duties(&order, &wanted, &readers, &rules);
        let ways = all_ways(&duties, &rooms);
        let Some(least) = ways.iter().map(|way| cost(way, 4)).min() else {
            prop_assert!(found.is_err());
            return Ok(());
        };
        let mut best: Vec<Vec<usize>> =
            ways.into_iter().filter(|way| cost(way, 4) == least).collect();
        for (index, duty) in duties.iter().enumerate() {
            let mut preferred = duty.allowed.clone();
            preferred.sort_by_key(|a| key.preference(&order[duty.case].case, &readers[*a].login));
            let chosen =
                preferred.into_iter().find(|a| best.iter().any(|way| way[index] == *a)).unwrap();
            best.retain(|way| way[index] == chosen);
        }
        let found = found.unwrap();
        for (index, duty) in duties.iter().enumerate() {
            let id = &order[duty.case].case;
            let given = found.iter().find(|a| a.case == *id && a.role == duty.role).unwrap();
            prop_assert_eq!(&given.auditor, &readers[best[0][index]].login);
            let against = Against::Case(id.clone());
            prop_assert!(!named.contains(&(given.auditor.clone(), against)));
        }
    }

    /// A general solver finds no lower sum, and fails where we do.
    #[test]
    fn larger_assignments_cost_what_a_general_solver_says(
        conflicts in proptest::collection::vec(proptest::bool::weighted(0.4), 40 * 6),
        rooms in proptest::collection::vec(3_u32..12, 6),
    ) {
        let cases: Vec<CaseFacts> = (0..40).map(|i| case(&format!("c{i}"), "T", "w")).collect();
        let readers: Vec<Reader> =
            (0..6).map(|i| reader(&format!("r{i}"), "U", Some(rooms[i]))).collect();
        let forbidden = |case: usize, auditor: usize| conflicts[case * 6 + auditor];
        let named = (0..240)
            .filter(|i| forbidden(i / 6, i % 6))
            .map(|i| (format!("r{}", i % 6), Against::Case(cases[i / 6].case.clone())))
            .collect();
        let found = run(&cases, &[], &readers, &Conflicts { named, ..Conflicts::default() });
        // Slot k of an auditor costs 2k+1; a column for each case that finds nobody costs more than all.
        let slots: Vec<(usize, i64)> = (0..6)
            .flat_map(|a| (0..rooms[a]).map(move |k| (a, i64::from(2 * k + 1))))
            .collect();
        let none = 1_000_000;
        let rows = cases.iter().enumerate().map(|(case, _)| {
            let given = slots.iter().map(|(a, cost)| if forbidden(case, *a) { none } else { *cost });
            given.chain(std::iter::repeat_n(none, 40)).collect::<Vec<i64>>()
        });
        let (least, _) = kuhn_munkres_min(&Matrix::from_rows(rows).unwrap());
        match found {
            Ok(found) => prop_assert_eq!(squares(&found, &readers) as i64, least),
            Err(AssignError::Blocked(blocked)) => {
                prop_assert!(least >= none);
                prop_assert!(blocked.readings > blocked.room.unwrap());
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
