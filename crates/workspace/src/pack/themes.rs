//! Themes of a pack.

use assay_model::Month;
use assay_pack::Profile;
use assay_pack::section::themes::Input;

use super::quotes::Quoting;
use crate::error::Result;
use crate::place::Workspace;
use crate::progress::Progress;

/// Returns the themes of these months, the later half against the earlier.
pub(super) fn gather(
    _workspace: &Workspace,
    _profile: &Profile,
    _months: &[Month],
    _quoting: &mut Quoting,
    _progress: &dyn Progress,
) -> Result<Input> {
    Ok(Input::default())
}
