//! A made-up set of figures with something in every field, for the tests of views and templates.

mod audits;
mod front;
mod indicators;

use std::collections::BTreeMap;

use assay_measures::Confidence;
use assay_measures::actions::ActionCounts;
use assay_measures::agree::{Ratings, agreement};
use assay_measures::change::of_shares;
use assay_measures::chart::funnel::Team;
use assay_measures::report::{Completion, Owed, Pairs, SecondOpinion, ServiceCompletion};
use assay_model::{CaseId, DrawId, Month};
use assay_pack::disclosure::Printed;
use assay_pack::narrative::narrative;
use assay_pack::profile::{Enquiry, Item, Recommendation};
use assay_pack::section::{
    Kind, Share, actions, feedback, lists, method, sampling, teams, themes, urgent,
};
use assay_pack::view::block::Piece;
use assay_pack::view::{Edition, Quote, Quotes};
use assay_pack::{Figures, Profile};

pub(crate) fn profile() -> Profile {
    Profile {
        name: "visit".into(),
        title: "Practice quality review pack".into(),
        audience: "For inspectors and the director of children’s services.".into(),
        marking: "OFFICIAL-SENSITIVE: Children’s services".into(),
        sections: Kind::ALL.to_vec(),
        public: false,
        focus: "Children in need.".into(),
        months: 12,
        quotes: 3,
        readiness: vec![Item {
            document: "Case list".into(),
            due: Some(assay_model::jiff::civil::date(2026, 10, 5)),
            owner: "Head of performance".into(),
            ready: false,
        }],
        enquiries: vec![Enquiry {
            question: "How is drift noticed?".into(),
            raised: Some(assay_model::jiff::civil::date(2026, 10, 6)),
            owner: "Head of service".into(),
            answer: String::new(),
        }],
        recommendations: vec![Recommendation {
            recommendation: "Supervision".into(),
            letter: "Inspection, 3 March 2025".into(),
            owner: "Principal social worker".into(),
            progress: "Recorded since April.".into(),
            done: false,
        }],
        ..Profile::default()
    }
}

pub(crate) fn edition() -> Edition {
    Edition {
        as_at: "30 September 2026".into(),
        as_at_iso: "2026-09-30".into(),
        status: Edition::draft(),
        program: "assay 0.1.0".into(),
        head: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
    }
}

#[expect(clippy::too_many_lines, reason = "the figures of one pack")]
pub(crate) fn figures() -> Figures {
    Figures {
        council: "Northshire <Council> & partners".into(),
        period: "October 2025 to September 2026".into(),
        standfirst: "1,144 audits of randomly drawn cases over twelve months, and what auditors wrote in 8,920 comments.".into(),
        front: Some(front::front()),
        series: front::series(),
        judgements: audits::judgements(),
        domains: audits::domains(),
        themes: themes(),
        sampling: sampling(),
        method: method::MethodNotes {
            further: vec![("def-visit".into(), "Visits".into(), "Counted from placements.".into())],
            tools: vec!["2025".into(), "2026".into()],
            disclosure: vec!["Counts of children from 1 to 5 are withheld.".into()],
            versions: vec![("Themes".into(), "2026-08".into())],
        },
        completion: months().into_iter().map(completion).collect(),
        teams: teams::TeamGrades {
            teams: (1u64..9)
                .map(|i| Team::alike(&format!("Team {i}"), 40 - 3 * i, 50 + 5 * i))
                .collect(),
            period: "October 2025 to September 2026".into(),
            least: None,
        },
        health: health(),
        moderation: SecondOpinion {
            second_reads: pairs([[2, 1, 0, 0], [1, 30, 6, 0], [0, 2, 18, 3], [0, 0, 1, 4]]),
            inspectors: pairs([[0, 0, 0, 0], [0, 3, 2, 0], [0, 0, 4, 1], [0, 0, 0, 1]]),
            ..SecondOpinion::default()
        },
        grades: GRADES.map(String::from),
        urgent: urgent::UrgentConcerns {
            concerns: vec![urgent::Concern {
                case: "100234".into(),
                month: Some(Month::parse("2026-09").unwrap()),
                known: Some((assay_model::jiff::civil::date(2026, 9, 4), 26)),
                told: "team manager on 4 September 2026".into(),
                answered: false,
                read_again: true,
            }],
            restricted: true,
        },
        actions: actions(),
        indicators: indicators::input(),
        learning: indicators::learning(),
        findings: Vec::new(),
        inspections: vec![assay_pack::section::lists::Inspection {
            letter: "Inspection of May 2026, 12 May 2026".into(),
            judgements: vec![("Care leavers".into(), "Good".into())],
        }],
        headings: std::collections::BTreeMap::new(),
        feedback: feedback(),
        printed: Printed::default(),
        good_practice: lists::GoodPractice { named: 120, audits: 1144, quotes: None },
        imports: vec![lists::Import {
            on: Some(assay_model::jiff::civil::date(2026, 9, 2)),
            kind: "cases".into(),
            read: 3021,
            stored: 3019,
            refused: 2,
            noted: 14,
        }],
        scope: lists::Scope {
            focus: "Children in need.".into(),
            listed: Some(assay_model::jiff::civil::date(2026, 9, 1)),
            groups: vec![("children in need".into(), 1900), ("care leavers".into(), 3)],
        },
        since: lists::Since {
            earlier: "31 August 2026".into(),
            figures: vec![("good or better".into(), "65%".into(), "68%".into())],
        },
        narratives: BTreeMap::from([(
            Kind::SelfEvaluation,
            narrative("What we know **well**.\n\n- one\n- two\n").expect("a narrative"),
        )]),
    }
}

fn pairs(table: [[u64; 4]; 4]) -> Pairs {
    let rows: Vec<Vec<String>> = (0..4)
        .flat_map(|i| (0..4).map(move |j| (i, j)))
        .flat_map(|(i, j)| {
            let pair = vec![i.to_string(), j.to_string()];
            std::iter::repeat_n(pair, table[i][j] as usize)
        })
        .collect();
    Pairs { table, agreement: Ratings::new(&rows, None).ok().map(|ratings| agreement(&ratings)) }
}

fn completion(month: Month) -> Completion {
    let service =
        |name: &str, drawn, returned| ServiceCompletion { service: name.into(), drawn, returned };
    let owed = |auditor: &str, cases: &[&str]| Owed {
        auditor: auditor.into(),
        cases: cases.iter().map(|case| CaseId::parse(case).expect("an id")).collect(),
    };
    Completion {
        draw: DrawId::parse(&format!("{month}-monthly")).expect("an id"),
        month,
        drawn: 104,
        returned: 101,
        services: vec![service("Children in Need", 60, 59), service("Children in Care", 44, 42)],
        owed: vec![owed("a.jones", &["1", "2"]), owed("", &["3"])],
        after_results: Vec::new(),
    }
}

fn feedback() -> feedback::Heard {
    feedback::Heard {
        audits: 1144,
        asked: vec![feedback::Asked {
            who: "family".into(),
            yes: 400,
            no: 600,
            words: 120,
            reasons: vec![("no contact".into(), 90)],
        }],
        worker: (700, 1100),
        quotes: None,
        period: "October 2025 to September 2026".into(),
    }
}

fn actions() -> actions::ActionRecord {
    actions::ActionRecord {
        sources: vec![actions::Source {
            name: "audit".into(),
            counts: ActionCounts {
                opened: 300,
                done: 240,
                in_time: 180,
                late: 60,
                not_done: 10,
                open: 50,
                overdue: 20,
                drifting: 9,
                moved: 40,
                verified: 200,
            },
        }],
        verified: vec![
            ("by another login".into(), 188),
            ("by passphrase at the same login (enrolled on 2026-02-03)".into(), 12),
        ],
        overdue: vec![actions::Overdue {
            what: "Update the chronology".into(),
            case: "100234".into(),
            owner: "B. Shah".into(),
            due: Some(assay_model::jiff::civil::date(2026, 7, 1)),
            moved: 2,
        }],
        open: vec![actions::Open { what: "Hold supervision every month".into(), is_overdue: true }],
    }
}

const GRADES: [&str; 4] = ["Outstanding", "Good", "Requires improvement", "Inadequate"];

fn months() -> Vec<Month> {
    let first = Month::parse("2025-10").expect("a month");
    (0..12).map(|i| first.plus(i)).collect()
}

fn themes() -> themes::ThemesWritten {
    let theme = |label: &str, group: &str, hits: u64, before: u64| themes::Theme {
        code: label.to_lowercase().replace(' ', "_"),
        label: label.into(),
        group: group.into(),
        comments: Share {
            hits,
            base: 8920,
            interval: Some((hits as f64 / 9400.0, hits as f64 / 8500.0)),
        },
        cases: Some(Share { hits: hits.min(700), base: 1144, interval: None }),
        earlier: Some(Share { hits: before, base: 4400, interval: None }),
        later: Some(Share { hits: hits - before, base: 4520, interval: None }),
        change: of_shares((before, 4400), (hits - before, 4520), Confidence::USUAL),
    };
    themes::ThemesWritten {
        period: "October 2025 to September 2026".into(),
        earlier: "October 2025 to March 2026".into(),
        later: "April to September 2026".into(),
        themes: vec![
            theme("Not written up", "shortcoming", 412, 120),
            theme("Drift and delay", "shortcoming", 366, 170),
            theme("Supervision not frequent enough", "shortcoming", 298, 90),
            theme("Consent not recorded", "shortcoming", 4, 3),
            theme("Health need unmet", "shortcoming", 0, 0),
            theme("Father involved in part", "mixed", 57, 30),
            theme("Good practice", "strength", 655, 310),
        ],
        quotes: vec![Quotes {
            about: "Not written up (2 of 412 comments)".into(),
            quotes: vec![
                quote(["Core group went ahead on the 4th but ", "hasn’t been written up", "."]),
                quote(["[Worker A] told me of two visits; ", "neither is on the system", " yet."]),
            ],
        }],
        checked: "The rules were not checked by a person.".into(),
        rules_changed: Vec::new(),
    }
}

fn quote([before, marked, after]: [&str; 3]) -> Quote {
    let piece = |text: &str, marked| Piece { text: text.into(), marked };
    Quote {
        pieces: vec![piece(before, false), piece(marked, true), piece(after, false)],
        source: "September 2026, Recording, case 100234".into(),
    }
}

fn sampling() -> sampling::DrawsMade {
    let draw = |month: i8, replaced| sampling::Draw {
        chances: vec!["The chance of a case is between 3.1% and 4.0%.".into()],
        id: format!("2026-{month:02}-monthly"),
        frozen: Some(assay_model::jiff::civil::date(2026, month, 3)),
        cases: 3021,
        eligible: 2790,
        excluded: vec![("audited in the last 12 months".into(), 190), ("restricted".into(), 41)],
        selected: 104,
        strata: vec![
            ("children in need / CIN 1".into(), 1203, 45),
            ("child protection / CP".into(), 610, 23),
            ("looked after / CiC".into(), 977, 36),
        ],
        replaced,
        replaced_opened: u64::from(replaced > 10),
        seed_source: "the operating system’s randomness, after the freeze".into(),
        weak_seed: month == 8,
        draws_of_list: 1,
        redrawn: Some(true),
        salted_digest: "ab".repeat(32),
        plain_digest: "cd".repeat(32),
        notes: vec!["A remark of the draw.".into()],
        after_results: Vec::new(),
    };
    sampling::DrawsMade {
        draws: vec![draw(7, 2), draw(8, 0), draw(9, 12)],
        balance: vec!["Team: the sample has the shares of the list.".into()],
        continuity: vec!["3 ids of the previous list are gone without a closure date.".into()],
        restricted: true,
    }
}

fn health() -> assay_pack::section::health::HealthChecks {
    let team = |name: &str, files, counts: [u64; 2]| assay_measures::report::TeamCheck {
        team: name.into(),
        files: Some(files),
        read: counts.iter().sum(),
        counts: counts.into(),
        meeting: counts[0],
    };
    let check = |month: &str| assay_measures::report::HealthCheck {
        month: Month::parse(month).unwrap(),
        bands: vec!["good".into(), "not yet good".into()],
        target: 0.8,
        teams: vec![
            team("Team 1", 60, [50, 10]),
            team("Team 2", 40, [20, 18]),
            team("", 100, [70, 28]),
        ],
    };
    assay_pack::section::health::HealthChecks {
        checks: vec![check("2026-03"), check("2026-09")],
        public: false,
    }
}
