//! The service as others meet it: a process, a port, requests.

mod auth;
mod client;
mod forms;
mod hostile;
mod ingest;
mod ledger;
mod limits;
mod openapi;
mod pages;
mod reading;
mod running;
mod small_numbers;
