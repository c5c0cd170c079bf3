//! Reading columns back into the words of the domain. A value that cannot be read was changed from
//! outside, and is said to be damaged rather than passed over.

use assay_model::{CaseId, Date, DrawId, Judgement, Month, Score, Timestamp};

use crate::Error;

/// Writes a time as the ledger has it: RFC 3339, UTC, milliseconds.
pub(crate) fn time_text(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

pub(crate) fn time(text: &str) -> Result<Timestamp, Error> {
    text.parse().map_err(|_| Error::damaged("time", text))
}

pub(crate) fn date(text: &str) -> Result<Date, Error> {
    assay_model::day::parse(text).ok_or_else(|| Error::damaged("date", text))
}

pub(crate) fn optional_date(text: Option<&str>) -> Result<Option<Date>, Error> {
    text.map(date).transpose()
}

pub(crate) fn month(text: &str) -> Result<Month, Error> {
    Month::parse(text).ok_or_else(|| Error::damaged("month", text))
}

pub(crate) fn case_id(text: &str) -> Result<CaseId, Error> {
    CaseId::parse(text).map_err(|_| Error::damaged("case id", text))
}

pub(crate) fn draw_id(text: &str) -> Result<DrawId, Error> {
    DrawId::parse(text).map_err(|_| Error::damaged("draw id", text))
}

pub(crate) fn judgement(code: &str) -> Result<Judgement, Error> {
    Judgement::ALL
        .into_iter()
        .find(|known| known.code() == code)
        .ok_or_else(|| Error::damaged("judgement", code))
}

pub(crate) fn score(hundredths: u16) -> Result<Score, Error> {
    Score::from_hundredths(hundredths).ok_or_else(|| Error::damaged("score", hundredths))
}
