//! No conflict is ever assigned, nobody exceeds their capacity, and where nothing can be assigned the
//! cases named are the reason: they cannot be assigned together, and without any one of them they can.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{Auditor, CaseId, Date, DrawId, ReadRole};
use assay_sampler::assign::{
    Against, AssignError, Blocked, CaseFacts, Conflicts, Reader, Wanted, assign,
};
use assay_sampler::plan::OwnTeam;
use assay_sampler::{Assignment, Seed};
use proptest::prelude::*;

fn seed() -> Seed {
    Seed::parse("01382438112797316654").unwrap()
}

fn draw() -> DrawId {
    DrawId::parse("2026-09-monthly").unwrap()
}

fn today() -> Date {
    "2026-09-01".parse().unwrap()
}

/// A council of a few teams: numbers stand for teams, workers and people.
#[derive(Debug, Clone)]
struct Council {
    cases: Vec<CaseFacts>,
    twice: BTreeSet<CaseId>,
    auditors: Vec<Auditor>,
    named: Vec<(String, Against)>,
    own_team: OwnTeam,
}

fn case(number: usize, (team, worker, restricted, service): (u8, u8, bool, u8)) -> CaseFacts {
    CaseFacts {
        case: CaseId::parse(&format!("{number:03}")).unwrap(),
        worker: format!("Person {worker}"),
        manager: format!("Person {}", worker / 3),
        team: format!("Team {team}"),
        service: if service == 0 { String::new() } else { format!("Service {service}") },
        restricted,
    }
}

fn auditor(number: usize, given: (u8, Option<u32>, bool, u8, bool)) -> Auditor {
    let (team, capacity, cleared, service, away) = given;
    let leave = ("2026-08-30".parse().unwrap(), "2026-09-01".parse().unwrap());
    Auditor {
        name: format!("Person {number}"),
        login: format!("p{number}"),
        team: format!("team  {team}"),
        services: if service == 0 { Vec::new() } else { vec![format!("service {service}")] },
        capacity,
        leave: if away { vec![leave] } else { Vec::new() },
        cleared,
        ..Auditor::default()
    }
}

prop_compose! {
    fn council()(
        cases in prop::collection::vec((0_u8..4, 0_u8..8, prop::bool::weighted(0.1), 0_u8..3), 1..14),
        auditors in prop::collection::vec(
            (0_u8..5, prop::option::of(0_u32..5), prop::bool::ANY, 0_u8..3, prop::bool::weighted(0.2)),
            1..7,
        ),
        twice in prop::collection::vec(0_usize..14, 0..4),
        named in prop::collection::vec((0_usize..7, 0_u8..3, 0_u8..8), 0..5),
        rule in 0_usize..3,
    ) -> Council {
        let cases: Vec<CaseFacts> =
            cases.into_iter().enumerate().map(|(i, given)| case(i, given)).collect();
        let twice = twice.into_iter().filter_map(|i| cases.get(i)).map(|c| c.case.clone());
        let against = |kind: u8, what: u8| match kind {
            0 => Against::Case(CaseId::parse(&format!("{what:03}")).unwrap()),
            1 => Against::Worker(format!("person {what}")),
            _ => Against::Team(format!("TEAM {what}")),
        };
        let named =
            named.into_iter().map(|(who, kind, what)| (format!("p{who}"), against(kind, what)));
        Council {
            twice: twice.collect(),
            named: named.collect(),
            auditors: auditors.into_iter().enumerate().map(|(i, given)| auditor(i, given)).collect(),
            own_team: [OwnTeam::Forbidden, OwnTeam::Allowed, OwnTeam::Required][rule],
            cases,
        }
    }
}

fn run(council: &Council, cases: &[CaseFacts]) -> Result<Vec<Assignment>, AssignError> {
    let readers: Vec<Reader> =
        council.auditors.iter().filter_map(|auditor| Reader::of(auditor, today())).collect();
    let named = council.named.clone();
    let conflicts = Conflicts { own_team: council.own_team, named };
    let wanted = Wanted { cases, twice: &council.twice, kept: &[] };
    assign(&wanted, &readers, &conflicts, &seed(), &draw())
}

/// Why this reading must not be, told from the council alone.
fn conflict(council: &Council, given: &Assignment) -> Option<&'static str> {
    let case = council.cases.iter().find(|case| case.case == given.case)?;
    let auditor = council.auditors.iter().find(|auditor| auditor.login == given.auditor)?;
    let number = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let own_team = number(&case.team) == number(&auditor.team);
    let named = council.named.iter().filter(|(login, _)| *login == auditor.login);
    let mut named = named.map(|(_, against)| match against {
        Against::Case(id) => *id == case.case,
        Against::Worker(worker) => number(worker) == number(&case.worker),
        Against::Team(team) => number(team) == number(&case.team),
    });
    let service = auditor.services.first().map(|service| number(service));
    let checks = [
        (!auditor.leave.is_empty(), "on leave"),
        (auditor.name == case.worker, "own case"),
        (auditor.name == case.manager, "a case of somebody they manage"),
        (case.restricted && !auditor.cleared, "not cleared"),
        (named.any(|hit| hit), "a named conflict"),
        (own_team && council.own_team == OwnTeam::Forbidden, "own team"),
        (
            !own_team && council.own_team == OwnTeam::Required && given.role == ReadRole::First,
            "not the own team",
        ),
        (
            own_team && council.own_team == OwnTeam::Required && given.role == ReadRole::Second,
            "checked by the own team",
        ),
        (
            service.is_some_and(|s| !case.service.is_empty() && s != number(&case.service)),
            "another service",
        ),
    ];
    checks.into_iter().find(|(wrong, _)| *wrong).map(|(_, why)| why)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_conflict_is_ever_assigned(council in council()) {
        match run(&council, &council.cases) {
            Ok(given) if given.is_empty() => {
                prop_assert!(council.auditors.iter().all(|a| !a.leave.is_empty()));
            }
            Ok(given) => {
                prop_assert_eq!(given.len(), council.cases.len() + council.twice.len());
                let mut loads: BTreeMap<&str, u32> = BTreeMap::new();
                let mut pairs = BTreeSet::new();
                for one in &given {
                    prop_assert_eq!(conflict(&council, one), None, "{:?}", one);
                    *loads.entry(&one.auditor).or_default() += 1;
                    prop_assert!(pairs.insert((&one.case, &one.auditor)), "one reader twice");
                }
                for auditor in &council.auditors {
                    let load = loads.get(auditor.login.as_str()).copied().unwrap_or(0);
                    prop_assert!(auditor.capacity.is_none_or(|most| load <= most));
                }
            }
            Err(AssignError::Blocked(Blocked { cases, readings, auditors, room })) => {
                let twice = cases.iter().filter(|case| council.twice.contains(case)).count();
                prop_assert_eq!(readings as usize, cases.len() + twice);
                let full = room.is_some_and(|room| room < readings);
                prop_assert!(auditors.is_empty() || full || twice > 0);
                let of = |ids: &[&CaseId]| -> Vec<CaseFacts> {
                    let named = council.cases.iter().filter(|case| ids.contains(&&case.case));
                    named.cloned().collect()
                };
                let all: Vec<&CaseId> = cases.iter().collect();
                prop_assert!(run(&council, &of(&all)).is_err(), "the cases named can be assigned");
                for left_out in &cases {
                    let rest: Vec<&CaseId> = cases.iter().filter(|id| *id != left_out).collect();
                    let rest = of(&rest);
                    prop_assert!(rest.is_empty() || run(&council, &rest).is_ok(), "{} is not needed", left_out);
                }
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
