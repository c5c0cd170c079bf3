//! Sample planning, estimates, agreement, process charts, indicators.
