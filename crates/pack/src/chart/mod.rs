//! Charts from data: scales and positions are computed here as numbers, and written out by each format.
//! Only the five forms a pack needs; none of them decides what is a signal.

mod frame;
pub mod funnel;
pub mod line;
pub mod multiples;
pub mod process;
pub mod scale;
pub mod stacked;
pub(crate) mod text;

pub use funnel::{Dot, Funnel};
pub use line::{Lines, Series};
pub use multiples::{Multiple, Multiples};
pub use process::{Process, ProcessPoint};
pub use stacked::{Bar, BarPart, StackedBars};

use crate::view::chart::{Label, Length, Segment};

/// The two widths every chart is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// For a page of A4 and wide screens: 720 units.
    Wide,
    /// For a phone: 320 units.
    Narrow,
}

impl Size {
    /// Both, the wide one first.
    pub const BOTH: [Self; 2] = [Self::Wide, Self::Narrow];

    /// Returns the word used in the style sheet.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }

    /// Returns the width in units of the drawing.
    #[must_use]
    pub fn width(self) -> f64 {
        match self {
            Self::Wide => 720.0,
            Self::Narrow => 320.0,
        }
    }
}

fn label(
    x: f64,
    y: f64,
    anchor: &'static str,
    class: &'static str,
    text: impl Into<String>,
) -> Label {
    Label { x: Length(x), y: Length(y), anchor, class, text: text.into() }
}

fn segment(x1: f64, y1: f64, x2: f64, y2: f64) -> Segment {
    Segment { x1: Length(x1), y1: Length(y1), x2: Length(x2), y2: Length(y2) }
}

/// The style of the series at a place in the order; four at most are told apart.
fn series_class(index: usize) -> &'static str {
    ["s0", "s1", "s2", "s3"][index % 4]
}
