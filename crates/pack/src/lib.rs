//! Typed views into HTML, with charts and disclosure control.
