//! The funnel for teams: each team's share against limits that widen as its base shrinks (D. J.
//! Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24,
//! 2005). The limits are exact binomial ones, so small teams are not accused by an approximation.
//! Teams stand by name: it is no league table.

use crate::distribution::Binomial;

/// A team's count of a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The team's name.
    pub name: String,
    /// The count.
    pub count: u64,
    /// The base.
    pub n: u64,
}

/// Where a team lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Within what chance gives 19 times in 20.
    Within,
    /// Beyond that, within what chance gives 998 times in 1,000.
    Outer,
    /// Beyond both.
    Beyond,
    /// Under ten cases: not placed.
    TooFew,
}

impl Place {
    /// Returns the words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Within => "within the limits",
            Self::Outer => "outside the 95% limits",
            Self::Beyond => "outside the 99.8% limits",
            Self::TooFew => "too few to tell",
        }
    }
}

/// A team's point of the funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelPoint {
    /// The team.
    pub team: Team,
    /// Its share; none for an empty base.
    pub share: Option<f64>,
    /// Where it lies.
    pub place: Place,
}

/// A funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The share over all teams; none for an empty base.
    pub centre: Option<f64>,
    /// The teams, by name.
    pub points: Vec<FunnelPoint>,
}

impl Funnel {
    /// Returns the 95% and 99.8% limits at a base, for the drawing.
    #[must_use]
    pub fn limits(&self, n: u64) -> Option<[(f64, f64); 2]> {
        let centre = self.centre?;
        Some([0.025, 0.001].map(|tail| limits(n, centre, tail)))
    }
}

/// Returns the funnel of the teams around their common share.
#[must_use]
pub fn funnel(mut teams: Vec<Team>) -> Funnel {
    teams.sort_by(|a, b| a.name.cmp(&b.name));
    let (count, n) = teams.iter().fold((0, 0), |(c, n), team| (c + team.count, n + team.n));
    let centre = (n > 0).then(|| count as f64 / n as f64);
    let points = teams.into_iter().map(|team| point(team, centre)).collect();
    Funnel { centre, points }
}

fn point(team: Team, centre: Option<f64>) -> FunnelPoint {
    let share = (team.n > 0).then(|| team.count as f64 / team.n as f64);
    let place = match centre {
        _ if team.n < 10 => Place::TooFew,
        None => Place::TooFew,
        Some(centre) => {
            let chance = Binomial::new(team.n, centre);
            let tail = chance.at_most(team.count).min(chance.at_least(team.count));
            if tail <= 0.001 {
                Place::Beyond
            } else if tail <= 0.025 {
                Place::Outer
            } else {
                Place::Within
            }
        }
    };
    FunnelPoint { team, share, place }
}

/// Returns the least and greatest shares that chance gives with more than `tail` on either side.
fn limits(n: u64, centre: f64, tail: f64) -> (f64, f64) {
    let chance = Binomial::new(n, centre);
    let low = (0..=n).find(|count| chance.at_most(*count) > tail).unwrap_or(0);
    let high = (0..=n).rev().find(|count| chance.at_least(*count) > tail).unwrap_or(n);
    (low as f64 / n.max(1) as f64, high as f64 / n.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_is_placed_by_the_exact_tails() {
        let team = |name: &str, count, n| Team { name: name.into(), count, n };
        let found = funnel(vec![
            team("b", 50, 100),
            team("a", 0, 9),
            team("c", 71, 100),
            team("d", 29, 100),
        ]);
        let names: Vec<&str> = found.points.iter().map(|p| p.team.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c", "d"]);
        assert_eq!(found.points[0].place, Place::TooFew);
        assert_eq!(found.points[1].place, Place::Within);
        assert_eq!(found.points[2].place, Place::Beyond);
        // Binomial(100, 1/2): P(X ≤ 39) = 0.0176, P(X ≤ 40) = 0.0284.
        let even = Funnel { centre: Some(0.5), points: vec![] };
        assert_eq!(even.limits(100).unwrap()[0], (0.40, 0.60));
    }
}
