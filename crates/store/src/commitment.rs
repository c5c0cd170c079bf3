//! Commitments: what a ledger entry holds in place of a record that may have to be erased.
//! hex(SHA-256(salt, JCS(record))), JCS being RFC 8785 (the published method, section 6).

use assay_model::print::hex;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Error;

/// Returns the canonical JSON of a record.
///
/// # Errors
/// When the record cannot be written as JSON.
pub fn canonical(record: &impl Serialize) -> Result<String, Error> {
    Ok(serde_json_canonicalizer::to_string(record)?)
}

/// Returns the commitment to a record's canonical JSON under its salt.
#[must_use]
pub fn commitment(salt: &[u8], canonical_json: &str) -> String {
    hex(&Sha256::new().chain_update(salt).chain_update(canonical_json).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_is_the_digest_of_salt_and_canonical_json() {
        // printf '\0\0…(32)' + '{"a":1,"b":"é"}' through sha256sum, by Python's hashlib.
        let record = serde_json::json!({"b": "é", "a": 1});
        let json = canonical(&record).unwrap();
        assert_eq!(json, "{\"a\":1,\"b\":\"é\"}");
        assert_eq!(
            commitment(&[0; 32], &json),
            "f1375beace8cde0d4a163f3938c0ace579778d3adc9bd6a99ea9d06702b066b1"
        );
    }
}
