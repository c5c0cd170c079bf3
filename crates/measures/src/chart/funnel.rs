//! The funnel for teams: each team's share against limits that widen as its base shrinks (D. J.
//! Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24,
//! 2005). The limits are exact binomial ones, so small teams are not accused by an approximation.
//! Teams stand by name: it is no league table.

use crate::distribution::Binomial;
use crate::estimate::weighed::Weighed;

/// A team's count of a base, and its share where the cases do not weigh alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    /// The team's name.
    pub name: String,
    /// The count.
    pub count: u64,
    /// The base.
    pub n: u64,
    /// The share by the weights of the cases.
    pub weighed: Weighed,
}

impl Team {
    /// Returns a team without a case yet.
    #[must_use]
    pub fn empty(name: &str) -> Self {
        Self { name: name.to_owned(), count: 0, n: 0, weighed: Weighed::default() }
    }

    /// Returns a team whose cases all weigh alike.
    #[must_use]
    pub fn alike(name: &str, count: u64, n: u64) -> Self {
        Self { name: name.to_owned(), count, n, weighed: Weighed::alike(count, n) }
    }

    /// Adds a case; a weight is greater than 0.
    pub fn add(&mut self, is_hit: bool, weight: f64) {
        self.count += u64::from(is_hit);
        self.n += 1;
        self.weighed.add(weight, is_hit);
    }

    /// Adds the cases of another team.
    pub fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.n += other.n;
        self.weighed.join(other.weighed);
    }
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
    let mut all = Team::empty("");
    for team in &teams {
        all.join(team);
    }
    let centre = all.weighed.share();
    let points = teams.into_iter().map(|team| point(team, centre)).collect();
    Funnel { centre, points }
}

fn point(team: Team, centre: Option<f64>) -> FunnelPoint {
    let share = team.weighed.share();
    // Cases that do not weigh alike are worth fewer that do; of these the nearest whole count is placed.
    let worth = team.weighed.worth();
    let place = match centre.zip(share) {
        _ if worth < 10 => Place::TooFew,
        None => Place::TooFew,
        Some((centre, share)) => {
            let chance = Binomial::new(worth, centre);
            let hits = (share * worth as f64).round() as u64;
            let tail = chance.at_most(hits).min(chance.at_least(hits));
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
        let found = funnel(vec![
            Team::alike("b", 50, 100),
            Team::alike("a", 0, 9),
            Team::alike("c", 71, 100),
            Team::alike("d", 29, 100),
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
    #[test]
    fn a_team_of_heavy_cases_moves_the_centre_and_is_placed_by_what_it_is_worth() {
        // Twenty of a large team, each for 20 of the list, sixteen good; twenty of a small one, each for 5.
        let mut large = Team::empty("large");
        let mut small = Team::empty("small");
        for n in 0..20 {
            large.add(n < 16, 20.0);
            small.add(n < 4, 5.0);
        }
        let found = funnel(vec![large, small]);
        // (16·20 + 4·5) of 500, not 20 of 40.
        assert!((found.centre.unwrap() - 0.68).abs() < 1e-12);
        let shares: Vec<f64> = found.points.iter().filter_map(|point| point.share).collect();
        assert_eq!(shares, [0.8, 0.2]);
        // Binomial(20, 0.68): P(X ≤ 4) = 0.00002; P(X ≥ 16) = 0.18.
        let places = found.points.iter().map(|point| point.place).collect::<Vec<_>>();
        assert_eq!(places, [Place::Within, Place::Beyond]);
    }
}
