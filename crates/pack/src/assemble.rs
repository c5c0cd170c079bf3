//! A document from the figures: builds the sections a profile asks for, in its order, puts the
//! findings on the first page, and names what is missing.

use std::collections::{BTreeMap, BTreeSet};

use crate::disclosure::{Guarded, Printed, guard};
use crate::narrative::Narrative;
use assay_measures::report::{Completion, Front, SecondOpinion};

use crate::profile::{Profile, Recommendation};
use crate::section::{
    Audience, Kind, actions, completion, domains, feedback, front, health, indicators, judgements,
    learning, lists, method, moderation, sampling, teams, themes, urgent, workforce,
};
use crate::view::{Block, Cover, Document, Edition, Lack, Section, Table};

/// The figures a pack is made from. What is empty is missing, and the pack says so.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// The council's name.
    pub council: String,
    /// The period in words.
    pub period: String,
    /// What the pack rests on, in one sentence.
    pub standfirst: String,
    /// What the report answers of the first page's questions; none where nothing is graded or scored.
    pub front: Option<Front>,
    /// Good or better by month with its limits, and the history before assay.
    pub series: Vec<front::Point>,
    /// Judgements over time.
    pub judgements: judgements::JudgementsOverTime,
    /// Domain scores.
    pub domains: domains::DomainScores,
    /// Themes.
    pub themes: themes::ThemesWritten,
    /// Draws.
    pub sampling: sampling::DrawsMade,
    /// Method and definitions.
    pub method: method::MethodNotes,
    /// Completion of the rounds.
    pub completion: Vec<Completion>,
    /// Teams.
    pub teams: teams::TeamGrades,
    /// Health checks.
    pub health: health::HealthChecks,
    /// Second opinions.
    pub moderation: SecondOpinion,
    /// The labels of the four judgements, best first.
    pub grades: [String; 4],
    /// Urgent concerns.
    pub urgent: urgent::UrgentConcerns,
    /// Actions.
    pub actions: actions::ActionRecord,
    /// Good practice.
    pub good_practice: lists::GoodPractice,
    /// Indicators, those of the workforce included.
    pub indicators: indicators::MeasuredIndicators,
    /// What children and families said.
    pub feedback: feedback::Heard,
    /// Learning given.
    pub learning: learning::LearningGiven,
    /// Recommendations of inspection letters, as imported.
    pub findings: Vec<Recommendation>,
    /// Results of inspections, the latest first.
    pub inspections: Vec<lists::Inspection>,
    /// Headings of the inspection framework's own, by the sections' names.
    pub headings: BTreeMap<String, String>,
    /// What earlier public packs printed and withheld.
    pub printed: Printed,
    /// The latest imports.
    pub imports: Vec<lists::Import>,
    /// Who is on the list.
    pub scope: lists::Scope,
    /// An earlier pack.
    pub since: lists::Since,
    /// The council's own narrative, by section.
    pub narratives: BTreeMap<Kind, Narrative>,
}

/// Returns the document of a profile.
#[must_use]
pub fn assemble(profile: &Profile, figures: &Figures, edition: Edition) -> Document {
    let mut sections = Vec::new();
    let mut lacks = Vec::new();
    for kind in &profile.sections {
        match build(*kind, profile, figures) {
            Some(section) => sections.push(section),
            None => {
                lacks.push(lack(*kind));
            }
        }
    }
    for section in &mut sections {
        if let Some(heading) = figures.headings.get(&section.id) {
            section.title.clone_from(heading);
        }
    }
    let recommendations: Vec<Recommendation> =
        profile.recommendations.iter().chain(&figures.findings).cloned().collect();
    let sources = sources(profile, figures, &recommendations);
    let direction = figures.front.as_ref().map(|front| &front.direction);
    let said = direction.and_then(|found| Some((found.chart?, found.fired)));
    let questions = front::build(&sources, &sections);
    let chart = front::chart(&figures.series, said, &figures.indicators.learning);
    let judgements = sections.iter_mut().find(|section| section.id == Kind::Judgements.name());
    if let (Some(_), Some(section)) = (&chart, judgements) {
        let after = section.blocks.len().min(1);
        section.blocks.insert(after, Block::Table(front::numbers(&figures.series)));
    }
    let cover = Cover {
        chart_after: front::chart_after(&questions),
        period: figures.period.clone(),
        standfirst: figures.standfirst.clone(),
        questions,
        chart,
    };
    let mut document = Document {
        title: profile.title.clone(),
        council: figures.council.clone(),
        audience: profile.audience.clone(),
        marking: profile.marking.clone(),
        measures: front::measures(&sources),
        cover,
        sections,
        lacks,
        edition,
        printed: Printed::default(),
    };
    if profile.public {
        guard_small_numbers(&mut document, profile, &figures.printed);
    }
    keep_links(&mut document);
    let blocks = document.sections.iter_mut().flat_map(|section| &mut section.blocks);
    blocks.filter_map(Block::table_mut).for_each(Table::measure);
    document.number();
    document
}

fn sources<'a>(
    profile: &Profile,
    figures: &'a Figures,
    recommendations: &'a [Recommendation],
) -> front::Sources<'a> {
    front::Sources {
        front: figures.front.as_ref(),
        series: &figures.series,
        judgements: &figures.judgements,
        domains: &figures.domains,
        themes: &figures.themes,
        indicators: &figures.indicators,
        urgent: &figures.urgent,
        actions: &figures.actions,
        learning: &figures.learning,
        recommendations,
        good_practice: &figures.good_practice,
        completion: &figures.completion,
        second_opinion: &figures.moderation,
        public: profile.public,
    }
}

/// Takes away links that lead nowhere, e.g. to definitions in a pack without a method section.
fn keep_links(document: &mut Document) {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for section in &document.sections {
        ids.insert(section.id.clone());
        for block in &section.blocks {
            match block {
                Block::Figure(figure) => ids.extend([figure.id.clone(), figure.table.id.clone()]),
                Block::Table(table) => drop(ids.insert(table.id.clone())),
                Block::Facts { facts } => ids.extend(facts.iter().map(|fact| fact.id.clone())),
                _ => {}
            }
        }
    }
    if let Some(front) = document.cover.chart.as_mut().filter(|front| !ids.contains(&front.table)) {
        front.table.clear();
    }
    let tables = document
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.blocks)
        .filter_map(Block::table_mut);
    for table in tables {
        table.definitions.retain(|link| ids.contains(&link.id));
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if !ids.contains(&cell.link) {
                cell.link.clear();
            }
        }
    }
}

/// What is missing, and why.
fn lack(kind: Kind) -> Lack {
    Lack { kind, title: kind.title().to_owned(), why: kind.lack().to_owned() }
}

fn audience(profile: &Profile) -> Audience {
    if profile.public { Audience::Public } else { Audience::Restricted }
}

/// Withholds small counts of children in every table and says in the method how many.
fn guard_small_numbers(document: &mut Document, profile: &Profile, before: &Printed) {
    let mut guarded = Guarded::default();
    let mut now = Printed::default();
    let mut classes: BTreeSet<&str> = BTreeSet::new();
    for section in &mut document.sections {
        for block in &mut section.blocks {
            if let Some(table) = block.table_mut() {
                classes.insert(table.class.word());
                let here = guard(table, profile.rule, before, &mut now);
                guarded.cells += here.cells;
                guarded.withheld += here.withheld;
            }
        }
    }
    document.printed = now;
    let method = document.sections.iter_mut().find(|s| s.id == Kind::Method.name());
    if let (Some(method), true) = (method, guarded.cells > 0) {
        let classes: Vec<String> = classes.iter().map(|class| (*class).to_owned()).collect();
        method.blocks.push(Block::note(format!(
            "Classes of tables in this pack: {}. What an earlier pack withheld stays withheld.",
            crate::section::and_list(&classes)
        )));
        method.blocks.push(Block::note(format!(
            "Of {} cells with counts of children or figures that rest on them, {} were withheld.",
            assay_model::print::count(guarded.cells),
            assay_model::print::count(guarded.withheld)
        )));
    }
}

/// Returns the section with the council's narrative under its lead; the narrative alone is enough.
fn build(kind: Kind, profile: &Profile, figures: &Figures) -> Option<Section> {
    let mut built = from_figures(kind, profile, figures);
    if let Some(narrative) = figures.narratives.get(&kind) {
        let block =
            Block::Narrative { html: narrative.html.clone(), plain: narrative.plain.clone() };
        let section = built.get_or_insert_with(|| crate::section::empty(kind));
        section.blocks.insert(0, block);
    }
    built
}

fn from_figures(kind: Kind, profile: &Profile, figures: &Figures) -> Option<Section> {
    match kind {
        Kind::Indicators => indicators::build(&figures.indicators),
        Kind::Workforce => workforce::build(&figures.indicators),
        Kind::Feedback => feedback::build(&figures.feedback),
        Kind::Learning => learning::build(&figures.learning),
        Kind::Completion => completion::build(&figures.completion, audience(profile)),
        Kind::Teams => teams::build(&figures.teams),
        Kind::HealthChecks => health::build(&figures.health),
        Kind::Moderation => moderation::build(&figures.moderation, &figures.grades),
        Kind::Urgent => urgent::build(&figures.urgent),
        Kind::Actions => actions::build(&figures.actions),
        Kind::GoodPractice => lists::good_practice(&figures.good_practice),
        Kind::Readiness => lists::readiness(profile),
        Kind::Recommendations => {
            lists::recommendations(profile, &figures.findings, &figures.inspections)
        }
        Kind::DataQuality => lists::data_quality(&figures.imports),
        Kind::Scope => lists::scope(&figures.scope),
        Kind::Since => lists::since(&figures.since),
        Kind::Judgements => judgements::build(&figures.judgements),
        Kind::Domains => domains::build(&figures.domains),
        Kind::Themes => themes::build(&figures.themes),
        Kind::Sampling => sampling::build(&figures.sampling),
        Kind::Method => {
            let mut input = figures.method.clone();
            input.further.extend(figures.front.as_ref().map(|_| front::definition(profile)));
            input.further.extend(indicators::definitions(&figures.indicators));
            Some(method::build(&input))
        }
        // Narrative alone.
        Kind::SelfEvaluation => None,
    }
}
