//! The story the year tells, month by month: mean scores, judgements, what auditors write of. The mean
//! falls from 6.2 to 5.5 between July and September 2026, and requires improvement reaches 64%.

use assay_model::Date;

use crate::events::Story;
use crate::places::{LATE_TEAM, Plan};
use crate::population::Stage;

/// The mean score each month aims at, in hundredths.
pub(super) const MEAN: [i32; 12] = [590, 600, 590, 610, 600, 620, 610, 630, 630, 620, 590, 550];

/// Audits in a thousand judged outstanding, requires improvement and inadequate; the others are good.
pub(super) const JUDGED: [(u32, u32, u32); 12] = [
    (20, 560, 50),
    (20, 540, 60),
    (20, 560, 50),
    (30, 540, 40),
    (20, 530, 50),
    (30, 520, 50),
    (30, 530, 40),
    (40, 490, 40),
    (30, 480, 40),
    (30, 500, 50),
    (20, 570, 60),
    (10, 640, 70),
];

/// The rounds whose worst case raises an urgent concern; the last has no response yet.
pub(super) const URGENT: [usize; 3] = [2, 6, 11];

/// Returns how a domain compares with the month's mean, in hundredths.
pub(super) fn domain_lean(domain: usize, month: usize, plan: Plan) -> i32 {
    let from_july = month.saturating_sub(8) as i32;
    match domain {
        0 => 20 + 5 * from_july,
        1 => -25 + 5 * from_july,
        2 if plan == Plan::Care => -60 + 12 * month as i32,
        2 => 10,
        3 => 35 + 10 * from_july,
        4 => 10 - 38 * from_july,
        5 => 5 - 30 * from_july,
        _ => -5 + 8 * from_july,
    }
}

/// Returns how a team compares with the others, in hundredths.
pub(super) fn team_lean(team: usize) -> i32 {
    [10, -15, 20, -55, 25, 0, 30, 15, -10, 20, -20, 10][team]
}

/// What auditors can write of in a domain, with weights for one case.
pub(super) fn themes(
    domain: usize,
    month: usize,
    stage: &Stage,
    past: &Story,
    on: Date,
) -> Vec<(&'static str, u32)> {
    let (plan, team) = (stage.plan, stage.team);
    let later = month.saturating_sub(8) as u32;
    let unwritten = if past.has_unwritten_meeting(on) { 34 + 45 * later } else { 4 };
    let late_visit = if past.has_late_visit(on) { 30 } else { 3 };
    let late_notes = if team == LATE_TEAM { 130 } else { 12 };
    let missed = match (past.went_missing(on), past.has_missed_interview(on)) {
        (_, true) => 60,
        (true, false) => 10,
        _ => 0,
    };
    let improved =
        if plan == Plan::Care { late_visit / (1 + month as u32 / 4) } else { late_visit };
    match domain {
        0 => vec![
            ("assessment_out_of_date", 50),
            ("father_not_involved", 28),
            ("consent_not_recorded", 16),
        ],
        1 => vec![("plan_not_smart", 48), ("actions_not_followed_up", 20), ("drift_and_delay", 22)],
        2 => vec![
            ("late_recording", late_notes),
            ("visits_overdue", improved),
            ("not_written_up", unwritten / 2),
            ("return_interview_missing", missed),
        ],
        3 => vec![("child_voice_missing", 70), ("father_not_involved", 10)],
        4 => vec![
            ("supervision_frequency", 26 + 34 * later),
            ("supervision_not_reflective", 34),
            ("weak_management_oversight", 26),
            ("actions_not_followed_up", 18 + 4 * later),
        ],
        5 => vec![
            ("not_written_up", unwritten),
            ("minutes_not_shared", 16 + 3 * later),
            ("wrong_attendance", 20),
            (
                "report_late_for_review",
                if matches!(plan, Plan::Protection | Plan::Care) { 14 } else { 3 },
            ),
        ],
        _ => vec![("drift_and_delay", 48), ("health_need_unmet", 26), ("plan_not_smart", 6)],
    }
}
