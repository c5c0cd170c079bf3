//! What lists and returns ask of the past: when a child was last seen, what went wrong lately.

use assay_model::Date;

use super::{Enquiry, Events, Story};
use crate::calendar::{plus_days, plus_months};
use crate::places::Plan;
use crate::population::Child;

impl Events {
    /// Returns what happened to a child.
    pub(crate) fn story(&self, child: &Child) -> &Story {
        let place = self.ids.binary_search(&child.id).expect("every child has a story");
        &self.stories[place]
    }

    /// Returns the last day a visitor saw the child, by a day.
    pub(crate) fn last_seen(&self, child: &Child, by: Date) -> Option<Date> {
        let visits = self.story(child).visits.iter();
        visits.filter(|visit| visit.seen && visit.on <= by).map(|visit| visit.on).max()
    }

    /// Returns the last visit under a plan, by a day.
    pub(crate) fn last_visit(&self, child: &Child, plan: Plan, by: Date) -> Option<Date> {
        let visits = self.story(child).visits.iter();
        visits.filter(|visit| visit.plan == plan && visit.on <= by).map(|visit| visit.on).max()
    }

    /// Returns the last review of a plan, by a day.
    pub(crate) fn last_review(&self, child: &Child, plan: Plan, by: Date) -> Option<Date> {
        let reviews = self.story(child).reviews.iter();
        reviews
            .filter(|review| review.plan == plan && review.on <= by)
            .map(|review| review.on)
            .max()
    }

    /// Returns the day of the last move, by a day.
    pub(crate) fn last_placement(&self, child: &Child, by: Date) -> Option<Date> {
        self.story(child).placements.iter().copied().filter(|day| *day <= by).max()
    }

    /// Returns how often the child went missing in the twelve months before a day.
    pub(crate) fn missing_in_year(&self, child: &Child, by: Date) -> i32 {
        let since = plus_months(by, -12);
        let episodes = self.story(child).missing.iter();
        episodes.filter(|episode| episode.from > since && episode.from <= by).count() as i32
    }

    /// Returns the enquiries of the six months before a day, by date; conferences only once held.
    pub(crate) fn enquiries(&self, by: Date) -> Vec<Enquiry> {
        let since = plus_months(by, -6);
        let mut enquiries: Vec<Enquiry> = self
            .stories
            .iter()
            .enumerate()
            .filter_map(|(child, story)| {
                let (on, conference) = story.enquiry?;
                let held = conference.filter(|day| *day <= by);
                (on > since && on <= by).then_some(Enquiry { child, on, conference: held })
            })
            .collect();
        enquiries.sort_by_key(|enquiry| (enquiry.on, enquiry.child));
        enquiries
    }
}

impl Story {
    /// Returns whether a meeting in the three months before a day was not written up.
    pub(crate) fn has_unwritten_meeting(&self, by: Date) -> bool {
        let since = plus_days(by, -92);
        self.meetings
            .iter()
            .any(|m| m.on > since && m.on <= by && m.written_up.is_none_or(|day| day > by))
    }

    /// Returns whether a visit in the three months before a day came late.
    pub(crate) fn has_late_visit(&self, by: Date) -> bool {
        let since = plus_days(by, -92);
        self.visits.iter().any(|visit| visit.on > since && visit.on <= by && visit.on > visit.due)
    }

    /// Returns whether the child went missing in the half year before a day without an interview in time.
    pub(crate) fn has_missed_interview(&self, by: Date) -> bool {
        let since = plus_months(by, -6);
        self.missing.iter().any(|episode| {
            episode.from > since
                && episode.from <= by
                && episode.interview.is_none_or(|day| day > plus_days(episode.back, 3))
        })
    }

    /// Returns whether the child went missing in the half year before a day.
    pub(crate) fn went_missing(&self, by: Date) -> bool {
        let since = plus_months(by, -6);
        self.missing.iter().any(|episode| episode.from > since && episode.from <= by)
    }
}
