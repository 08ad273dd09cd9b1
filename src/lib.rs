#![doc = include_str!("ARCHITECTURE.md")]

// From the bottom up, as the table in `tests/tidy` has it.

pub mod failpoint;
pub mod hex;

pub mod input;
pub mod period;
pub mod sqlite;

pub mod text;

pub mod access;
pub mod chart;
pub mod events;
pub mod faq;
pub mod figures;
pub mod transcripts;

pub mod facts;
pub mod search;

pub mod kpi;

pub mod gaps;

pub mod site;

pub mod reports;
pub mod service;

pub mod demo;
pub mod eval;

pub mod web;

pub mod cli;
