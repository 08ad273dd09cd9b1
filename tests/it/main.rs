#![allow(clippy::unwrap_used)]

mod bad_input;
mod changed_bytes;
mod contacts;
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
mod oracles;
mod restored;
mod rows;
mod secrets;
mod service;
mod singles;
mod texts;
mod threads;
mod unanswered;
mod usage;
