//! How the command line says what brings in the data that a section of a pack lacks.

/// Returns how a section's data can be brought in; none where nothing but time can bring them.
pub(crate) fn how(section: &str) -> Option<&'static str> {
    Some(match section {
        "since" => "assay pack NAME --since last",
        "scope" => "assay import cases FILE",
        "self-evaluation" => "write it in narrative/self-evaluation.md in the workspace",
        "judgements" | "domains" | "completion" => "freeze, draw, and assay import returns FILE",
        "themes" => "assay import returns FILE, or assay import comments FILE",
        "moderation" => "assay import returns FILE, with second reads or inspectors' views",
        "actions" => "assay import actions FILE",
        "indicators" => {
            "assay import events FILE --kind visits; also plans, placements, reviews, meetings"
        }
        "health-checks" => "draw with the plan health-check, then assay import returns FILE",
        "feedback" => {
            "say in the audit returns whether child and family were asked: assay forms, then assay import returns FILE"
        }
        "workforce" => "assay import events FILE --kind supervision, and --kind workforce",
        "learning" => {
            "assay import events FILE --kind learning, with the columns date, title and theme"
        }
        "recommendations" => {
            "assay import findings FILE, or write them under recommendations in pack.yaml"
        }
        "readiness" => "write them under readiness in pack.yaml",
        "sampling" => "assay freeze, then assay draw",
        "data-quality" => "assay import",
        _ => return None,
    })
}
