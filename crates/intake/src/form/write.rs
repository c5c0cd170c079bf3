//! Writes a form: a cover with instructions, and a sheet for each case.

use assay_model::tool::Domain;
use assay_model::{AuditKind, AuditReturn, Date, DomainResult, Judgement};
use assay_tables::{Check, FormCell, FormPart, FormSheet, Moment, OutCell, WriteError};

use super::labels::{
    ACTION, AUDITOR, CASE, COMMENT, DATE, DIGEST, DOMAIN, DRAW, DUE, GOOD, JUDGEMENT, KIND, MARK,
    NOT_APPLICABLE, OVERALL, OWNER, RESPONSE, SCORE, TOLD, TOLD_ON, TOOL, URGENT,
};
use super::{FormCase, FormPaper};

/// How many actions a sheet has room for.
const ACTIONS: u32 = 6;
/// The last column of a case sheet.
const LAST: u16 = 5;

/// Returns the bytes of the auditor's workbook.
///
/// # Errors
/// When the workbook cannot be written.
pub fn write_form(paper: &FormPaper<'_>) -> Result<Vec<u8>, WriteError> {
    let mut sheets = vec![cover(paper)];
    for (number, case) in (1..).zip(paper.cases) {
        sheets.push(CaseSheet::new(paper, case, number).finish());
    }
    assay_tables::write_form(&sheets)
}

fn cover(paper: &FormPaper<'_>) -> FormSheet {
    let mut sheet = FormSheet {
        name: "Cover".to_owned(),
        widths: vec![26.0, 40.0, 30.0],
        marking: paper.marking.to_owned(),
        ..FormSheet::default()
    };
    let mut row = 0;
    let mut line = |column, to, part| {
        sheet.cells.push(FormCell { row, column, to, part });
        row += u32::from(to == 2 || column == 1);
    };
    line(0, 2, FormPart::Title(format!("{}: {}", paper.council, paper.tool.title)));
    line(0, 2, FormPart::Warning(urgent_words(paper)));
    for (label, value) in [
        ("Form", MARK),
        (DRAW, paper.draw.as_str()),
        (AUDITOR, paper.auditor),
        (TOOL, &paper.tool.version),
        (DIGEST, paper.digest),
    ] {
        line(0, 0, FormPart::Label(label.to_owned()));
        line(1, 1, FormPart::Fixed(value.to_owned()));
    }
    for words in [
        "One sheet for each case follows. Fill the white boxes; grey cells are locked.",
        "Score from 0 to 10, or choose n/a where a domain does not apply: n/a is never a score of 0.",
        "Write what you saw and where, not who: no names of children or families in comments.",
        "The top of each sheet counts the boxes that are still empty. Part-filled forms can be sent.",
        "Save the workbook and send it back; its name and the order of sheets do not matter.",
    ] {
        line(0, 2, FormPart::Note(words.to_owned()));
    }
    sheet
}

fn urgent_words(paper: &FormPaper<'_>) -> String {
    format!("If a child may be at risk now, ring {} before you go on.", paper.urgent_contact)
}

struct CaseSheet<'a> {
    paper: &'a FormPaper<'a>,
    case: &'a FormCase,
    sheet: FormSheet,
    row: u32,
    /// Formulas that count empty boxes.
    empty: Vec<String>,
}

impl<'a> CaseSheet<'a> {
    fn new(paper: &'a FormPaper<'a>, case: &'a FormCase, number: u32) -> Self {
        let sheet = FormSheet {
            name: format!("Case {number}"),
            widths: vec![26.0, 34.0, 9.0, 20.0, 11.0, 60.0],
            marking: paper.marking.to_owned(),
            ..FormSheet::default()
        };
        Self { paper, case, sheet, row: 0, empty: Vec::new() }
    }

    fn finish(mut self) -> FormSheet {
        self.cell(0, LAST, FormPart::Warning(urgent_words(self.paper)));
        self.row = 2;
        self.about();
        self.domains();
        self.actions();
        let count = self.empty.join("+");
        let formula = format!("=IF({count}=0,\"complete\",({count})&\" boxes still empty\")");
        self.row = 1;
        self.cell(0, 0, FormPart::Label("Complete?".to_owned()));
        self.cell(1, LAST, FormPart::Formula(formula, "not begun".to_owned()));
        self.sheet
    }

    fn cell(&mut self, column: u16, to: u16, part: FormPart) {
        self.sheet.cells.push(FormCell { row: self.row, column, to, part });
    }

    /// A label with a box beside it; a required one is counted while it is empty.
    fn field(&mut self, label: &str, part: FormPart, required: bool) {
        self.cell(0, 0, FormPart::Label(label.to_owned()));
        self.cell(1, LAST, part);
        if required {
            self.empty.push(format!("COUNTBLANK(B{})", self.row + 1));
        }
        self.row += 1;
    }

    fn about(&mut self) {
        let answers = self.case.answers.clone();
        let of =
            |read: &dyn Fn(&AuditReturn) -> OutCell| answers.as_ref().map_or(OutCell::Blank, read);
        for (label, value) in [
            (DRAW, self.paper.draw.as_str()),
            (CASE, self.case.case.as_str()),
            (AUDITOR, self.paper.auditor),
            (TOOL, &self.paper.tool.version),
            (DIGEST, self.paper.digest),
        ] {
            self.field(label, FormPart::Fixed(value.to_owned()), false);
        }
        let kinds = AuditKind::ALL.iter().map(|kind| kind.word().to_owned()).collect();
        let kind = text(self.case.kind.word());
        self.field(KIND, FormPart::Box(kind, Check::Choice(kinds)), true);
        self.field(DATE, FormPart::Box(of(&|a| date(a.audited_on)), Check::Date), true);
        if self.paper.tool.overall {
            let overall = of(&|a| judgement(a.overall));
            self.field(OVERALL, FormPart::Box(overall, Check::Choice(grades())), true);
        }
        self.tall(60.0);
        self.field(GOOD, FormPart::Box(of(&|a| text(&a.good_practice)), Check::Text), false);
        let urgent = answers.as_ref().and_then(|a| a.urgent.clone());
        let words = |read: &dyn Fn(&assay_model::audit::UrgentConcern) -> OutCell| {
            urgent.as_ref().map_or(OutCell::Blank, read)
        };
        self.field(URGENT, FormPart::Box(words(&|u| text(&u.concern)), Check::Text), false);
        self.field(TOLD, FormPart::Box(words(&|u| text(&u.told)), Check::Text), false);
        self.field(TOLD_ON, FormPart::Box(words(&|u| date(u.told_on)), Check::Date), false);
        self.field(RESPONSE, FormPart::Box(words(&|u| text(&u.response)), Check::Text), false);
        self.row += 1;
    }

    fn tall(&mut self, height: f64) {
        self.sheet.heights.push((self.row, height));
    }

    fn domains(&mut self) {
        let heads = [DOMAIN, "What to look for", SCORE, JUDGEMENT, NOT_APPLICABLE, COMMENT];
        for (column, head) in (0..).zip(heads) {
            self.cell(column, column, FormPart::Label(head.to_owned()));
        }
        self.row += 1;
        let plan = &self.case.plan_type;
        for domain in &self.paper.tool.domains {
            if domain.cohorts.is_empty() || domain.cohorts.contains(plan) {
                self.domain(domain);
            }
        }
        self.row += 1;
    }

    fn domain(&mut self, domain: &Domain) {
        let known =
            self.case.answers.iter().flat_map(|a| &a.domains).find(|r| r.domain == domain.name);
        let of = |read: &dyn Fn(&DomainResult) -> OutCell| known.map_or(OutCell::Blank, read);
        let score = of(&|r| r.score.map_or(OutCell::Blank, |s| OutCell::Number(s.value())));
        let grade = of(&|r| judgement(r.judgement));
        let not_applicable = of(&|r| if r.not_applicable { text("n/a") } else { OutCell::Blank });
        let comment = of(&|r| text(&r.comment));
        self.tall(75.0);
        self.cell(0, 0, FormPart::Label(domain.name.clone()));
        self.cell(1, 1, FormPart::Note(domain.guidance.clone()));
        let line = self.row + 1;
        let mut counted = Vec::new();
        if domain.score {
            self.cell(2, 2, FormPart::Box(score, Check::Number(0.0, 10.0)));
            counted.push(format!("COUNTBLANK(C{line})"));
        }
        if domain.judgement {
            self.cell(3, 3, FormPart::Box(grade, Check::Choice(grades())));
            counted.push(format!("COUNTBLANK(D{line})"));
        }
        if domain.may_not_apply {
            self.cell(4, 4, FormPart::Box(not_applicable, Check::Choice(vec!["n/a".to_owned()])));
        }
        self.cell(5, 5, FormPart::Box(comment, Check::Text));
        if domain.comment_required {
            counted.push(format!("COUNTBLANK(F{line})"));
        }
        if !counted.is_empty() {
            self.empty.push(format!("IF(E{line}=\"n/a\",0,{})", counted.join("+")));
        }
        self.row += 1;
    }

    fn actions(&mut self) {
        for (column, to, head) in [(0, 2, ACTION), (3, 3, OWNER), (4, LAST, DUE)] {
            self.cell(column, to, FormPart::Label(head.to_owned()));
        }
        self.row += 1;
        let known = self.case.answers.as_ref().map(|a| a.actions.clone()).unwrap_or_default();
        for number in 0..ACTIONS.max(known.len() as u32) {
            let action = known.get(number as usize);
            let what = action.map_or(OutCell::Blank, |a| text(&a.what));
            let owner = action.map_or(OutCell::Blank, |a| text(&a.owner));
            let due = action.map_or(OutCell::Blank, |a| date(a.due));
            self.tall(30.0);
            self.cell(0, 2, FormPart::Box(what, Check::Text));
            self.cell(3, 3, FormPart::Box(owner, Check::Text));
            self.cell(4, LAST, FormPart::Box(due, Check::Date));
            self.row += 1;
        }
    }
}

fn text(text: &str) -> OutCell {
    if text.is_empty() { OutCell::Blank } else { OutCell::Text(text.to_owned()) }
}

fn date(date: Option<Date>) -> OutCell {
    let moment = date.and_then(|date| Moment::from_iso(&date.to_string()));
    moment.map_or(OutCell::Blank, OutCell::Date)
}

fn judgement(judgement: Option<Judgement>) -> OutCell {
    judgement.map_or(OutCell::Blank, |grade| text(grade.words()))
}

fn grades() -> Vec<String> {
    Judgement::ALL.iter().map(|grade| grade.words().to_owned()).collect()
}
