//! Who is at the machine, what time it is, and where randomness comes from: the three things pure
//! code may not find out for itself. This is the one place that asks the operating system.

use std::cell::Cell;

use assay_model::{Actor, Date, Timestamp};
use sha2::{Digest, Sha256};

use crate::desk::error::{Error, Result};

/// One person's sitting: their identity, their clock and their source of randomness.
#[derive(Debug)]
pub struct Session {
    actor: Actor,
    as_at: Option<Date>,
    world: World,
}

#[derive(Debug)]
enum World {
    /// The operating system's clock and randomness.
    Real,
    /// A made-up clock and bytes that follow from a seed: the demo's, so that it repeats exactly.
    MadeUp { now: Cell<Timestamp>, seed: String, used: Cell<u64> },
}

impl Session {
    /// Returns the session of whoever is logged in. `name` is the display name (`--actor`), else the
    /// login's; `as_at` is the date figures are taken at, else today.
    #[must_use]
    pub fn of_this_machine(name: Option<String>, as_at: Option<Date>) -> Self {
        let login = whoami::username().unwrap_or_else(|_| "unknown".to_owned());
        let machine = whoami::hostname().unwrap_or_else(|_| "unknown".to_owned());
        let name = name.unwrap_or_else(|| login.clone());
        Self { actor: Actor { name, login, machine }, as_at, world: World::Real }
    }

    /// Returns a session on a made-up clock, whose random bytes follow from `seed`.
    #[must_use]
    pub fn made_up(actor: Actor, now: Timestamp, seed: &str) -> Self {
        let world =
            World::MadeUp { now: Cell::new(now), seed: seed.to_owned(), used: Cell::new(0) };
        Self { actor, as_at: None, world }
    }

    /// Returns who acts.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Lets another person act from here on; on a made-up clock only, where people are made up too.
    pub fn act_as(&mut self, actor: Actor) {
        if matches!(self.world, World::MadeUp { .. }) {
            self.actor = actor;
        }
    }

    /// Moves a made-up clock; a real one stays.
    pub fn set_clock(&self, to: Timestamp) {
        if let World::MadeUp { now, .. } = &self.world {
            now.set(to);
        }
    }

    /// Returns the time, to the millisecond (what the ledger keeps). A made-up clock moves on by
    /// a second at each look, so that entries have an order.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.world {
            World::Real => to_milliseconds(Timestamp::now()),
            World::MadeUp { now, .. } => {
                let time = now.get();
                now.set(
                    time.saturating_add(assay_model::jiff::SignedDuration::from_secs(1))
                        .unwrap_or(time),
                );
                to_milliseconds(time)
            }
        }
    }

    /// Returns the day and the time of day of a moment by the clock on the wall, e.g. `14:02`.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> (Date, String) {
        let zone = match &self.world {
            World::Real => jiff::tz::TimeZone::system(),
            World::MadeUp { .. } => jiff::tz::TimeZone::UTC,
        };
        let local = at.to_zoned(zone);
        (local.date(), local.strftime("%H:%M").to_string())
    }

    /// Returns the date figures are taken at: `--as-at`, else today by the local calendar.
    #[must_use]
    pub fn as_at(&self) -> Date {
        self.as_at.unwrap_or_else(|| match &self.world {
            World::Real => jiff::Zoned::now().date(),
            World::MadeUp { now, .. } => {
                assay_model::jiff::tz::TimeZone::UTC.to_datetime(now.get()).date()
            }
        })
    }

    /// Takes figures at this date from here on.
    pub(crate) fn look_at(&mut self, day: Date) {
        self.as_at = Some(day);
    }

    /// Returns 32 random bytes: the operating system's, or the next ones of a made-up world.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn random_bytes(&self) -> Result<[u8; 32]> {
        match &self.world {
            World::Real => {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes).map_err(|source| {
                    Error::failed("the operating system gave no random bytes").because(source)
                })?;
                Ok(bytes)
            }
            World::MadeUp { seed, used, .. } => {
                used.set(used.get() + 1);
                Ok(Sha256::digest(format!("{seed}|made-up|{}", used.get())).into())
            }
        }
    }
}

fn to_milliseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_up() -> Session {
        let actor = Actor { name: "A".into(), login: "a".into(), machine: "m".into() };
        Session::made_up(actor, "2026-09-01T09:00:00Z".parse().unwrap(), "7")
    }

    #[test]
    fn a_made_up_world_repeats_exactly() {
        let (one, two) = (made_up(), made_up());
        assert_eq!(one.random_bytes().unwrap(), two.random_bytes().unwrap());
        assert_eq!((one.now(), one.now()), (two.now(), two.now()));
        assert_eq!(one.as_at().to_string(), "2026-09-01");
    }

    #[test]
    fn random_bytes_never_repeat_within_a_session() {
        let session = made_up();
        assert_ne!(session.random_bytes().unwrap(), session.random_bytes().unwrap());
        let real = Session::of_this_machine(None, None);
        assert_ne!(real.random_bytes().unwrap(), real.random_bytes().unwrap());
    }
}
