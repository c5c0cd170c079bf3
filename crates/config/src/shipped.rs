//! The settings every workspace starts with, compiled into the program. A workspace without one of
//! these files is read as if it had the one from here.

/// File name and text, in the order they are listed to people.
pub const FILES: &[(&str, &str)] = &[
    ("assay.yaml", include_str!("../../../workspace-config/assay.yaml")),
    ("annexa-2019.yaml", include_str!("../../../workspace-config/annexa-2019.yaml")),
    ("audit-tool.yaml", include_str!("../../../workspace-config/audit-tool.yaml")),
    ("indicators.yaml", include_str!("../../../workspace-config/indicators.yaml")),
    ("lists.yaml", include_str!("../../../workspace-config/lists.yaml")),
    ("maps.yaml", include_str!("../../../workspace-config/maps.yaml")),
    ("plans.yaml", include_str!("../../../workspace-config/plans.yaml")),
    ("pack.yaml", include_str!("../../../workspace-config/pack.yaml")),
    ("report.yaml", include_str!("../../../workspace-config/report.yaml")),
    ("retention.yaml", include_str!("../../../workspace-config/retention.yaml")),
    ("rounds.yaml", include_str!("../../../workspace-config/rounds.yaml")),
    ("ssd-2026.yaml", include_str!("../../../workspace-config/ssd-2026.yaml")),
    ("terms.yaml", include_str!("../../../workspace-config/terms.yaml")),
    ("themes.yaml", include_str!("../../../workspace-config/themes.yaml")),
];

/// The inspection frameworks, in a folder of their own, to which a council may add some.
pub const PROFILES: &[(&str, &str)] = &[
    (
        "profiles/ilacs-2023-01.yaml",
        include_str!("../../../workspace-config/profiles/ilacs-2023-01.yaml"),
    ),
    (
        "profiles/ilacs-2026-04.yaml",
        include_str!("../../../workspace-config/profiles/ilacs-2026-04.yaml"),
    ),
];

/// Returns the text of an inspection framework as it is shipped, or none.
#[must_use]
pub fn profile(file: &str) -> Option<&'static str> {
    PROFILES.iter().find(|(name, _)| *name == file).map(|(_, text)| *text)
}

/// Returns the text of a settings file as it is shipped, or none.
#[must_use]
pub fn text(file: &str) -> Option<&'static str> {
    FILES.iter().find(|(name, _)| *name == file).map(|(_, text)| *text)
}
