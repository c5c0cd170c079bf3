//! Lists, returns and events into records and problems.
