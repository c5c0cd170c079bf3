//! Samples of comments and the comments in them, as records.

use assay_model::{CaseId, SampleOf, SampledComment, ThemeSample};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::{Error, Kept};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireSample {
    theme: String,
    of: String,
    population: u64,
    n: u64,
    seed: String,
    rules: String,
}

impl Kept for ThemeSample {
    const KIND: &'static str = "theme sample";
    type Wire = WireSample;

    fn key(&self) -> String {
        self.name()
    }

    fn to_wire(&self) -> WireSample {
        WireSample {
            theme: self.theme.clone(),
            of: self.of.word().to_owned(),
            population: self.population,
            n: self.n,
            seed: self.seed.clone(),
            rules: self.rules.clone(),
        }
    }

    fn from_wire(wire: WireSample, _: &About) -> Result<Self, Error> {
        Ok(Self {
            of: SampleOf::parse(&wire.of)
                .ok_or_else(|| Error::damaged("kind of sample", &wire.of))?,
            theme: wire.theme,
            population: wire.population,
            n: wire.n,
            seed: wire.seed,
            rules: wire.rules,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireSampled {
    sample: String,
    seed: String,
    comment: String,
}

impl Kept for SampledComment {
    const KIND: &'static str = "theme sample comment";
    type Wire = WireSampled;

    fn key(&self) -> String {
        format!("{}/{}", self.sample, self.place)
    }

    fn case(&self) -> Option<&CaseId> {
        self.case.as_ref()
    }

    fn to_wire(&self) -> WireSampled {
        WireSampled {
            sample: self.sample.clone(),
            seed: self.seed.clone(),
            comment: self.comment.clone(),
        }
    }

    fn from_wire(wire: WireSampled, about: &About) -> Result<Self, Error> {
        // Where an erasure of another case renamed the key, "#" and the record's number follow.
        let place = about.key.rsplit('/').next().and_then(|place| place.split('#').next());
        let place = place.and_then(|place| place.parse().ok());
        Ok(Self {
            place: place.ok_or_else(|| Error::damaged("place in the sample", &about.key))?,
            sample: wire.sample,
            seed: wire.seed,
            comment: wire.comment,
            case: about.case.clone(),
        })
    }
}
