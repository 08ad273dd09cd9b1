//! One client's selfcare: cut into episodes, walked through, judged.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::super::Settings;
use super::super::moment::{Moment, Text};
use super::super::rows::{ClientFacts, Comment, Contact, Conversation, Dimensions, Source};
use super::super::window::Window;
use super::activity::Activity;
use super::contact::ContactTimes;
use super::cut;
use super::forms::Forms;
use super::group::is_selfcare;
use super::talk::{Listener, Talk};
use super::walk::Walk;
use super::{comment, contact, conversation, single};
use crate::events::EventRef;
use crate::hex::hex;
use crate::transcripts::store::Kept;

/// Folds clients one after the other, remembering what repeats between them.
pub(crate) struct Folder<'c> {
    contacts: &'c ContactTimes,
    settings: &'c Settings,
    forms: Forms,
    listener: Listener,
    interner: Interner,
}

impl<'c> Folder<'c> {
    pub(crate) fn new(contacts: &'c ContactTimes, settings: &'c Settings) -> Folder<'c> {
        Folder {
            contacts,
            settings,
            forms: Forms::new(settings.lang),
            listener: Listener::new(settings),
            interner: Interner::default(),
        }
    }

    /// The facts in a stretch of time of one client's events, given in any order.
    pub(crate) fn client(&mut self, events: &[EventRef<'_>], window: Window) -> ClientFacts {
        let moments = selfcare(events, window);
        let applications = by_application(&moments);
        let episodes = episodes(&applications);
        let activity = Activity::of(events);
        let mut walk = Walk::new(
            self.contacts,
            &activity,
            &mut self.forms,
            &mut self.interner,
        );
        walk.episodes(&episodes);
        let mut facts = walk.finish();
        facts.client = events.first().map_or([0; 16], |event| event.client);
        let alone = single::of_client(events, window, &mut self.interner);
        facts.singles.extend(alone);
        for talk in talks(&episodes, events, &mut self.interner) {
            facts.conversations.push(self.listener.read(talk));
        }
        facts
    }

    /// The conversation of all events that name it, or that are of a contact.
    pub(crate) fn conversation(
        &mut self,
        source: Source,
        id: &str,
        events: &[EventRef<'_>],
    ) -> Option<Conversation> {
        let talk = conversation::fold(source, id.to_owned(), events, &mut self.interner)?;
        Some(self.listener.read(talk))
    }

    /// What is said under an id that events name: in a conversation, or in public.
    pub(crate) fn named(&mut self, id: &str, events: &[EventRef<'_>]) -> Named {
        let public = self.conversation(Source::Comment, id, events);
        let comment = public
            .as_ref()
            .and_then(|public| comment::fold(events, public, &mut self.listener));
        let private = self.conversation(Source::Conversation, id, events);
        Named {
            conversations: public.into_iter().chain(private).collect(),
            comment,
        }
    }

    /// A conversation from a file.
    pub(crate) fn transcript(&mut self, kept: Kept) -> Conversation {
        self.listener.read(Talk::of_transcript(kept))
    }

    /// The fact of one contact.
    pub(crate) fn contact(&mut self, events: &[EventRef<'_>]) -> Option<Contact> {
        contact::fold(events, self.contacts, self.settings, &mut self.interner)
    }
}

/// The facts of all events that name a conversation.
pub(crate) struct Named {
    pub(crate) conversations: Vec<Conversation>,
    pub(crate) comment: Option<Comment>,
}

/// The conversations of one client that their events give no id to.
pub(crate) fn talks_of_client(events: &[EventRef<'_>], interner: &mut Interner) -> Vec<Talk> {
    let moments = selfcare(events, Window::ALL);
    let applications = by_application(&moments);
    talks(&episodes(&applications), events, interner)
}

fn talks(
    episodes: &[&[&Moment<'_>]],
    events: &[EventRef<'_>],
    interner: &mut Interner,
) -> Vec<Talk> {
    let client = events.first().map_or([0; 16], |event| event.client);
    let own = conversation::fold(Source::Client, hex(&client), events, interner);
    let mut talks: Vec<Talk> = episodes
        .iter()
        .filter_map(|episode| conversation::of_episode(episode, interner))
        .collect();
    talks.extend(own);
    talks
}

fn selfcare<'e>(events: &[EventRef<'e>], window: Window) -> Vec<Moment<'e>> {
    // A moment is large, and growing a vector of them moves them about.
    let mut moments = Vec::with_capacity(events.len());
    let counting = events
        .iter()
        .filter(|event| window.holds(event.at) && !event.bot && is_selfcare(event));
    moments.extend(counting.map(Moment::of));
    moments.sort_unstable_by_key(Moment::order);
    moments
}

type Applications<'m, 'e> = BTreeMap<Option<&'m str>, Vec<&'m Moment<'e>>>;

fn episodes<'a, 'm, 'e>(applications: &'a Applications<'m, 'e>) -> Vec<&'a [&'m Moment<'e>]> {
    applications
        .values()
        .flat_map(|moments| {
            cut::episodes(moments)
                .into_iter()
                .map(|range| &moments[range])
        })
        .collect()
}

fn by_application<'m, 'e>(moments: &'m [Moment<'e>]) -> Applications<'m, 'e> {
    let mut applications = Applications::new();
    for moment in moments {
        let application = moment.fields.application.as_deref();
        applications.entry(application).or_default().push(moment);
    }
    applications
}

/// Keeps one copy of each name that facts share.
#[derive(Default)]
pub(crate) struct Interner {
    names: FxHashSet<Arc<str>>,
}

impl Interner {
    fn share(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let name: Arc<str> = name.into();
        self.names.insert(name.clone());
        name
    }

    /// Takes the dimensions that are still missing from an event.
    pub(super) fn complete(&mut self, dimensions: &mut Dimensions, moment: &Moment<'_>) {
        self.take(dimensions, moment.fields.dimensions());
    }

    /// Takes those that are still missing of channel, language, application and theme.
    pub(super) fn take(&mut self, dimensions: &mut Dimensions, names: [&Text<'_>; 4]) {
        let Dimensions {
            channel,
            lang,
            application,
            theme,
        } = dimensions;
        for (dimension, name) in [channel, lang, application, theme].into_iter().zip(names) {
            if dimension.is_none() {
                *dimension = name.as_deref().map(|name| self.share(name));
            }
        }
    }
}
