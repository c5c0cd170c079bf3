//! What becomes of the data of one child: holds, erasures asked for and carried out.

use crate::{Approval, CaseId, Date};

/// A hold on a case, or that it was lifted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The case.
    pub case: CaseId,
    /// Why it must be kept, or need not be kept any longer.
    pub reason: String,
    /// The login that put or lifted it.
    pub login: String,
    /// The date of that.
    pub since: Date,
    /// Whether the case is on hold.
    pub held: bool,
}

/// That somebody asked for the erasure of a case. It is erased with the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureRequest {
    /// The case.
    pub case: CaseId,
    /// The login that asked.
    pub login: String,
    /// Why.
    pub reason: String,
}

/// That a case was erased, without saying which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The ledger entry of the erasure.
    pub entry: u64,
    /// The login that asked.
    pub asked_by: String,
    /// The login that carried it out.
    pub carried_out_by: String,
    /// Why, without the id.
    pub reason: String,
    /// How the second person was known, unless by another login.
    pub second: Option<Approval>,
}
