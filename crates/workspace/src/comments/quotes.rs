//! Quotes for public packs: one person proposes an auditor's words as they read without names, another
//! approves that very text. The digest of the text and the approver are in the ledger. What was never
//! approved, or reads otherwise by now, enters no public pack.

use assay_model::{Comment, Quote, Standing};
use assay_views::quotes::QuoteLine;
use serde_json::json;

use crate::comments::themes::verdicts;
use crate::desk::error::{Error, Result};
use crate::desk::next::{Field, Next};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::evidence::pack::{Passage, Quoting};
use crate::records::people::{Second, second_person, with_second};

/// Proposes a comment as a quote for a theme. Returns it as it would be printed.
///
/// # Errors
/// When there is no such comment or theme, the text still names somebody without the names known, or
/// it was proposed before.
pub fn propose(workspace: &mut Writer<'_>, comment: &str, theme: &str) -> Result<QuoteLine> {
    let themes = crate::comments::themes::of_workspace(workspace)?;
    crate::comments::themes::known(&themes, theme)?;
    let comment = verdicts::comment(workspace, comment)?;
    if !crate::evidence::counting::headline(workspace)?.counts(&comment) {
        return Err(Error::input(format!(
            "expected a comment of a monthly audit that figures count, found {}",
            comment.id
        ))
        .then(Next::ThemeComments));
    }
    let text = printed(&comment, &mut Quoting::new(workspace)?)?;
    let digest = verdicts::text_digest(&text);
    if let Some(known) = all(workspace)?.into_iter().find(|quote| quote.digest == digest) {
        let standing = known.standing.words();
        return Err(Error::taken(format!("this text is {standing} already: {}", short(&digest)))
            .then(Next::Quotes { why: "" }));
    }
    let quote = Quote {
        digest,
        text,
        comment: comment.id,
        case: comment.case,
        month: comment.month,
        theme: theme.to_owned(),
        proposed_by: workspace.session.actor().login.clone(),
        standing: Standing::Proposed,
    };
    keep(workspace, &quote, json!({ "sha256": quote.digest, "step": "proposed" }))?;
    Ok(quote.into())
}

/// Approves a quote as the second person; `by` is who answers for it.
///
/// # Errors
/// When there is no such quote, no name is given, it is not waiting, or this login proposed it.
pub fn approve(
    workspace: &mut Writer<'_>,
    digest: &str,
    by: &str,
    second: &Second,
) -> Result<QuoteLine> {
    let mut quote = one(workspace, digest)?;
    if by.trim().is_empty() {
        return Err(Error::input("an approval needs a name").then(Next::Fill {
            field: Field::AnswersFor,
            why: "say who answers for it",
            example: "Director of Children's Services",
        }));
    }
    if quote.standing != Standing::Proposed {
        return Err(Error::refused(format!(
            "expected a proposed text, found {}, which is {}",
            short(&quote.digest),
            quote.standing.words()
        ))
        .then(Next::Quotes { why: "" }));
    }
    let approval = second_person(workspace, &quote.proposed_by, second)?;
    let by = by.trim().to_owned();
    let entry = json!({ "sha256": quote.digest, "step": "approved", "approver": by });
    let entry = with_second(entry, &approval);
    quote.standing =
        Standing::Approved { by, on: workspace.session.as_at(), second: approval.to_keep() };
    keep(workspace, &quote, entry)?;
    Ok(quote.into())
}

/// Takes a quote back, proposed or approved.
///
/// # Errors
/// When there is no such quote, or no reason.
pub fn withdraw(workspace: &mut Writer<'_>, digest: &str, reason: &str) -> Result<QuoteLine> {
    let mut quote = one(workspace, digest)?;
    if reason.trim().is_empty() {
        return Err(Error::input("taking a quote back needs a reason").then(Next::Fill {
            field: Field::Reason,
            why: "say why",
            example: "the family could know it",
        }));
    }
    quote.standing = Standing::Withdrawn { reason: reason.trim().to_owned() };
    keep(workspace, &quote, json!({ "sha256": quote.digest, "step": "withdrawn" }))?;
    Ok(quote.into())
}

/// Returns all quotes, in the order they were last changed.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<QuoteLine>> {
    Ok(all(workspace)?.into_iter().map(QuoteLine::from).collect())
}

/// Returns all quotes as they are kept.
pub(crate) fn all(workspace: &Reader) -> Result<Vec<Quote>> {
    Ok(workspace.store.all()?)
}

/// Returns a comment as it is printed: redacted as if it stood alone, in one line.
///
/// # Errors
/// When it still names somebody.
pub(crate) fn printed(comment: &Comment, quoting: &mut Quoting) -> Result<String> {
    quoting.begin_anew();
    let quote = quoting.quote(&Passage {
        case: comment.case.as_ref(),
        month: None,
        domain: "",
        text: &comment.text,
        marked: None,
    })?;
    let text: String = quote.pieces.into_iter().map(|piece| piece.text).collect();
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Returns the beginning of a digest, as people type it.
fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

fn one(workspace: &Reader, digest: &str) -> Result<Quote> {
    let wanted = digest.trim().to_lowercase();
    let mut found: Vec<Quote> = all(workspace)?
        .into_iter()
        .filter(|quote| wanted.len() >= 6 && quote.digest.starts_with(&wanted))
        .collect();
    match (found.pop(), found.is_empty()) {
        (Some(quote), true) => Ok(quote),
        (Some(_), false) => Err(Error::input(format!("several quotes begin with {wanted}"))
            .hint("type more of the digest")),
        (None, _) => Err(Error::missing(format!("there is no quote {digest}"))
            .then(Next::Quotes { why: "type its first 12 letters" })),
    }
}

fn keep(workspace: &mut Writer<'_>, quote: &Quote, entry: serde_json::Value) -> Result<()> {
    let now = workspace.session.now();
    workspace.write(now, |tx| {
        tx.keep(quote, None)?;
        tx.append("quote", entry).map(drop)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use assay_model::people::PersonName;
    use assay_model::{Actor, Comment, Month};
    use assay_store::ImportDraft;

    use super::*;
    use crate::desk::place::Workspace;
    use crate::desk::session::Session;
    use crate::evidence::pack::{PackOptions, document};
    use crate::records::erase::tests::council;

    const PROFILE: &str = "profiles:\n  scrutiny:\n    title: T\n    audience: A\n    public: true\n    months: 6\n    quotes: 2\n    sections: [themes, method]\n";

    fn as_login(mut workspace: Workspace, login: &str) -> Workspace {
        let actor = Actor { name: login.into(), login: login.into(), machine: "m".into() };
        let now = workspace.session().now();
        *workspace.session_mut() = Session::made_up(actor, now, "9");
        workspace
    }

    fn with_a_comment() -> (tempfile::TempDir, Workspace) {
        let (folder, mut workspace, case) = council();
        // The audits of September are in by then.
        let later = "2026-09-30T09:00:00Z".parse().unwrap();
        let actor = workspace.session().actor().clone();
        *workspace.session_mut() = Session::made_up(actor, later, "8");
        std::fs::write(workspace.root().join("pack.yaml"), PROFILE).unwrap();
        let name = PersonName {
            case: Some(case.clone()),
            person: "Mia Turner".into(),
            relation: "child".into(),
        };
        let mother = PersonName {
            case: Some(case.clone()),
            person: "Jo Turner".into(),
            relation: "mother".into(),
        };
        let comment = Comment {
            id: "c1".into(),
            case: Some(case),
            draw: None,
            domain: "Planning".into(),
            month: Month::parse("2026-09"),
            date: None,
            service: String::new(),
            team: String::new(),
            plan_type: String::new(),
            auditor: String::new(),
            grade: None,
            score: None,
            kind: None,
            text: "Mia Turner's plan was left to drift since Okonkwo left.".into(),
        };
        let other = Comment {
            id: "c2".into(),
            text: "The plan drifted although Jo Turner rang.".into(),
            ..comment.clone()
        };
        let now = workspace.session().now();
        workspace
            .writer()
            .unwrap()
            .write(now, |tx| {
                tx.keep(&name, None)?;
                tx.keep(&mother, None)?;
                tx.import_comments(&ImportDraft::default(), [comment, other])?;
                tx.append("import", json!({}))
            })
            .unwrap();
        (folder, workspace)
    }

    fn is_in_the_pack(workspace: &Workspace, text: &str) -> bool {
        let options = PackOptions { profile: "scrutiny".into(), ..PackOptions::default() };
        let document = document(&workspace.reader().unwrap(), &options).unwrap();
        serde_json::to_string(&document.sections).unwrap().contains(text)
    }

    #[test]
    fn a_text_is_printed_once_another_login_approved_it_and_no_longer_when_taken_back() {
        let (_folder, mut workspace) = with_a_comment();
        let quote = propose(&mut workspace.writer().unwrap(), "c1", "drift_and_delay").unwrap();
        assert!(
            !quote.text.contains("Mia")
                && quote.text.ends_with("left to drift since Okonkwo left.")
        );
        assert!(!is_in_the_pack(&workspace, &quote.text));
        let own =
            approve(&mut workspace.writer().unwrap(), &quote.sha256, "DCS", &Second::ThisLogin)
                .unwrap_err()
                .to_string();
        assert_eq!(own, "asker began this and cannot be the second person");
        let mut workspace = as_login(workspace, "director");
        approve(&mut workspace.writer().unwrap(), short(&quote.sha256), "DCS", &Second::ThisLogin)
            .unwrap();
        assert!(is_in_the_pack(&workspace, &quote.text));
        let entry = workspace.reader().unwrap().store.ledger().unwrap().pop().unwrap();
        assert_eq!(entry.body["approver"], "DCS");
        assert_eq!(entry.body["sha256"], quote.sha256);
        withdraw(&mut workspace.writer().unwrap(), &quote.sha256, "the family asked").unwrap();
        assert!(!is_in_the_pack(&workspace, &quote.text));
    }

    #[test]
    fn two_texts_on_one_case_are_printed_as_each_was_approved() {
        let (_folder, mut workspace) = with_a_comment();
        let both = ["c1", "c2"]
            .map(|id| propose(&mut workspace.writer().unwrap(), id, "drift_and_delay").unwrap());
        let mut workspace = as_login(workspace, "director");
        for quote in &both {
            approve(&mut workspace.writer().unwrap(), &quote.sha256, "DCS", &Second::ThisLogin)
                .unwrap();
        }
        for quote in &both {
            assert!(is_in_the_pack(&workspace, &quote.text), "{}", quote.text);
        }
    }

    #[test]
    fn a_text_that_would_be_redacted_further_by_now_is_left_out() {
        let (_folder, mut workspace) = with_a_comment();
        let quote = propose(&mut workspace.writer().unwrap(), "c1", "drift_and_delay").unwrap();
        let mut workspace = as_login(workspace, "director");
        approve(&mut workspace.writer().unwrap(), &quote.sha256, "DCS", &Second::ThisLogin)
            .unwrap();
        let name = PersonName {
            case: Some(assay_model::CaseId::parse(quote.case_id.as_deref().unwrap()).unwrap()),
            person: "Ada Okonkwo".into(),
            relation: "worker".into(),
        };
        let now = workspace.session().now();
        workspace
            .writer()
            .unwrap()
            .write(now, |tx| {
                tx.keep(&name, None)?;
                tx.append("import", json!({}))
            })
            .unwrap();
        let now_printed = printed(
            &verdicts::comment(&workspace.reader().unwrap(), "c1").unwrap(),
            &mut Quoting::new(&workspace.reader().unwrap()).unwrap(),
        )
        .unwrap();
        assert_ne!(now_printed, quote.text);
        assert!(!is_in_the_pack(&workspace, &quote.text));
        assert!(!is_in_the_pack(&workspace, &now_printed));
    }
}
