//! The form of an audit, damaged as it is sent: bytes turned, cut, doubled, moved. Whatever comes, the pages answer in words and go
//! on. A second in the suite; longer with `ASSAY_FUZZ_SECONDS`, which `tests/fuzz.sh` sets.

use std::time::{Duration, Instant};

use super::browser::{OURS, encoded, hidden};
use super::fill::{Round, marks, parts, round};

/// A small generator of numbers that follow from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

const AWKWARD: [&str; 12] = [
    "&",
    "=",
    "%",
    "%00",
    "%FF%FE",
    "%ED%A0%80",
    "+",
    "%E2%80%AE",
    "%1B%5B31m",
    "was-",
    "held=99999999999999999999",
    "then=nowhere",
];

/// Returns the body with one to four damages. The token at its beginning is left alone mostly, so that the rest is read.
fn damaged(sound: &str, token: usize, dice: &mut Dice) -> String {
    let mut body = sound.as_bytes().to_vec();
    for _ in 0..=dice.below(4) {
        let from = if dice.below(10) == 0 { 0 } else { token.min(body.len()) };
        let at = from + dice.below(body.len() - from);
        match dice.below(5) {
            0 if at < body.len() => body[at] = 32 + dice.below(95) as u8,
            1 => body.truncate(at),
            2 => {
                let part = body[at..].to_vec();
                body.extend_from_slice(&part[..part.len().min(2_000)]);
            }
            3 => drop(body.splice(at..at, AWKWARD[dice.below(AWKWARD.len())].bytes())),
            _ => drop(body.splice(at..at, std::iter::repeat_n(b'x', dice.below(40_000)))),
        }
    }
    String::from_utf8(body).expect("all of it is ASCII")
}

/// The body of a part's form as its page sends it.
fn body_of(round: &Round, at: &str) -> String {
    let page = round.browser.get(at).body;
    let held = hidden(&page, "held");
    let marks = marks(&page);
    let was: Vec<String> = marks.iter().map(|(key, _)| format!("was-{key}")).collect();
    let mut fields = vec![("form_token", round.browser.token()), ("held", &held), ("then", "save")];
    for ((key, mark), was) in marks.iter().zip(&was) {
        fields.push((was, mark));
        fields.push((key, "good"));
    }
    encoded(&fields)
}

#[test]
fn damaged_forms_of_an_audit_are_answered_in_words_and_the_pages_go_on() {
    let seconds = std::env::var("ASSAY_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let end = Instant::now() + Duration::from_secs_f64(seconds.unwrap_or(1.0));
    let seed = seconds.map_or(1, |seconds: f64| seconds.to_bits() ^ u64::from(std::process::id()));
    let mut dice = Dice(seed | 1);
    let round = round();
    let at = format!("{}/part/{}", round.form(), parts()[0].0);
    let sound = body_of(&round, &at);
    let token = sound.find('&').expect("fields after the token");
    let mut runs = 0;
    while runs == 0 || Instant::now() < end {
        let body = damaged(&sound, token, &mut dice);
        let answer = round.browser.post_raw(&at, OURS, &body);
        let is_right = matches!(answer.status, 200 | 303 | 400 | 403 | 404 | 408 | 409 | 413 | 422);
        assert!(is_right, "run {runs}, seed {seed}: {} for {body}\n{}", answer.status, answer.body);
        runs += 1;
    }
    println!("pages: {runs} runs");
    assert_eq!(round.browser.get("/").status, 200);
    round.desk.run(&["doctor", "--deep"]);
}
