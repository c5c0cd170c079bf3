//! Every row of the store against what the ledger says of it, where that is asked for: it reads the whole file.

use assay_store::RowsCheck;
use assay_views::doctor::Looked;

use super::{Depth, Finding};
use crate::desk::error::Result;
use crate::desk::next::Next;
use crate::desk::reader::Reader;

/// How many differences are listed one by one.
const LISTED: usize = 20;

pub(super) fn examine(workspace: &Reader, depth: Depth) -> Result<Vec<Finding>> {
    if depth == Depth::Quick {
        return Ok(vec![Finding::not_looked_at(WHAT, &Looked::NotDeep, Some(Next::LookDeep))]);
    }
    let RowsCheck { from, rows, gone, mismatches } = workspace.store.check_rows()?;
    let fault = |found: Looked<'_>| Finding::fault(WHAT, found, Some(Next::Restore));
    if mismatches.is_empty() {
        let finding = match from {
            Some(from) => Finding::sound(WHAT, &Looked::Guarded { from, rows, gone }),
            None => Finding::not_looked_at(WHAT, &Looked::NotGuarded, None),
        };
        return Ok(vec![finding]);
    }
    let listed = mismatches.iter().take(LISTED).map(ToString::to_string);
    let mut findings: Vec<Finding> = listed.map(|words| fault(Looked::Differs(&words))).collect();
    if let Some(more @ 1..) = mismatches.len().checked_sub(LISTED) {
        findings.push(fault(Looked::MoreDiffer(more)));
    }
    Ok(findings)
}

const WHAT: &str = "each row";
