//! Counts what the stories decide, while they decide it.

use rustc_hash::FxHashSet;

use super::catalogue::{Catalogue, Need};
use super::contacts::Contact;
use super::ledger::Ledger;
use super::people::{Device, Person};
use super::truth::{Cause, Ending, GapTruth, Truth};

pub(super) struct Tally {
    pub(super) truth: Truth,
    pub(super) ledger: Ledger,
    clients: FxHashSet<u64>,
    /// Clients of each planted need.
    askers: Vec<FxHashSet<u64>>,
}

impl Tally {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let gaps = catalogue.gaps().iter().enumerate();
        let gaps: Vec<GapTruth> = gaps.map(|(at, gap)| blank(catalogue, at, gap)).collect();
        Tally {
            askers: vec![FxHashSet::default(); gaps.len()],
            truth: Truth {
                gaps,
                ..Truth::default()
            },
            ledger: Ledger::default(),
            clients: FxHashSet::default(),
        }
    }

    pub(super) fn episode(&mut self, who: &Person, device: Device, ended: i64, ending: Ending) {
        self.clients.insert(client(who, device));
        let episodes = &mut self.truth.episodes;
        episodes.total += 1;
        episodes.engaged += u64::from(ending != Ending::Unengaged);
        episodes.with_customer += u64::from(who.known);
        *match ending {
            Ending::Escalated => &mut episodes.escalated,
            Ending::Confirmed => &mut episodes.confirmed,
            Ending::Negative => &mut episodes.negative,
            Ending::SilentWithAnswer => &mut episodes.silent_with_answer,
            Ending::SilentWithoutAnswer => &mut episodes.silent_without_answer,
            Ending::Unengaged => &mut episodes.unengaged,
        } += 1;
        if ending.is_resolved() {
            self.resolved(who, ended, ending == Ending::Confirmed);
        }
    }

    fn resolved(&mut self, who: &Person, ended: i64, confirmed: bool) {
        self.truth.resolved.deflection_high += 1;
        self.truth.resolved.deflection_low += u64::from(confirmed);
        if who.known {
            self.ledger.resolved(who.number, ended, confirmed);
        }
    }

    pub(super) fn handoff(&mut self, cause: Cause) {
        let handoffs = &mut self.truth.handoffs;
        match cause {
            Cause::Offered => handoffs.offered += 1,
            Cause::Requested => handoffs.requested += 1,
            Cause::Automatic | Cause::Forced => handoffs.automatic += 1,
        }
    }

    /// An intent: its final wording and what the last search said.
    pub(super) fn intent(&mut self, need: &Need, wording: &str, total: Option<u64>, clicked: bool) {
        let searches = &mut self.truth.searches;
        searches.intents += 1;
        searches.known_total += u64::from(total.is_some());
        searches.zero_result += u64::from(total == Some(0));
        if total.is_some_and(|total| total > 0) {
            searches.with_results += 1;
            searches.no_click += u64::from(!clicked);
        }
        if let Some(gap) = need.planted {
            let gap = &mut self.truth.gaps[gap];
            gap.intents += 1;
            let mut wordings = gap.wordings.iter_mut();
            if let Some(row) = wordings.find(|row| row.0 == wording) {
                row.1 += 1;
            }
        }
    }

    pub(super) fn message(&mut self, need: Option<&Need>, understood: Option<bool>) {
        let messages = &mut self.truth.messages;
        messages.total += 1;
        messages.known += u64::from(understood.is_some());
        messages.misunderstood += u64::from(understood == Some(false));
        if let Some(gap) = need.and_then(|need| need.planted) {
            self.truth.gaps[gap].messages += 1;
        }
    }

    /// Somebody came with this need, by search or by message.
    pub(super) fn asker(&mut self, need: &Need, who: &Person, device: Device) {
        if let Some(gap) = need.planted {
            self.askers[gap].insert(client(who, device));
        }
    }

    /// A human or a redirect was met in a contact.
    pub(super) fn reached(&mut self, who: &Person) {
        self.truth.contacts.total += 1;
        self.truth.contacts.of_known_customers += u64::from(who.known);
    }

    /// A contact that no human will be met in.
    pub(super) fn left_to_selfcare(&mut self, contact: &Contact<'_>, at: i64) {
        self.begun(contact, at, false);
    }

    /// When a contact began, and whether a human was met in it.
    pub(super) fn begun(&mut self, contact: &Contact<'_>, at: i64, met: bool) {
        if contact.who.known {
            let who = contact.who.number;
            self.ledger.begun(who, at, contact.number, met);
        }
    }

    pub(super) fn redirect(&mut self, who: &Person, at: i64, number: u64, accepted: bool) {
        let contacts = &mut self.truth.contacts;
        contacts.offered += 1;
        contacts.accepted += u64::from(accepted);
        if accepted && who.known {
            contacts.accepted_of_known_customers += 1;
            self.ledger.redirect(who.number, at, number);
        }
    }

    pub(super) fn settle(mut self, events: u64) -> Truth {
        let truth = &mut self.truth;
        truth.lives.next_contacts = self.ledger.next_contacts();
        truth.deflected = self.ledger.deflected();
        self.ledger.settle(&mut truth.resolved, &mut truth.contacts);
        truth.events = events;
        truth.clients = self.clients.len() as u64;
        for (gap, askers) in truth.gaps.iter_mut().zip(&self.askers) {
            gap.clients = askers.len() as u64;
        }
        self.truth
    }
}

fn client(who: &Person, device: Device) -> u64 {
    u64::from(who.number) * 2 + u64::from(device == Device::Mobile)
}

fn blank(catalogue: &Catalogue, at: usize, (id, lang): &(String, String)) -> GapTruth {
    let wordings = catalogue.wordings_of_gap(at).iter();
    GapTruth {
        id: id.clone(),
        lang: lang.clone(),
        wordings: wordings.map(|wording| (wording.clone(), 0)).collect(),
        ..GapTruth::default()
    }
}
