//! The children of the made-up council: about 3,000 open at any time, who come, move between plans
//! and leave. Months are lived through one by one. It writes no lists.

mod child;
mod life;

pub(crate) use child::{Child, Gender, Stage};
pub(crate) use life::children;
