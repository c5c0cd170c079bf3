//! CSV and workbooks in and out, guarded, with cell positions.
