//! One case on a sheet of its own: what is known of it, the boxes, the domains, further questions,
//! views, actions, and at the top a count of the boxes that are still empty. Which boxes these are, and which
//! of them have to be filled, is handed on with the sheet, for whoever shows it otherwise.

use assay_model::audit::{UrgentConcern, View, ViewOf};
use assay_model::tool::{Answer, Domain, Question};
use assay_model::{AuditKind, AuditReturn, DomainResult};
use assay_tables::{Check, FormCell, FormPart, FormSheet, OutCell};

use super::asked::{Asked, Named, Needed, Section, When, formula};
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
    asked_sheet(paper, case, number).0
}

/// Returns the sheet of one case with what it asks.
pub(super) fn asked_sheet(
    paper: &FormPaper<'_>,
    case: &FormCase,
    number: u32,
) -> (FormSheet, Asked) {
    let sheet = FormSheet {
        name: format!("Case {number}"),
        widths: vec![27.0, 36.0, 11.0, 21.0, 13.0, 72.0],
        frozen: 3,
        marking: paper.marking.to_owned(),
        ..FormSheet::default()
    };
    let mut writer = Writer { paper, case, sheet, row: 0, asked: Asked::default() };
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
    (writer.sheet, writer.asked)
}

struct Writer<'a> {
    paper: &'a FormPaper<'a>,
    case: &'a FormCase,
    sheet: FormSheet,
    row: u32,
    asked: Asked,
}

impl Writer<'_> {
    fn cell(&mut self, column: u16, to: u16, part: FormPart) {
        self.sheet.cells.push(FormCell { row: self.row, column, to, part });
    }

    /// A box, with what it is called.
    fn boxed(&mut self, (column, to): (u16, u16), (value, check): (OutCell, Check), named: Named) {
        self.asked.add((self.row, column), &value, &check, named);
        self.cell(column, to, FormPart::Box(value, check));
    }

    /// Counts boxes of this row while they are empty.
    fn need(&mut self, columns: &[u16], when: When) {
        let cells = columns.iter().map(|column| (self.row, *column)).collect();
        self.asked.needed.push(Needed { cells, when });
    }

    fn tall(&mut self, height: f64) {
        self.sheet.heights.push((self.row, height));
    }

    /// A label with a value that may not be changed next to it.
    fn fixed(&mut self, label: &str, value: &str) {
        self.cell(0, 0, FormPart::Label(label.to_owned()));
        self.cell(1, LAST, FormPart::Fixed(value.to_owned()));
        self.row += 1;
    }

    /// A label with a box next to it; where it is needed it is counted while it is empty.
    fn field(
        &mut self,
        section: Section,
        label: &'static str,
        part: (OutCell, Check),
        when: Option<When>,
    ) {
        self.cell(0, 0, FormPart::Label(label.to_owned()));
        self.boxed(
            (1, LAST),
            part,
            Named { section, of: String::new(), label, guide: String::new() },
        );
        if let Some(when) = when {
            self.need(&[1], when);
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
        let (about, always) = (|| Section::About, Some(When::Always));
        self.fixed(CASE, self.case.case.as_str());
        let kinds = AuditKind::ALL.iter().map(|kind| kind.word().to_owned()).collect();
        let kind = text(self.case.kind.word());
        self.field(about(), KIND, (kind, Check::Choice(kinds)), always);
        self.field(about(), DATE, (of(&|a| date(a.audited_on)), Check::Date), always);
        if self.paper.tool.overall {
            let overall = of(&|a| judgement(a.overall));
            self.field(about(), OVERALL, (overall, Check::Choice(grades())), always);
        }
        let took_part = of(&|a| yes_no(a.worker_took_part));
        let yes_or_no = Check::Choice(words(&["yes", "no"]));
        self.field(about(), WORKER, (took_part, yes_or_no), always);
        self.tall(45.0);
        self.field(about(), GOOD, (of(&|a| text(&a.good_practice)), Check::Text), None);
        self.urgent(answers.and_then(|a| a.urgent).as_ref());
        self.row += 1;
    }

    /// An urgent concern asks for the three boxes below it.
    fn urgent(&mut self, urgent: Option<&UrgentConcern>) {
        let words = |read: &dyn Fn(&UrgentConcern) -> OutCell| urgent.map_or(OutCell::Blank, read);
        let concern = (self.row, 1);
        let rest = Some(When::Filled(concern));
        let section = || Section::Urgent;
        self.tall(30.0);
        self.field(section(), URGENT, (words(&|u| text(&u.concern)), Check::Text), None);
        self.field(section(), TOLD, (words(&|u| text(&u.told)), Check::Text), rest);
        self.field(section(), TOLD_ON, (words(&|u| date(u.told_on)), Check::Date), rest);
        self.field(section(), RESPONSE, (words(&|u| text(&u.response)), Check::Text), rest);
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
        let parts = [
            (2, SCORE, domain.score, (score, Check::Number(0.0, 10.0))),
            (3, JUDGEMENT, domain.judgement, (grade, Check::Choice(grades()))),
            (
                4,
                NOT_APPLICABLE,
                domain.may_not_apply,
                (not_applicable, Check::Choice(words(&["n/a"]))),
            ),
            (5, COMMENT, true, (comment, Check::Text)),
        ];
        for (column, label, is_asked, part) in parts {
            if is_asked {
                let section = Section::Domain(domain.name.clone());
                let (of, guide) = (domain.name.clone(), domain.guidance.clone());
                self.boxed((column, column), part, Named { section, of, label, guide });
            } else {
                self.cell(column, column, FormPart::Fixed(String::new()));
            }
        }
        let wanted = [(2, domain.score), (3, domain.judgement), (5, domain.comment_required)];
        let wanted: Vec<u16> =
            wanted.iter().filter(|(_, is)| *is).map(|(column, _)| *column).collect();
        if !wanted.is_empty() {
            self.need(&wanted, When::Applies((self.row, 4)));
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
        let of = question.text.clone();
        let guide = domain.to_owned();
        let named = Named { section: Section::Questions, of, label: ANSWER, guide };
        self.boxed((5, LAST), (value, check), named);
        if question.required {
            self.need(&[5], When::Always);
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
                ((1, 1), by, said(&|v| text(&v.by)), Check::Text),
                ((2, 2), asked, said(&|v| yes_no(v.asked)), Check::Choice(words(&["yes", "no"]))),
                ((3, 4), why_not, said(&|v| text(&v.why_not)), Check::Text),
                ((5, LAST), IN_WORDS, said(&|v| text(&v.words)), Check::Text),
            ];
            self.tall(45.0);
            self.cell(0, 0, FormPart::Label(of.word().to_owned()));
            for (columns, label, value, check) in parts {
                let (section, whose) = (Section::Views, of.word().to_owned());
                let named = Named { section, of: whose, label, guide: String::new() };
                self.boxed(columns, (value, check), named);
            }
            // Where nobody was asked the reason is wanted; the words are never required.
            self.need(&[2], When::Always);
            self.need(&[3], When::SaysNo((self.row, 2)));
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
            let parts = [
                ((0, 2), ACTION, (what, Check::Text)),
                ((3, 3), OWNER, (owner, Check::Text)),
                ((4, 4), DUE, (due, Check::Date)),
            ];
            for (columns, label, part) in parts {
                let (section, of) = (Section::Actions, (number + 1).to_string());
                self.boxed(columns, part, Named { section, of, label, guide: String::new() });
            }
            self.row += 1;
        }
        self.row += 1;
    }

    /// What ties the sheet to its draw; last, since nobody has to read it.
    fn origin(&mut self) {
        self.fixed(DRAW, self.paper.draw.as_str());
        // Where nobody was assigned, whoever takes the case writes their login here.
        if self.paper.auditor.is_empty() {
            let part = (OutCell::Blank, Check::Text);
            self.field(Section::About, AUDITOR, part, Some(When::Always));
        } else {
            self.fixed(AUDITOR, self.paper.auditor);
        }
        for (label, value) in
            [(TOOL, self.paper.tool.version.as_str()), (DIGEST, self.paper.digest)]
        {
            self.fixed(label, value);
        }
    }

    fn count(&mut self) {
        let count = formula(&self.asked.needed);
        let formula = format!("=IF({count}=0,\"complete\",({count})&\" boxes still empty\")");
        self.row = 1;
        self.tall(20.0);
        self.cell(0, 0, FormPart::Label("Complete?".to_owned()));
        self.cell(1, LAST, FormPart::Formula(formula, "not begun".to_owned()));
    }
}
