//! Tickets (selection.md, section 2): the number every case gets from the seed and its own id alone.
//! The pre-image has the shape of Rivest's `consistent_sampler`; the order is that of the hex text.

use assay_model::{CaseId, DrawId};
use sha2::block_api::compress256;

use crate::{Digest, Seed};

/// A case's or family's ticket. The lowest are drawn.
pub type Ticket = Digest;

/// What a ticket is for. Each purpose has tickets of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Which cases are audited.
    Select,
    /// Which of those are read a second time.
    SecondRead,
    /// In which order cases choose their auditor.
    Assign,
}

impl Purpose {
    /// Returns the word that goes into the hash.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::SecondRead => "second-read",
            Self::Assign => "assign",
        }
    }
}

/// The state with which SHA-256 begins (FIPS 180-4, section 5.3.3).
const BEGINNING: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// One block of SHA-256, in bytes.
const BLOCK: usize = 64;

/// The key S of one draw and purpose. Its 64 figures are exactly one block of SHA-256, which is hashed
/// once; then an id of up to 55 bytes costs one further block only.
#[derive(Debug, Clone)]
pub struct TicketKey {
    key: Digest,
    begun: [u32; 8],
}

impl TicketKey {
    /// Returns the key: SHA-256 of seed, draw id and purpose, joined by `|`.
    #[must_use]
    pub fn new(seed: &Seed, draw: &DrawId, purpose: Purpose) -> Self {
        let preimage = format!("{seed}|{draw}|{}", purpose.word());
        Self::from_digest(Digest::of(preimage.as_bytes()))
    }

    /// Returns the ticket of a unit's id.
    #[must_use]
    pub fn ticket(&self, unit: &str) -> Ticket {
        let mut bytes = [0; 32];
        for (part, word) in bytes.chunks_exact_mut(4).zip(self.words(unit)) {
            part.copy_from_slice(&word.to_be_bytes());
        }
        Digest::from_bytes(bytes)
    }

    /// Returns the ticket as the eight words that SHA-256 ends with.
    pub(crate) fn words(&self, unit: &str) -> [u32; 8] {
        let mut state = self.begun;
        let (whole, rest) = unit.as_bytes().as_chunks::<BLOCK>();
        compress256(&mut state, whole);
        let bits = ((BLOCK + unit.len()) as u64 * 8).to_be_bytes();
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        last[rest.len()] = 0x80;
        if rest.len() >= BLOCK - 8 {
            compress256(&mut state, &[last]);
            last = [0; BLOCK];
        }
        last[BLOCK - 8..].copy_from_slice(&bits);
        compress256(&mut state, &[last]);
        state
    }

    /// Returns the same for a unit whose id was laid out by [`last_block`].
    pub(crate) fn words_of_block(&self, block: &[u8; BLOCK]) -> [u32; 8] {
        let mut state = self.begun;
        compress256(&mut state, std::slice::from_ref(block));
        state
    }

    /// Returns the ticket that orders an auditor for a case: of `case|login`.
    #[must_use]
    pub fn preference(&self, case: &CaseId, login: &str) -> Ticket {
        self.ticket(&format!("{case}|{login}"))
    }

    /// Returns S as 64 hex figures, as `assay sql` writes it.
    #[must_use]
    pub fn hex(&self) -> String {
        self.key.to_string()
    }

    fn from_digest(key: Digest) -> Self {
        let mut begun = BEGINNING;
        let figures = key.to_string();
        compress256(&mut begun, figures.as_bytes().as_chunks::<BLOCK>().0);
        Self { key, begun }
    }
}

/// The longest id that fits into the last block of SHA-256 with its padding.
pub(crate) const SHORT: usize = BLOCK - 9;

/// Lays a short id out as the last block that is hashed: the id, one bit, noughts, the length in bits.
pub(crate) fn last_block(id: &[u8], block: &mut [u8; BLOCK]) {
    let bits = ((BLOCK + id.len()) as u64 * 8).to_be_bytes();
    // All of it: a fixed length is a few moves, a length that is not known is a call.
    block.fill(0);
    block[..id.len()].copy_from_slice(id);
    block[id.len()] = 0x80;
    block[BLOCK - 8..].copy_from_slice(&bits);
}

/// Two units with one ticket: a collision of SHA-256, or the same unit twice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{first}\" and \"{second}\" have the same ticket {ticket}: no order between them is fair"
)]
pub struct EqualTickets {
    /// The first id, by bytes.
    pub first: String,
    /// The second id.
    pub second: String,
    /// The ticket both have.
    pub ticket: Ticket,
}

/// Returns the ids in ticket order, lowest first.
///
/// # Errors
/// When two have the same ticket.
pub fn in_ticket_order<'a>(
    key: &TicketKey,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<(Ticket, &'a str)>, EqualTickets> {
    let mut tickets: Vec<_> = ids.into_iter().map(|id| (key.ticket(id), id)).collect();
    tickets.sort_unstable();
    refuse_equal(&tickets)?;
    Ok(tickets)
}

/// Refuses a sorted list in which two neighbours have one ticket.
pub(crate) fn refuse_equal(sorted: &[(Ticket, &str)]) -> Result<(), EqualTickets> {
    match sorted.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        None => Ok(()),
        Some(pair) => Err(EqualTickets {
            first: pair[0].1.to_owned(),
            second: pair[1].1.to_owned(),
            ticket: pair[0].0,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: &str, draw: &str, purpose: Purpose) -> TicketKey {
        TicketKey::new(&Seed::parse(seed).unwrap(), &DrawId::parse(draw).unwrap(), purpose)
    }

    /// Rivest's pre-image is `hex(SHA-256(seed)) ‖ id`; ours differs in what is hashed into S alone.
    /// Digests from `consistent_sampler` (MIT, Ronald L. Rivest 2018), its published examples.
    #[test]
    fn published_preimages_give_their_digests() {
        let check = |seed: &str, id: &str, expected: &str| {
            let key = TicketKey::from_digest(Digest::of(seed.as_bytes()));
            assert_eq!(key.ticket(id).to_string(), expected, "{id}");
        };
        check("314159", "A-1", "089cfe38234df31c4de82c76c6ed4ca6917e448ad3e0a3ac41a2012e67974d11");
        check("314159", "A-2", "666f5340ff5e630d1b63ba20aebfb909e695ee47e690babe1672c61ad0e3cc1d");
        check("314159", "A-3", "ebe934748ec07aaac352c5948790089887759e740dee75e0f9a701cab0e743be");
        check("314159", "B-1", "86ad5bb16b7321242fbd475ec2078c279da1e8c22fac6c582fbbeb3c4dc58aa7");
        check("314159", "B-2", "be422f234753e667fd4b21749bcb02e70772c9023bfc0152d19a5c50f69d3156");
        check("314159", "B-3", "b5fedbb84dffc5be68b353878631dfd1638dc4592bf548adc0983231df86fdd2");
        check(
            "01382438112797316654",
            "AB-130",
            "654b3e71876e34e6e350128e0e20df65f0e285727c12837a8c7fdd28ff907b5e",
        );
    }

    #[test]
    fn a_ticket_is_the_hash_of_key_and_id() {
        let key = key("01382438112797316654", "2026-09-monthly", Purpose::Select);
        let written_out = format!("{}{}", key.hex(), "00123");
        assert_eq!(key.ticket("00123"), Digest::of(written_out.as_bytes()));
        // Ids that just fit into one block, just do not, and fill blocks exactly.
        for length in [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 300] {
            let id = "x".repeat(length);
            assert_eq!(key.ticket(&id), Digest::of(format!("{}{id}", key.hex()).as_bytes()));
        }
        assert_eq!(
            key.hex(),
            Digest::of(b"01382438112797316654|2026-09-monthly|select").to_string()
        );
    }

    #[test]
    fn each_purpose_has_tickets_of_its_own() {
        let tickets = [Purpose::Select, Purpose::SecondRead, Purpose::Assign]
            .map(|purpose| key("a long enough seed", "a", purpose).ticket("1"));
        assert!(tickets[0] != tickets[1] && tickets[1] != tickets[2] && tickets[0] != tickets[2]);
    }

    #[test]
    fn the_same_id_twice_is_an_error_with_both_named() {
        let key = key("a long enough seed", "a", Purpose::Select);
        let error = in_ticket_order(&key, ["1", "2", "1"]).unwrap_err();
        assert_eq!((error.first.as_str(), error.second.as_str()), ("1", "1"));
    }
}
