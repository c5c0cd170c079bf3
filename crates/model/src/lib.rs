//! The words of the domain: case, round, judgement, score, return, action, comment, period, and the
//! figure that carries its base. Pure: it reads no file, no clock and no environment, and it knows
//! nothing of YAML, SQL or JSON. Dates are jiff's, re-exported so that every crate means the same.

pub mod action;
pub mod actor;
pub mod alike;
pub mod approval;
pub mod audit;
pub mod case;
pub mod closing;
pub mod comment;
pub mod dataset;
pub mod day;
pub mod draw_id;
pub mod draw_notes;
pub mod event;
pub mod fields;
pub mod figure;
pub mod flat_return;
pub mod former;
pub mod framework;
pub mod history;
pub mod id;
pub mod judgement;
pub mod month;
pub mod near_id;
pub mod number;
pub mod pack_made;
pub mod people;
pub mod period;
pub mod person;
pub mod plain;
pub mod print;
pub mod problem;
pub mod quote;
pub mod read_role;
pub mod rights;
pub mod score;
pub mod share;
pub mod stratum;
pub mod terms;
pub mod theme_sample;
pub mod tool;
pub mod understood;
pub mod verdict;
pub mod versions;
pub mod windows;

pub use jiff;
pub use jiff::Timestamp;
pub use jiff::civil::Date;

pub use action::{Action, ActionSource, Done, DueDate, Verified};
pub use actor::Actor;
pub use approval::{Approval, Enrolment, Means, Since};
pub use audit::{AuditKind, AuditReturn, DomainResult};
pub use case::CaseRecord;
pub use closing::{FixedFigures, RoundClosed};
pub use comment::Comment;
pub use dataset::{Fate, LackingColumn, TableTaken};
pub use draw_id::DrawId;
pub use draw_notes::{
    AbandonedDraw, FeedbackDays, FormOut, FreezeTerms, LeftOut, Reassignment, ReplacementAsked,
};
pub use event::{Event, EventKind, EventRow, EventSpec, Happening, When};
pub use fields::Fields;
pub use figure::Figure;
pub use former::Former;
pub use framework::{Framework, Frameworks, JudgedArea};
pub use history::{Comparator, Finding, InspectionResult, PastAudit, PastFigure};
pub use id::CaseId;
pub use judgement::Judgement;
pub use month::Month;
pub use pack_made::{FrameworkUsed, KeyFigure, PackFile, PackMade};
pub use people::{Auditor, CaseAlias, FamilyTie, PersonName};
pub use person::{Person, Reset, WrongTries};
pub use problem::{Effect, Level, Place, Problem};
pub use quote::{Quote, Standing};
pub use read_role::ReadRole;
pub use rights::{Erasure, ErasureRequest, Hold};
pub use score::Score;
pub use share::{Share, ShareFault};
pub use terms::Terms;
pub use theme_sample::{SampleOf, SampledComment, ThemeSample};
pub use tool::AuditTool;
pub use understood::{ColumnRead, IdsRead, SheetRead, Understood};
pub use verdict::ThemeVerdict;
