//! One case on a sheet of its own: what is known of it, the boxes, the domains, further questions,
//! views, actions, and at the top a count of the boxes that are still empty.

use assay_model::audit::{UrgentConcern, View, ViewOf};
use assay_model::tool::{Answer, Domain, Question};
use assay_model::{AuditKind, AuditReturn, DomainResult};
use assay_tables::{Check, FormCell, FormPart, FormSheet, OutCell};

use super::labels::{
    ACTION, ANSWER, ASKED, ASKED_BY, AUDITOR, CASE, COMMENT, DATE, DIGEST, DOMAIN, DRAW, DUE, GOOD,
    IN_WORDS, JUDGEMENT, KIND, NOT_APPLICABLE, OF_DOMAIN, OVERALL, OWNER, QUESTION, RESPONSE,
    SCORE, TOLD, TOLD_ON, TOOL, URGENT, VIEW_OF, WHY_NOT, WORKER,
};
use super::values::{date, grades, judgement, text, words, yes_no};
use super::{FormCase, FormPaper};

/// How many actions a sheet has room for.
const ACTIONS: u32 = 6;
/// The last column of a case sheet.
const LAST: u16 = 5;

/// Returns the sheet of one case.
pub(super) fn case_sheet(paper: &FormPaper<'_>, case: &FormCase, number: u32) -> FormSheet {
    let sheet = FormSheet {
        name: format!("Case {number}"),
        widths: vec![27.0, 36.0, 11.0, 21.0, 13.0, 72.0],
        frozen: 3,
        marking: paper.marking.to_owned(),
        ..FormSheet::default()
    };
    let mut writer = Writer { paper, case, sheet, row: 0, empty: Vec::new() };
    writer.tall(24.0);
    writer.cell(0, LAST, FormPart::Warning(paper.urgent_words()));
    writer.row = 2;
    writer.about();
    writer.domains();
    writer.questions();
    writer.views();
    writer.actions();
    writer.origin();
    writer.count();
    writer.sheet
}

struct Writer<'a> {
    paper: &'a FormPaper<'a>,
    case: &'a FormCase,
    sheet: FormSheet,
    row: u32,
    /// Formulas that count empty boxes.
    empty: Vec<String>,
}

impl Writer<'_> {
    fn cell(&mut self, column: u16, to: u16, part: FormPart) {
        self.sheet.cells.push(FormCell { row: self.row, column, to, part });
    }

    fn tall(&mut self, height: f64) {
        self.sheet.heights.push((self.row, height));
    }

    /// A label with a box next to it; a required one is counted while it is empty.
    fn field(&mut self, label: &str, part: FormPart, required: bool) {
        self.cell(0, 0, FormPart::Label(label.to_owned()));
        self.cell(1, LAST, part);
        if required {
            self.empty.push(format!("COUNTBLANK(B{})", self.row + 1));
        }
        self.row += 1;
    }

    fn heads(&mut self, height: f64, heads: &[(u16, u16, &str)]) {
        self.tall(height);
        for (column, to, head) in heads {
            self.cell(*column, *to, FormPart::Label((*head).to_owned()));
        }
        self.row += 1;
    }

    fn about(&mut self) {
        let answers = self.case.answers.clone();
        let of =
            |read: &dyn Fn(&AuditReturn) -> OutCell| answers.as_ref().map_or(OutCell::Blank, read);
        self.tall(20.0);
        self.field(CASE, FormPart::Fixed(self.case.case.as_str().to_owned()), false);
        let kinds = AuditKind::ALL.iter().map(|kind| kind.word().to_owned()).collect();
        let kind = text(self.case.kind.word());
        self.field(KIND, FormPart::Box(kind, Check::Choice(kinds)), true);
        self.field(DATE, FormPart::Box(of(&|a| date(a.audited_on)), Check::Date), true);
        if self.paper.tool.overall {
            let overall = of(&|a| judgement(a.overall));
            self.field(OVERALL, FormPart::Box(overall, Check::Choice(grades())), true);
        }
        let took_part = of(&|a| yes_no(a.worker_took_part));
        let yes_or_no = Check::Choice(words(&["yes", "no"]));
        self.field(WORKER, FormPart::Box(took_part, yes_or_no), true);
        self.tall(45.0);
        self.field(GOOD, FormPart::Box(of(&|a| text(&a.good_practice)), Check::Text), false);
        let urgent = answers.as_ref().and_then(|a| a.urgent.clone());
        let words =
            |read: &dyn Fn(&UrgentConcern) -> OutCell| urgent.as_ref().map_or(OutCell::Blank, read);
        let first = self.row + 1;
        self.tall(30.0);
        self.field(URGENT, FormPart::Box(words(&|u| text(&u.concern)), Check::Text), false);
        self.field(TOLD, FormPart::Box(words(&|u| text(&u.told)), Check::Text), false);
        self.field(TOLD_ON, FormPart::Box(words(&|u| date(u.told_on)), Check::Date), false);
        self.field(RESPONSE, FormPart::Box(words(&|u| text(&u.response)), Check::Text), false);
        // An urgent concern asks for the three boxes below it.
        let rest = format!("COUNTBLANK(B{}:B{})", first + 1, first + 3);
        self.empty.push(format!("IF(COUNTBLANK(B{first})=1,0,{rest})"));
        self.row += 1;
    }

    fn asked(&self) -> Vec<Domain> {
        let plan = &self.case.plan_type;
        let is_asked = |domain: &&Domain| {
            domain.cohorts.is_empty() || plan.is_empty() || domain.cohorts.contains(plan)
        };
        self.paper.tool.domains.iter().filter(is_asked).cloned().collect()
    }

    fn domains(&mut self) {
        let heads = [DOMAIN, "What to look for", SCORE, JUDGEMENT, NOT_APPLICABLE, COMMENT];
        let heads: Vec<_> = (0..).zip(heads).map(|(at, head)| (at, at, head)).collect();
        self.heads(32.0, &heads);
        for domain in self.asked() {
            if domain.score || domain.judgement || domain.comment_required {
                self.domain(&domain);
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
        self.tall(90.0);
        self.cell(0, 0, FormPart::Label(domain.name.clone()));
        self.cell(1, 1, FormPart::Guide(domain.guidance.clone()));
        let line = self.row + 1;
        let mut counted = Vec::new();
        if domain.score {
            self.cell(2, 2, FormPart::Box(score, Check::Number(0.0, 10.0)));
            counted.push(format!("COUNTBLANK(C{line})"));
        } else {
            self.cell(2, 2, FormPart::Fixed(String::new()));
        }
        if domain.judgement {
            self.cell(3, 3, FormPart::Box(grade, Check::Choice(grades())));
            counted.push(format!("COUNTBLANK(D{line})"));
        } else {
            self.cell(3, 3, FormPart::Fixed(String::new()));
        }
        if domain.may_not_apply {
            self.cell(4, 4, FormPart::Box(not_applicable, Check::Choice(words(&["n/a"]))));
        } else {
            self.cell(4, 4, FormPart::Fixed(String::new()));
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

    fn questions(&mut self) {
        let domains = self.asked();
        if domains.iter().all(|domain| domain.questions.is_empty()) {
            return;
        }
        self.heads(18.0, &[(0, 1, QUESTION), (2, 4, OF_DOMAIN), (5, LAST, ANSWER)]);
        for domain in domains {
            for question in &domain.questions {
                self.question(&domain.name, question);
            }
        }
        self.row += 1;
    }

    fn question(&mut self, domain: &str, question: &Question) {
        let known = self.case.answers.iter().flat_map(|a| &a.answers);
        let known = known.filter(|a| a.domain == domain && a.question == question.text);
        let value = known.map(|a| text(&a.answer)).next().unwrap_or(OutCell::Blank);
        let (check, height) = match &question.answer {
            Answer::Score => (Check::Number(0.0, 10.0), 30.0),
            Answer::Judgement => (Check::Choice(grades()), 30.0),
            Answer::YesPartlyNo => (Check::Choice(words(&["yes", "partly", "no"])), 30.0),
            Answer::Choice(choices) => (Check::Choice(choices.clone()), 30.0),
            Answer::Date => (Check::Date, 30.0),
            Answer::Text => (Check::Text, 60.0),
        };
        self.tall(height);
        self.cell(0, 1, FormPart::Label(question.text.clone()));
        self.cell(2, 4, FormPart::Fixed(domain.to_owned()));
        self.cell(5, LAST, FormPart::Box(value, check));
        if question.required {
            self.empty.push(format!("COUNTBLANK(F{})", self.row + 1));
        }
        self.row += 1;
    }

    fn views(&mut self) {
        let heads = [VIEW_OF, ASKED_BY, ASKED, WHY_NOT];
        let [of, by, asked, why_not] = heads;
        let heads = [(0, 0, of), (1, 1, by), (2, 2, asked), (3, 4, why_not), (5, LAST, IN_WORDS)];
        self.heads(18.0, &heads);
        for of in ViewOf::ALL {
            let known = self.case.answers.iter().flat_map(|a| &a.views).find(|view| view.of == of);
            let said = |read: &dyn Fn(&View) -> OutCell| known.map_or(OutCell::Blank, read);
            let parts = [
                (1, 1, said(&|v| text(&v.by)), Check::Text),
                (2, 2, said(&|v| yes_no(v.asked)), Check::Choice(words(&["yes", "no"]))),
                (3, 4, said(&|v| text(&v.why_not)), Check::Text),
                (5, LAST, said(&|v| text(&v.words)), Check::Text),
            ];
            self.tall(45.0);
            self.cell(0, 0, FormPart::Label(of.word().to_owned()));
            for (column, to, value, check) in parts {
                self.cell(column, to, FormPart::Box(value, check));
            }
            let line = self.row + 1;
            // Where nobody was asked the reason is wanted; the words are never required.
            let why = format!("IF(C{line}=\"no\",COUNTBLANK(D{line}),0)");
            self.empty.push(format!("COUNTBLANK(C{line})+{why}"));
            self.row += 1;
        }
        self.row += 1;
    }

    fn actions(&mut self) {
        self.heads(18.0, &[(0, 2, ACTION), (3, 3, OWNER), (4, 4, DUE)]);
        let known = self.case.answers.as_ref().map(|a| a.actions.clone()).unwrap_or_default();
        for number in 0..ACTIONS.max(known.len() as u32) {
            let action = known.get(number as usize);
            let what = action.map_or(OutCell::Blank, |a| text(&a.what));
            let owner = action.map_or(OutCell::Blank, |a| text(&a.owner));
            let due = action.map_or(OutCell::Blank, |a| date(a.due));
            self.tall(30.0);
            self.cell(0, 2, FormPart::Box(what, Check::Text));
            self.cell(3, 3, FormPart::Box(owner, Check::Text));
            self.cell(4, 4, FormPart::Box(due, Check::Date));
            self.row += 1;
        }
        self.row += 1;
    }

    /// What ties the sheet to its draw; last, since nobody has to read it.
    fn origin(&mut self) {
        self.field(DRAW, FormPart::Fixed(self.paper.draw.as_str().to_owned()), false);
        // Where nobody was assigned, whoever takes the case writes their login here.
        if self.paper.auditor.is_empty() {
            self.field(AUDITOR, FormPart::Box(OutCell::Blank, Check::Text), true);
        } else {
            self.field(AUDITOR, FormPart::Fixed(self.paper.auditor.to_owned()), false);
        }
        for (label, value) in
            [(TOOL, self.paper.tool.version.as_str()), (DIGEST, self.paper.digest)]
        {
            self.field(label, FormPart::Fixed(value.to_owned()), false);
        }
    }

    fn count(&mut self) {
        let count = self.empty.join("+");
        let formula = format!("=IF({count}=0,\"complete\",({count})&\" boxes still empty\")");
        self.row = 1;
        self.tall(20.0);
        self.cell(0, 0, FormPart::Label("Complete?".to_owned()));
        self.cell(1, LAST, FormPart::Formula(formula, "not begun".to_owned()));
    }
}
