//! The service as others meet it: a process, a port, requests.

mod auth;
mod client;
mod demo;
mod forms;
mod hostile;
mod ingest;
mod kpi_pages;
mod ledger;
mod limits;
mod openapi;
mod other_sites;
mod pages;
mod permalinks;
mod reading;
pub(crate) mod running;
mod schema;
mod signing_in;
mod small_numbers;
