//! Analyser, index, search grammar, theme matcher.
