//! Tickets, frozen frame, plan, allocation, draw, verify.
