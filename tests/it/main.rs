#![allow(clippy::unwrap_used)]

mod bad_input;
mod changed_bytes;
mod damage;
mod demo_truth;
mod durability;
mod episodes;
mod fold_oracle;
mod fold_properties;
mod harness;
mod imported;
mod kpi_cases;
mod kpi_catalogue;
mod masking;
mod messages;
mod nothing_made;
mod restored;
mod rows;
mod secrets;
mod service;
mod singles;
mod tables;
mod texts;
mod threads;
mod unanswered;
mod usage;
