//! Which field of a key is the event's own id. Such an id stays what it is when the event's date is
//! corrected, so the date is then no part of the key. It does not know which fields a key has.

/// Endings of the names of fields that hold an id.
const ENDINGS: [&str; 4] = ["_id", "_ref", "_reference", "_number"];

/// What events are called, whatever their kind.
const ANY: [&str; 4] = ["event", "record", "row", "entry"];

/// Says whether a field of this name is the event's own id: `id`, or an id that is named after the kind
/// (`visit_id` of `visits`). An id of somebody or something else (`worker_id`, `plan_id` of reviews) is not.
fn is_own_id(kind: &str, field: &str) -> bool {
    if matches!(field, "id" | "ref" | "reference" | "number") {
        return true;
    }
    let Some(stem) = ENDINGS.iter().find_map(|ending| field.strip_suffix(ending)) else {
        return false;
    };
    let of_others: &[&str] = match kind {
        // Attendance is of meetings, and what goes missing is a child: its events are episodes.
        "attendance" => &["meeting"],
        "missing" => &["episode", "missing_episode"],
        _ => &[],
    };
    let kind = kind.to_lowercase().replace(['-', ' '], "_");
    let last = kind.rsplit('_').next().unwrap_or_default();
    let is_of_kind = |word: &str| word == stem || word.strip_suffix('s') == Some(stem);
    of_others.contains(&stem) || ANY.contains(&stem) || is_of_kind(&kind) || is_of_kind(last)
}

/// Returns the fields of a key that are the event's own id: where one of them is filled, the date is no part of the
/// key. There are none where the key names the date itself.
#[must_use]
pub fn own_ids<'k>(kind: &str, key: impl Iterator<Item = &'k str> + Clone) -> Vec<&'k str> {
    if key.clone().any(|field| field == "date") {
        return Vec::new();
    }
    key.filter(|field| is_own_id(kind, field)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_event_s_own_where_it_is_named_after_the_kind() {
        for (kind, field) in [
            ("visits", "visit_id"),
            ("meetings", "meeting_id"),
            ("attendance", "meeting_id"),
            ("missing", "episode_id"),
            ("home visits", "visit_ref"),
            ("strategy-meetings", "strategy_meeting_number"),
            ("contacts", "id"),
            ("contacts", "record_id"),
        ] {
            assert!(is_own_id(kind, field), "{kind} {field}");
        }
        for (kind, field) in [
            ("reviews", "plan_id"),
            ("placement_reviews", "placement_id"),
            ("supervision", "worker_id"),
            ("moderation", "draw_id"),
            ("visits", "visit_type"),
            ("visits", "visit"),
        ] {
            assert!(!is_own_id(kind, field), "{kind} {field}");
        }
    }
}
