//! The one table of the kinds of events: the fields of each, and what is lacking without them. Help,
//! README, the comments of `maps.yaml` and the messages of an import are made from it or tested against it.

use super::kind::{CaseColumn, EventKind, EventSpec, FieldSpec, Holds, Need};
use CaseColumn::{Needed, Possible};
use Holds::{Day, Judgement, Moment, Number, Text, YesNo};
use Need::{Always, Figure, Row};

const fn field(name: &'static str, holds: Holds, need: Need, without: &'static str) -> FieldSpec {
    FieldSpec { name, holds, need, without, order: None, may_come: false }
}

const TEAM: FieldSpec = field("team", Text, Figure, "no figure by team");

impl EventSpec {
    /// Returns the kind of this word.
    #[must_use]
    pub fn of(word: &str) -> Option<&'static Self> {
        TABLE.iter().find(|spec| spec.word == word)
    }

    /// Returns every kind, in the order they are listed to people.
    #[must_use]
    pub fn all() -> &'static [Self] {
        TABLE
    }
}

pub(super) static TABLE: &[EventSpec] = &[
    EventSpec {
        kind: EventKind::Visit,
        word: "visits",
        about: "visits to children",
        case: Needed,
        date: "the day of the visit",
        fields: &[
            field("visit_type", Text, Figure, "each visit counts for every plan of the child"),
            field("seen", YesNo, Figure, "no share of visits with the child seen"),
            field("seen_alone", YesNo, Figure, "no share of visits with the child seen alone"),
            field("exception", Text, Figure, "a visit that could not take place is late"),
            TEAM,
            field("worker", Text, Figure, "nothing: it is kept for plans and exports"),
        ],
        key: &[],
    },
    EventSpec {
        kind: EventKind::Placement,
        word: "placements",
        about: "placements of children in care",
        case: Needed,
        date: "the day it began",
        fields: &[
            field(
                "placement_type",
                Text,
                Figure,
                "no placement is set apart as having rules of its own",
            ),
            field("end_date", Day, Figure, "visits are owed for ever")
                .after(&["date"], "an end before the start")
                .planned(),
            field("to_18", YesNo, Figure, "no placement has the longer gap after a year"),
            TEAM,
        ],
        key: &[],
    },
    EventSpec {
        kind: EventKind::Plan,
        word: "plans",
        about: "plans of children: child in need, child protection, looked after",
        case: Needed,
        date: "the day it began",
        fields: &[
            field("plan_type", Text, Always, "no visit or review is owed"),
            field("end_date", Day, Figure, "visits and reviews are owed for ever")
                .after(&["date"], "an end before the start")
                .planned(),
            TEAM,
        ],
        key: &[&["plan_type"]],
    },
    EventSpec {
        kind: EventKind::Review,
        word: "reviews",
        about: "reviews of plans",
        case: Needed,
        date: "the day of the review",
        fields: &[
            field("review_type", Text, Figure, "each review counts for every plan of the child"),
            TEAM,
        ],
        key: &[&["review_type"]],
    },
    EventSpec {
        kind: EventKind::Meeting,
        word: "meetings",
        about: "meetings that were held",
        case: Needed,
        date: "the day it was held",
        fields: &[
            field(
                "meeting_id",
                Text,
                Figure,
                "two meetings of one type on one day cannot be told apart",
            ),
            field("meeting_type", Text, Figure, "no figure by type of meeting"),
            field("written_up_on", Day, Figure, "no figure of meetings written up")
                .after(&["date"], "written up before it was held"),
            field("distributed_on", Day, Figure, "no figure of minutes sent")
                .after(&["date"], "minutes sent before it was held"),
            TEAM,
        ],
        key: &[&["meeting_id", "meeting_type"]],
    },
    EventSpec {
        kind: EventKind::Attendance,
        word: "attendance",
        about: "who was asked to a meeting and came: a row for each agency",
        case: Needed,
        date: "the day of the meeting",
        fields: &[
            field("meeting_id", Text, Row, "nobody knows which rows are one meeting"),
            field("meeting_type", Text, Row, "nobody knows which were strategy discussions"),
            field("agency", Text, Always, "nobody knows who came"),
            field("attended", YesNo, Always, "nobody knows who came"),
            field("invited", YesNo, Figure, "nothing: it is kept for exports"),
        ],
        key: &[&["meeting_id", "meeting_type"], &["agency"]],
    },
    EventSpec {
        kind: EventKind::Missing,
        word: "missing",
        about: "missing episodes",
        case: Needed,
        date: "when the child went missing",
        fields: &[
            field("returned_on", Moment, Figure, "no figure at all, as no episode has ended")
                .after(&["date"], "a return before the child went missing"),
            field("interview_offered", YesNo, Figure, "no share of interviews offered"),
            field(
                "interview_on",
                Moment,
                Figure,
                "no share of interviews done, or done in 72 hours",
            )
            .after(&["returned_on", "date"], "an interview before the return"),
            field("independent", YesNo, Figure, "no share of interviews by someone independent"),
            TEAM,
        ],
        key: &[],
    },
    EventSpec {
        kind: EventKind::Supervision,
        word: "supervision",
        about: "supervision sessions",
        case: Possible,
        date: "the day of the session",
        fields: &[
            field("worker", Text, Always, "nobody knows who was supervised"),
            field("supervision_type", Text, Row, "no session counts as one that is expected"),
            TEAM,
        ],
        key: &[&["worker"], &["supervision_type"]],
    },
    EventSpec {
        kind: EventKind::Post,
        word: "workforce",
        about: "workers in post: a row for each worker and month",
        case: Possible,
        date: "the day it is true of",
        fields: &[
            field("worker", Text, Figure, "workers without any supervision are not counted"),
            field("fte", Number, Row, "no share of agency workers"),
            field("agency", YesNo, Row, "no share of agency workers"),
            field("caseload", Number, Figure, "no caseloads but those of the current list"),
            TEAM,
        ],
        key: &[&["worker"], &["team"]],
    },
    EventSpec {
        kind: EventKind::Moderation,
        word: "moderation",
        about: "moderations of audits",
        case: Needed,
        date: "the day it was settled",
        fields: &[
            field("draw_id", Text, Figure, "nobody knows which of a case's audits was moderated"),
            field(
                "moderated_grade",
                Judgement,
                Always,
                "there is nothing to compare the auditor's grade with",
            ),
            field("moderation_type", Text, Figure, "no count by way of moderation"),
            field("challenged", Text, Figure, "no count of challenges"),
            field("moderator", Text, Figure, "nothing: it is kept for exports"),
        ],
        key: &[&["draw_id"]],
    },
    EventSpec {
        kind: EventKind::Learning,
        word: "learning",
        about: "learning given to workers",
        case: Possible,
        date: "the day it was given",
        fields: &[
            field("title", Text, Figure, "a pack names it by its date alone"),
            field("reached", Text, Figure, "nobody knows how many it reached"),
            field("theme", Text, Figure, "no comparison of the months before and after"),
        ],
        key: &[&["title"]],
    },
];
