//! Quotes for restricted packs: what an auditor wrote, redacted by the names known of the case, with
//! the words that counted marked. A text that still names somebody stops the pack.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use assay_model::case::field;
use assay_model::people::{Auditor, PersonName};
use assay_model::{CaseId, Month};
use assay_pack::view::Quote;
use assay_pack::view::block::Piece;
use assay_redact::{Names, Options, Person, Pseudonyms, Redactor, Role};

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// Redacts quotes with everything that is known of names.
pub(crate) struct Quoting {
    redactor: Redactor,
    of_case: BTreeMap<CaseId, Names>,
    everywhere: Names,
    pseudonyms: Pseudonyms,
}

/// What is quoted.
pub(crate) struct Passage<'a> {
    /// The case it is about.
    pub(crate) case: Option<&'a CaseId>,
    /// The month of the round.
    pub(crate) month: Option<Month>,
    /// The box it was written in.
    pub(crate) domain: &'a str,
    /// The text.
    pub(crate) text: &'a str,
    /// The words to mark, in bytes.
    pub(crate) marked: Option<Range<usize>>,
}

impl Quoting {
    /// Returns a redactor that knows the workspace's names, workers and auditors.
    pub(crate) fn new(workspace: &Reader) -> Result<Self> {
        let redactor =
            Redactor::new(&Options::default()).map_err(|fault| Error::input(fault.to_string()))?;
        let mut of_case: BTreeMap<CaseId, Vec<Person>> = BTreeMap::new();
        let mut everywhere: BTreeSet<(String, Role)> = BTreeSet::new();
        for name in workspace.store.all::<PersonName>()? {
            let role = role(&name.relation);
            match name.case {
                Some(case) => {
                    of_case.entry(case).or_default().push(Person { name: name.person, role });
                }
                None => drop(everywhere.insert((name.person, role))),
            }
        }
        for auditor in workspace.store.all::<Auditor>()? {
            everywhere.insert((auditor.name, Role::Auditor));
        }
        if let Some((_, cases)) = workspace.store.current_list("children")? {
            for case in cases {
                let worker = case.field(field::WORKER);
                if !worker.is_empty() {
                    everywhere.insert((worker.to_owned(), Role::Worker));
                }
            }
        }
        let people = everywhere.into_iter().map(|(name, role)| Person { name, role });
        Ok(Self {
            redactor,
            of_case: of_case.into_iter().map(|(case, people)| (case, Names::new(people))).collect(),
            everywhere: Names::new(people.collect()),
            pseudonyms: Pseudonyms::new(),
        })
    }

    /// Returns a text without names.
    pub(super) fn redact(&mut self, case: Option<&CaseId>, text: &str) -> Result<String> {
        let passage = Passage { case, month: None, domain: "", text, marked: None };
        let quote = self.quote(&passage)?;
        Ok(quote.pieces.into_iter().map(|piece| piece.text).collect())
    }

    /// Forgets the pseudonyms given so far: a text that was approved by itself is printed as it was then.
    pub(crate) fn begin_anew(&mut self) {
        self.pseudonyms = Pseudonyms::new();
    }

    /// Returns the quote.
    pub(crate) fn quote(&mut self, passage: &Passage<'_>) -> Result<Quote> {
        let own = passage.case.and_then(|case| self.of_case.get(case));
        let lists: Vec<&Names> = own.into_iter().chain([&self.everywhere]).collect();
        self.pseudonyms.set_scope(passage.case.map_or("", CaseId::as_str));
        let redacted = self.redactor.redact(passage.text, &lists, &mut self.pseudonyms);
        if let Some(leak) = self.redactor.leaks(&redacted.text, &lists).first() {
            let case = passage.case.map_or("a comment without a case", CaseId::as_str);
            return Err(Error::refused(format!(
                "a quote from {case} still holds a {} after redaction; no pack was written",
                leak.kind.word()
            ))
            .hint("set quotes to 0 for this profile in pack.yaml, or correct the list of names"));
        }
        let source = Quote::source(passage.month, passage.domain, passage.case);
        let marked = passage.marked.clone().map(|span| redacted.map(span));
        Ok(Quote { pieces: pieces(&redacted.text, marked), source })
    }
}

/// Returns what a person is to the case, by the words of the list.
pub(super) fn role(relation: &str) -> Role {
    match relation.trim().to_lowercase().as_str() {
        "child" | "self" | "young person" => Role::Child,
        "worker" | "social worker" | "manager" | "team manager" | "iro" => Role::Worker,
        "" => Role::Other,
        _ => Role::Family,
    }
}

fn pieces(text: &str, marked: Option<Range<usize>>) -> Vec<Piece> {
    let piece = |text: &str, marked| Piece { text: text.to_owned(), marked };
    let cut = marked.and_then(|span| {
        Some((text.get(..span.start)?, text.get(span.clone())?, text.get(span.end..)?))
    });
    let all = match cut {
        Some((before, words, after)) => {
            vec![piece(before, false), piece(words, true), piece(after, false)]
        }
        None => vec![piece(text, false)],
    };
    all.into_iter().filter(|piece| !piece.text.is_empty()).collect()
}
