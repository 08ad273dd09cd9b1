//! Random lives of few contacts: in order and out of it, told and not.

use proptest::prelude::*;
use proptest::sample::select;
use vigie::period::{DAY, HOUR, MINUTE, Millis};

use super::logs::{Draft, draft, redirect};
use crate::fold_oracle::{Came, Step, What};

pub(super) fn contact_id() -> impl Strategy<Value = String> {
    select(vec!["t-1", "t-2", "t-3", "t-4"]).prop_map(str::to_owned)
}

fn duration() -> impl Strategy<Value = Option<Millis>> {
    prop_oneof![
        2 => Just(None),
        1 => select(vec![0, 1, 89_999, 90_000, 90_001, 3_600_000]).prop_map(Some),
    ]
}

fn of_contact() -> impl Strategy<Value = Step> {
    let reason = || select(vec![None, Some("rib"), Some("facture")]);
    let direction = select(vec![None, None, Some("inbound"), Some("outbound")]);
    let complaint = select(vec![None, Some(true), Some(false)]);
    prop_oneof![
        2 => (reason(), direction, complaint).prop_map(|(reason, direction, complaint)| {
            Step::Queued { reason, direction, complaint }
        }),
        2 => duration().prop_map(|wait| Step::Answered { wait }),
        3 => duration().prop_map(|wait| Step::Response { wait }),
        1 => duration().prop_map(|wait| Step::Abandoned { wait }),
        2 => (duration(), duration(), duration())
            .prop_map(|(talk, hold, wrap_up)| Step::Ended { talk, hold, wrap_up }),
        2 => Just(Step::Resolved),
        1 => reason().prop_map(|reason| Step::Reopened { reason }),
    ]
}

pub(super) fn step() -> impl Strategy<Value = What> {
    (contact_id(), of_contact()).prop_map(|(contact, step)| What::Step { contact, step })
}

pub(super) fn came() -> impl Strategy<Value = What> {
    let offer = select(vec![None, Some("new"), Some("up_sell"), Some("cross_sell")]);
    let purchase = (-1..3_i64, offer).prop_map(|(amount, offer)| Came::Purchase { amount, offer });
    let came = prop_oneof![3 => purchase, 1 => Just(Came::Kept), 1 => Just(Came::Left)];
    let contact = proptest::option::weighted(0.8, contact_id());
    (contact, came).prop_map(|(contact, came)| What::Came { contact, came })
}

pub(super) fn turn() -> impl Strategy<Value = What> {
    let speaker = select(vec!["customer", "customer", "agent"]);
    let contact = proptest::option::weighted(0.8, contact_id());
    (speaker, contact).prop_map(|(speaker, contact)| What::Turn { speaker, contact })
}

/// Much of what happens in one contact, sometimes at one moment, over some days.
pub(super) fn life() -> impl Strategy<Value = Vec<Draft>> {
    let happens = prop_oneof![
        8 => step(),
        2 => turn(),
        1 => came(),
        1 => redirect(),
        1 => contact_id().prop_map(|contact| What::Contact { contact }),
    ];
    let after = select(vec![
        0,
        0,
        1_500,
        90_000,
        90_001,
        20 * MINUTE,
        HOUR,
        17 * HOUR,
        3 * DAY,
    ]);
    let happens = proptest::collection::vec((after, happens), 1..8);
    // Sometimes at the very moment of something before it.
    let beginning = proptest::option::of(Just(0));
    (draft(), beginning, contact_id(), happens).prop_map(|(like, after, contact, happens)| {
        let begun = What::Contact {
            contact: contact.clone(),
        };
        let mut drafts = vec![like.so_long_after(after, begun)];
        for (after, mut what) in happens {
            name(&mut what, &contact);
            drafts.push(like.then(after, what));
        }
        drafts
    })
}

/// Makes it happen in a contact.
fn name(what: &mut What, id: &str) {
    match what {
        What::Step { contact, .. } | What::Redirect { contact, .. } | What::Contact { contact } => {
            id.clone_into(contact);
        }
        What::Turn { contact, .. } | What::Came { contact, .. } => *contact = Some(id.to_owned()),
        _ => {}
    }
}
