//! What a row may tell: the fields of its kind, or those of a contact's whole life.

use crate::events::Kind;
use crate::events::fields::{self, COMMON_FIELDS, Field, Type};

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Events of one kind.
    Events(Kind),
    /// Whole contacts.
    Contacts,
}

/// Something that a column can be read as.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) name: &'static str,
    pub(super) form: Form,
    pub(super) required: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Form {
    /// By which an event is known again.
    Id,
    Moment,
    Field(Type),
}

/// What only a whole contact tells: how it went, and when.
const LIFE: [Target; 6] = [
    of_life("answered", Form::Field(Type::Flag)),
    of_life("abandoned", Form::Field(Type::Flag)),
    of_life("resolved", Form::Field(Type::Flag)),
    of_life("answered_at", Form::Moment),
    of_life("ended_at", Form::Moment),
    of_life("resolved_at", Form::Moment),
];

const fn of_life(name: &'static str, form: Form) -> Target {
    Target {
        name,
        form,
        required: false,
    }
}

impl Of {
    /// Everything that rows may tell, what they must tell first.
    pub(super) fn targets(self) -> Vec<Target> {
        let at = Target {
            name: "at",
            form: Form::Moment,
            required: true,
        };
        let mut targets = vec![at];
        let kinds = match self {
            Of::Events(kind) => {
                targets.push(of_life("id", Form::Id));
                vec![kind]
            }
            Of::Contacts => {
                targets.extend(LIFE);
                vec![Kind::Contact, Kind::Answered, Kind::Ended]
            }
        };
        let own = kinds.into_iter().flat_map(fields::of);
        for field in own.chain(COMMON_FIELDS) {
            if targets.iter().all(|known| known.name != field.name) {
                targets.push(self.target(field));
            }
        }
        targets.sort_by_key(|target| !target.required);
        targets
    }

    fn target(self, field: &Field) -> Target {
        let finds_comment = matches!(self, Of::Events(Kind::Comment | Kind::Reply));
        Target {
            name: field.name,
            form: Form::Field(field.form),
            required: field.required || (finds_comment && field.name == "conversation"),
        }
    }

    /// Whether people are known by their browser here, so that a column `client` is one;
    /// elsewhere it is a customer, as the word is in French.
    pub(super) fn is_selfcare(self) -> bool {
        match self {
            Of::Contacts => false,
            Of::Events(kind) => kind <= Kind::Closing || kind == Kind::Handoff,
        }
    }
}
