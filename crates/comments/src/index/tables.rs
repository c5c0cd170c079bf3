//! The fields of the index and how a comment goes into and comes out of them.

use assay_model::{AuditKind, CaseId, Comment, Date, DrawId, Judgement, Month, Score};
use tantivy::TantivyDocument;
use tantivy::schema::document::Value as _;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::query::Field as Known;
use crate::query::{number_of, text_of};

/// Handles of the fields.
pub(super) struct Tables {
    pub(super) id: Field,
    /// Stems with positions, and the text itself.
    pub(super) body: Field,
    /// Words as written, for prefixes and fuzzy words.
    pub(super) written: Field,
    /// What the comment came from: its id without the domain.
    pub(super) origin: Field,
    kind: Field,
    known: Vec<(Known, Field)>,
}

const TEXTS: [Known; 9] = [
    Known::Team,
    Known::Service,
    Known::PlanType,
    Known::Domain,
    Known::Auditor,
    Known::Grade,
    Known::Round,
    Known::Case,
    Known::Theme,
];
const NUMBERS: [Known; 3] = [Known::Month, Known::Date, Known::Score];

impl Tables {
    pub(super) fn schema() -> Schema {
        let mut schema = Schema::builder();
        let indexing = |tokens: &str, option| {
            TextFieldIndexing::default().set_tokenizer(tokens).set_index_option(option)
        };
        schema.add_text_field("id", STRING | STORED);
        let stems = indexing("assay", IndexRecordOption::WithFreqsAndPositions);
        schema.add_text_field(
            "body",
            TextOptions::default().set_indexing_options(stems).set_stored(),
        );
        let written = indexing("written", IndexRecordOption::Basic).set_fieldnorms(false);
        schema.add_text_field("written", TextOptions::default().set_indexing_options(written));
        schema.add_text_field("origin", STRING);
        schema.add_text_field("kind", STRING | STORED);
        for field in TEXTS {
            let tokens = if field.is_name() { "alike" } else { "folded" };
            let whole = indexing(tokens, IndexRecordOption::Basic).set_fieldnorms(false);
            let options = TextOptions::default().set_indexing_options(whole).set_stored();
            schema.add_text_field(field.name(), options.set_fast("raw"));
        }
        for field in NUMBERS {
            schema.add_i64_field(field.name(), INDEXED | FAST | STORED);
        }
        schema.build()
    }

    pub(super) fn of(schema: &Schema) -> Self {
        let get = |name: &str| schema.get_field(name).expect("the schema is our own");
        Self {
            id: get("id"),
            body: get("body"),
            written: get("written"),
            origin: get("origin"),
            kind: get("kind"),
            known: TEXTS.iter().chain(&NUMBERS).map(|&f| (f, get(f.name()))).collect(),
        }
    }

    pub(super) fn field(&self, known: Known) -> Field {
        self.known.iter().find(|(k, _)| *k == known).expect("every field is in the index").1
    }

    /// Returns the fields whose values are kept as they came.
    pub(super) fn kept(&self) -> impl Iterator<Item = Field> {
        [self.id, self.body, self.kind]
            .into_iter()
            .chain(self.known.iter().map(|(_, field)| *field))
    }

    pub(super) fn document(&self, comment: &Comment, themes: &[&str]) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.id, &comment.id);
        document.add_text(self.body, &comment.text);
        document.add_text(self.written, &comment.text);
        document.add_text(self.origin, origin(comment));
        if let Some(kind) = comment.kind {
            document.add_text(self.kind, kind.word());
        }
        for field in TEXTS {
            if let Some(text) = text_of(comment, field) {
                document.add_text(self.field(field), text);
            }
        }
        for theme in themes {
            document.add_text(self.field(Known::Theme), theme);
        }
        for field in NUMBERS {
            if let Some(number) = number_of(comment, field) {
                document.add_i64(self.field(field), number);
            }
        }
        document
    }

    /// Returns the themes a document was added with.
    pub(super) fn themes(&self, document: &TantivyDocument) -> Vec<String> {
        let themes = document.get_all(self.field(Known::Theme));
        themes.filter_map(|v| v.as_str().map(str::to_owned)).collect()
    }

    /// Returns the comment a document was made from.
    pub(super) fn comment(&self, document: &TantivyDocument) -> Comment {
        let text = |field: Field| {
            document
                .get_first(field)
                .and_then(|v| v.as_str().map(str::to_owned))
                .unwrap_or_default()
        };
        let known = |field| text(self.field(field));
        let number = |field| document.get_first(self.field(field)).and_then(|v| v.as_i64());
        Comment {
            id: text(self.id),
            case: CaseId::parse(&known(Known::Case)).ok(),
            draw: DrawId::parse(&known(Known::Round)).ok(),
            domain: known(Known::Domain),
            month: number(Known::Month).and_then(month_of),
            date: number(Known::Date).and_then(date_of),
            service: known(Known::Service),
            team: known(Known::Team),
            plan_type: known(Known::PlanType),
            auditor: known(Known::Auditor),
            grade: Judgement::parse(&known(Known::Grade)),
            score: number(Known::Score).and_then(|n| Score::from_hundredths(n as u16)),
            kind: AuditKind::parse(&text(self.kind)),
            text: text(self.body),
        }
    }
}

/// Returns what the comment came from: the id of an audit's comment without its domain, else the id.
pub(super) fn origin(comment: &Comment) -> &str {
    comment
        .id
        .strip_suffix(comment.domain.as_str())
        .and_then(|rest| rest.strip_suffix('/'))
        .unwrap_or(&comment.id)
}

fn month_of(number: i64) -> Option<Month> {
    date_of(number * 100 + 1).map(Month::of)
}

fn date_of(number: i64) -> Option<Date> {
    Date::new((number / 10_000) as i16, (number / 100 % 100) as i8, (number % 100) as i8).ok()
}
