//! Which part of the guide belongs to which page, for "Help with this page". It knows addresses, and no page.

/// Returns the part of the guide for an address; none on the pages of the guide themselves.
pub(crate) fn place(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    Some(match parts.as_slice() {
        ["help", ..] => return None,
        [] | ["end"] => "/help/begin#what-every-page-has",
        ["first-run", ..] => "/help/begin#make-a-workspace-or-look-round-first",
        ["people", ..] => "/help/begin#who-you-are-and-steps-that-need-two-people",
        ["settings", ..] => "/help/begin#set-a-few-things",
        ["case-lists", ..] => "/help/officer#bring-in-the-list-of-children",
        ["samples", "new" | "freeze" | "plans", ..] => "/help/officer#choose-a-plan",
        ["samples", _, "verify"] => "/help/officer#verify-the-draw",
        ["samples", _, "cases", ..] => "/help/officer#replace-a-case-that-cannot-be-audited",
        ["samples", ..] => "/help/officer#draw-the-cases",
        ["audits"] | ["audits", "returns", ..] => "/help/officer#take-the-workbooks-in",
        ["audits", _, "cases", ..] => "/help/officer#fill-in-an-audit-in-the-page",
        ["audits", ..] => "/help/officer#see-who-owes-what",
        ["comments", "review", ..] => "/help/reviewer#review-one-comment-after-the-other",
        ["comments", "themes", "new"] | ["comments", "themes", _, "rules" | "words", ..] => {
            "/help/reviewer#change-what-counts-for-a-theme"
        }
        ["comments", "themes", ..] => "/help/reviewer#themes-and-what-is-behind-each-figure",
        ["comments", ..] => "/help/reviewer#search",
        ["measures", ..] => "/help/leader#read-a-figure",
        ["actions", ..] => "/help/leader#follow-actions-up",
        ["inspection", ..] => "/help/leader#get-ready-for-an-inspection",
        ["packs", ..] => "/help/leader#make-a-pack",
        ["history", "holds" | "retention" | "disclose" | "erase", ..] => {
            "/help/officer#look-after-personal-data"
        }
        ["history", ..] => "/help/officer#keep-copies",
        _ => "/help",
    })
}
