//! The tantivy index over FAQ entries: a cache that can be deleted at any time.
//!
//! An entry is found by its phrases (its question and each alternate), by its
//! answer and by its categories. tantivy keeps the dictionary and the posting
//! lists on disk; the ranking over them is ours (`rank`), because the
//! best entry is not the best document: it is the one whose phrases, taken
//! together, are nearest to what was asked.
//!
//! The index knows a content version and nothing of where entries come from:
//! whoever opens it hands over both.

mod build;
mod folder;
mod hit;
mod index;
mod plan;
mod rank;
mod schema;
mod segment;
mod shape;
mod shelf;
mod snippet;
mod spelling;
mod stored;
mod weights;
mod words;

pub use folder::Opened;
pub use hit::{Answer, Hit};
pub use index::{Error, Index};
pub use snippet::Snippet;
pub use weights::Weights;
