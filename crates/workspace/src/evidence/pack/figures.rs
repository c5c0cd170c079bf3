//! The figures of a pack, from the report, the draws and the themes. It words nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use assay_measures::Confidence;
use assay_measures::headline::HeadlineReturns;
use assay_measures::reads::Read;
use assay_measures::report::{Completion, Material, OfPeriod, Report, Round, of_period};
use assay_model::history::PastFigure;
use assay_model::print::capital;
use assay_model::{Judgement, Month, Quote, Standing};
use assay_pack::section::front::Point;
use assay_pack::section::{feedback as asked, health, lists, method};
use assay_pack::{Figures, rests};

use super::audits::Audits;
use super::lists::Writing;
use super::measuring::Measuring;
use super::quotes::{Passage, Quoting};
use super::settings::Settings;
use super::{PackOptions, draws, front, judged, learning, narrative, records, themes};
use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::evidence::report::material;
use crate::evidence::side_by_side::SideBySide;
use crate::records::people::alone;

/// The figures of a pack, and what the lists behind them are made from.
pub(super) struct Gathered {
    pub(super) figures: Figures,
    /// None where the profile has no list.
    pub(super) lists: Option<Writing>,
}

/// Returns the figures of a profile's pack.
pub(super) fn gather(
    workspace: &Reader,
    settings: &Settings,
    options: &PackOptions,
) -> Result<Gathered> {
    let measuring = Measuring::begin(workspace, settings)?;
    let as_at = workspace.session.as_at();
    let material::Gathered { reads, rounds, .. } =
        material::gather_all(workspace, material::Detail::Whole)?.as_at(as_at);
    let Reported { report, months, of_period, series } =
        reported(workspace, settings, &reads, &rounds)?;
    let period = rests::period(&months);
    let mut quoting = Quoting::new(workspace)?;
    let (themes, mut by_month) = themes::gather(
        workspace,
        &settings.profile,
        (&months, &HeadlineReturns::of(&reads)),
        &mut quoting,
    )?;
    let learning = learning::gather(workspace, &months, &by_month)?;
    let front = front::answers(workspace, settings, (&reads, &rounds), &report, &learning)?;
    let printed = records::printed(workspace, settings)?;
    let indicators = measuring.end(settings, &learning, &by_month, &printed)?;
    let reads = Arc::new(reads);
    let is_listed = !settings.profile.public && settings.profile.case_list;
    let rows = std::mem::take(&mut by_month.rows);
    let lists = if is_listed {
        Writing::begin(workspace, &reads, &months, rows, &indicators.indicators)?
    } else {
        None
    };
    let audits = Audits::new(&reads, &months);
    let sampling = draws::gather(workspace, &settings.profile, &months)?;
    let figures = Figures {
        council: settings.council.name.clone(),
        standfirst: rests::standfirst(report.returned_in(&months), months.len(), &themes),
        front,
        series,
        judgements: judged::judgements(&report, &months, settings),
        domains: judged::domains(&report, &months),
        themes,
        sampling,
        method: method(workspace, settings, options)?,
        indicators,
        learning,
        feedback: feedback(&audits, settings, &period, &mut quoting)?,
        findings: records::findings(workspace)?,
        inspections: records::inspections(workspace, settings)?,
        headings: settings.framework.as_ref().map(|used| used.headings.clone()).unwrap_or_default(),
        completion: completion(&report, &months),
        teams: judged::teams(of_period.teams, settings, &period),
        health: health_checks(&report, &months, settings),
        moderation: of_period.second_opinion,
        grades: Judgement::ALL.map(|j| capital(settings.terms.grade(j))),
        urgent: audits.urgent(settings, workspace.session.as_at()),
        actions: records::actions(workspace, settings, &mut quoting)?,
        good_practice: good_practice(&audits, settings, &mut quoting)?,
        imports: records::imports(workspace)?,
        scope: records::scope(workspace, settings)?,
        printed,
        since: lists::Since::default(),
        narratives: narrative::gather(workspace, &settings.profile.name)?,
        period: period.clone(),
    };
    Ok(Gathered { figures, lists })
}

/// The report, the months of it that the pack shows, and what was found in the audits of these months.
struct Reported {
    report: Report,
    months: Vec<Month>,
    of_period: OfPeriod,
    /// Good or better by month with its limits, and the history before.
    series: Vec<Point>,
}

fn reported(
    workspace: &Reader,
    pack: &Settings,
    reads: &[Read],
    rounds: &[Round],
) -> Result<Reported> {
    let history = workspace.store.all::<PastFigure>()?;
    let settings = crate::evidence::report::settings(workspace)?;
    let as_at = workspace.session.as_at();
    let whole = Material {
        reads,
        rounds,
        history: &history,
        as_at: Some(as_at),
        from: None,
        to: Some(Month::of(as_at)),
        confidence: Confidence::USUAL,
        headline: settings.headline,
        bands: &settings.bands,
        moderations: &crate::evidence::report::moderation::moderations(workspace)?,
    };
    let report = assay_measures::report::report_by(&whole, &SideBySide);
    let months = shown_months(&report, pack.profile.months);
    let shown = Material { from: months.first().copied(), to: months.last().copied(), ..whole };
    let of_period = of_period(&shown);
    let series = front::series(&report, &months, &history);
    Ok(Reported { report, months, of_period, series })
}

fn completion(report: &Report, months: &[Month]) -> Vec<Completion> {
    report.completion.iter().filter(|round| months.contains(&round.month)).cloned().collect()
}

/// Returns the health checks since the pack's first month.
fn health_checks(report: &Report, months: &[Month], settings: &Settings) -> health::HealthChecks {
    let first = months.first().copied();
    let checks = report.health_checks.iter();
    let shown = checks.filter(|check| first.is_none_or(|first| check.month >= first));
    health::HealthChecks { checks: shown.cloned().collect(), public: settings.profile.public }
}

fn feedback(
    audits: &Audits<'_>,
    settings: &Settings,
    period: &str,
    quoting: &mut Quoting,
) -> Result<asked::Heard> {
    let (mut input, spoken) = audits.feedback(settings, period);
    for asked in &mut input.asked {
        for (why, _) in &mut asked.reasons {
            *why = quoting.redact(None, why)?;
        }
    }
    let wanted = if settings.profile.public { 0 } else { 2 * settings.profile.quotes };
    let mut quotes = Vec::new();
    for (read, view) in spoken.iter().rev().take(wanted) {
        quotes.push(quoting.quote(&Passage {
            case: Some(&read.audit.case),
            month: read.audit.month,
            domain: view.of.word(),
            text: &view.words,
            marked: None,
        })?);
    }
    input.quotes = asked::latest(quotes);
    Ok(input)
}

fn good_practice(
    audits: &Audits<'_>,
    settings: &Settings,
    quoting: &mut Quoting,
) -> Result<lists::GoodPractice> {
    let (named, of, reads) = audits.good_practice();
    let wanted = if settings.profile.public { 0 } else { settings.profile.quotes };
    let mut quotes = Vec::new();
    for read in reads.iter().rev().take(wanted) {
        quotes.push(quoting.quote(&Passage {
            case: Some(&read.audit.case),
            month: read.audit.month,
            domain: "",
            text: &read.audit.good_practice,
            marked: None,
        })?);
    }
    Ok(lists::GoodPractice { named, audits: of, quotes: lists::latest(quotes) })
}

/// Returns the last months of the report, none left out between the first and the last.
fn shown_months(report: &Report, wanted: u32) -> Vec<Month> {
    let Some(last) = report.monthly.months.last().map(|m| m.month) else { return Vec::new() };
    let earliest = last.plus(1 - wanted as i32);
    let first = report.monthly.months.iter().map(|m| m.month).find(|m| *m >= earliest);
    let first = first.unwrap_or(last);
    (0..=last.since(first)).map(|i| first.plus(i)).collect()
}

fn method(
    workspace: &Reader,
    settings: &Settings,
    options: &PackOptions,
) -> Result<method::MethodNotes> {
    let as_at = workspace.session.as_at();
    let mut versions = vec![method::program(env!("CARGO_PKG_VERSION"))];
    versions.extend(options.visit.map(method::visit));
    versions.extend(settings.framework.as_ref().map(method::framework));
    versions.extend(alone(workspace, as_at)?.map(method::nobody_second));
    let profile = &settings.profile;
    let disclosure = match (profile.public, profile.quotes) {
        (false, _) => Vec::new(),
        (true, 0) => method::disclosure(profile.rule.small, None),
        (true, _) => method::disclosure(profile.rule.small, Some(&ways_approved(workspace)?)),
    };
    Ok(method::MethodNotes { disclosure, versions, ..method::MethodNotes::default() })
}

/// Returns in which ways the texts that may be printed were approved, other than by another login.
fn ways_approved(workspace: &Reader) -> Result<BTreeSet<String>> {
    let quotes: Vec<Quote> = workspace.store.all()?;
    let ways = quotes.into_iter().filter_map(|quote| match quote.standing {
        Standing::Approved { second, .. } => second.map(|second| second.to_string()),
        _ => None,
    });
    Ok(ways.collect())
}
