//! The words of the domain: case, round, judgement, score, return, action, comment, period, and the
//! figure that carries its base. Pure: it reads no file, no clock and no environment, and it knows
//! nothing of YAML, SQL or JSON. Dates are jiff's, re-exported so that every crate means the same.

pub mod action;
pub mod actor;
pub mod audit;
pub mod case;
pub mod comment;
pub mod day;
pub mod draw_id;
pub mod event;
pub mod fields;
pub mod figure;
pub mod flat_return;
pub mod former;
pub mod history;
pub mod id;
pub mod judgement;
pub mod month;
pub mod people;
pub mod problem;
pub mod score;
pub mod terms;
pub mod tool;
pub mod verdict;

pub use jiff;
pub use jiff::Timestamp;
pub use jiff::civil::Date;

pub use action::{Action, ActionSource, Done, DueDate, Verified};
pub use actor::Actor;
pub use audit::{AuditKind, AuditReturn, DomainResult};
pub use case::CaseRecord;
pub use comment::Comment;
pub use draw_id::DrawId;
pub use event::{Event, EventRow};
pub use fields::Fields;
pub use figure::Figure;
pub use former::Former;
pub use history::{Comparator, Finding, PastAudit, PastFigure};
pub use id::CaseId;
pub use judgement::Judgement;
pub use month::Month;
pub use people::{Auditor, CaseAlias, FamilyTie, PersonName};
pub use problem::{Level, Place, Problem};
pub use score::Score;
pub use terms::Terms;
pub use tool::AuditTool;
pub use verdict::ThemeVerdict;
