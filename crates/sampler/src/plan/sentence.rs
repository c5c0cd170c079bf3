//! A plan in a sentence, so that the person who signs it knows what they sign.

use super::{
    Closed, Column, Condition, OwnTeam, Plan, PlanSource, Restricted, Spread, Test, Weights,
};
use crate::{SecondReads, Selection, Unit};

impl Plan {
    /// Returns the plan in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut sentences = vec![self.whom(), self.how()];
        let of = match self.source {
            PlanSource::List(_) => "Cases",
            PlanSource::Events { .. } => "Events of children",
        };
        sentences.push(match self.exclude_audited_months {
            0 => format!("{of} audited recently can come up again."),
            1 => format!("{of} audited or selected in the last month are left out."),
            months => format!("{of} audited or selected in the last {months} months are left out."),
        });
        sentences.push(
            match self.restricted {
                Restricted::LeftOut => {
                    "Restricted records are left out, counted and named as a limit."
                }
                Restricted::ClearedAuditors => "Restricted records go to cleared auditors only.",
            }
            .to_owned(),
        );
        match self.second_reads {
            SecondReads::Count(0) | SecondReads::Share(0) => {}
            SecondReads::Count(1) => sentences.push("1 case is read twice.".to_owned()),
            SecondReads::Count(m) => sentences.push(format!("{m} cases are read twice.")),
            SecondReads::Share(share) => {
                sentences.push(format!("{} of the sample are read twice.", percent(share)));
            }
        }
        match self.own_team {
            OwnTeam::Forbidden => {}
            OwnTeam::Allowed => {
                sentences.push("Auditors may read cases of their own team.".to_owned());
            }
            OwnTeam::Required => sentences.push(
                "Auditors read the cases of their own team; a second read is another team's."
                    .to_owned(),
            ),
        }
        sentences.push(format!("The seed comes from {}.", self.seed_source));
        sentences.join(" ")
    }

    fn whom(&self) -> String {
        let from = match &self.source {
            PlanSource::List(name) => format!("the list \"{name}\""),
            PlanSource::Events { kind } => format!("the events \"{kind}\""),
        };
        let who = match (&self.source, self.closed) {
            (PlanSource::Events { .. }, _) if self.scope.is_empty() => {
                return format!("From {from}.");
            }
            (PlanSource::Events { .. }, _) => "those",
            (_, Closed::LeftOut) => "open cases",
            (_, Closed::Kept) => "cases (closed ones too)",
        };
        if self.scope.is_empty() {
            return format!("From {from}, {who}.");
        }
        let conditions: Vec<String> = self.scope.iter().map(Condition::words).collect();
        format!("From {from}, {who} whose {}.", conditions.join(" and whose "))
    }

    fn how(&self) -> String {
        let unit = match (self.one_per_child, self.unit) {
            (true, _) => "children (one event of each)",
            (_, Unit::Case) if matches!(self.source, PlanSource::Events { .. }) => "events",
            (_, Unit::Case) => "cases",
            (_, Unit::Family) => "families (one child of each)",
            (_, Unit::WholeFamily) => "families (every child)",
        };
        let size = match &self.spread {
            Spread::Fixed(given) => Some(given.values().sum()),
            _ => self.n,
        };
        let count = |unit: &str| {
            size.map_or_else(
                || format!("As many {unit} as are asked for"),
                |n| format!("{n} {unit}"),
            )
        };
        if self.selection == Selection::EveryCase {
            return "Every case is audited.".to_owned();
        }
        if self.selection == Selection::Systematic {
            let keys = names(&self.sort, ", then ");
            return format!("{} at even steps through the list sorted by {keys}.", count(unit));
        }
        let mut parts = vec![format!("{} by lowest ticket", count(unit)), self.spread_words()];
        if self.minimum > 0 {
            parts.push(format!(", at least {} of each", self.minimum));
        }
        if let Some(cap) = &self.cap {
            parts.push(format!(", at first no more than {} of one {}", cap.k, cap.column));
            if self.weights == Weights::Simulated {
                parts.push(" (weighed by simulated chances)".to_owned());
            }
        }
        parts.push(match self.reserves {
            0 => ".".to_owned(),
            1 => ", and 1 reserve for each stratum.".to_owned(),
            many => format!(", and {many} reserves for each stratum."),
        });
        parts.concat()
    }

    fn spread_words(&self) -> String {
        if self.strata.is_empty() {
            return " over the whole list".to_owned();
        }
        let joined = names(&self.strata, if self.nested { ", and within it " } else { " and " });
        let spread = match &self.spread {
            Spread::Proportional => "in proportion to its size".to_owned(),
            Spread::Equal => "the same number each".to_owned(),
            Spread::Neyman => "by its size and how much the last results varied".to_owned(),
            Spread::Fixed(given) => {
                let each: Vec<String> =
                    given.iter().map(|(name, n)| format!("{n} of {name}")).collect();
                format!("a fixed number each ({})", each.join(", "))
            }
        };
        let merged = self.collapse.map_or_else(String::new, |rule| format!(" ({})", rule.words()));
        format!(", spread over {joined}{merged}, {spread}")
    }
}

impl Condition {
    /// Returns the condition in words, such as `team is CIN 1 or CIN 2`.
    #[must_use]
    pub fn words(&self) -> String {
        let name = self.column.name.replace('_', " ");
        match &self.test {
            Test::Is(values) => format!("{name} is {}", values.join(" or ")),
            Test::Not(values) => format!("{name} is not {}", values.join(" or ")),
            Test::Has(values) => format!("{name} include {}", values.join(" or ")),
            Test::AtLeast(least) => format!("{name} is at least {least}"),
            Test::AtMost(most) => format!("{name} is at most {most}"),
            Test::WithinDays(days) => format!("{name} is in the last {days} days"),
            Test::Given => format!("{name} is given"),
            Test::Blank => format!("{name} is blank"),
        }
    }
}

fn names(columns: &[Column], joiner: &str) -> String {
    let name = |column: &Column| {
        let name = column.name.replace('_', " ");
        if column.bands.is_empty() { name } else { format!("{name} in bands") }
    };
    columns.iter().map(name).collect::<Vec<_>>().join(joiner)
}

fn percent(share: u64) -> String {
    match (share / 100, share % 100) {
        (whole, 0) => format!("{whole}%"),
        (whole, rest) => format!("{whole}.{rest:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cap;

    #[test]
    fn a_plan_reads_as_it_draws() {
        let mut plan = Plan::new("monthly", PlanSource::List("children".to_owned()));
        plan.n = Some(104);
        plan.strata = vec![Column::named("plan_type"), Column::named("team")];
        plan.minimum = 1;
        plan.exclude_audited_months = 12;
        plan.second_reads = SecondReads::Share(1000);
        plan.cap = Some(Cap { column: "worker".to_owned(), k: 2 });
        plan.scope = vec![Condition {
            column: Column::named("team"),
            test: Test::Not(vec!["Closed team".to_owned()]),
        }];
        assert_eq!(
            plan.sentence(),
            "From the list \"children\", open cases whose team is not Closed team. 104 cases by lowest ticket, spread over plan type and team, in proportion to its size, at least 1 of each, at first no more than 2 of one worker, and 2 reserves for each stratum. Cases audited or selected in the last 12 months are left out. Restricted records are left out, counted and named as a limit. 10% of the sample are read twice. The seed comes from the operating system's randomness, after the freeze."
        );
    }

    #[test]
    fn events_fixed_numbers_and_own_teams_are_said() {
        let mut plan = Plan::new("m", PlanSource::Events { kind: "missing".to_owned() });
        plan.exclude_audited_months = 6;
        plan.strata = vec![Column::named("team")];
        plan.spread = Spread::Fixed([("A".to_owned(), 3), ("B".to_owned(), 2)].into());
        plan.own_team = OwnTeam::Required;
        assert_eq!(
            plan.sentence(),
            "From the events \"missing\". 5 events by lowest ticket, spread over team, a fixed number each (3 of A, 2 of B), and 2 reserves for each stratum. Events of children audited or selected in the last 6 months are left out. Restricted records are left out, counted and named as a limit. Auditors read the cases of their own team; a second read is another team's. The seed comes from the operating system's randomness, after the freeze."
        );
        plan.spread = Spread::Equal;
        assert!(plan.sentence().contains("As many events as are asked for by lowest ticket"));
    }
}
