//! Walks through a client's episodes event by event, and then judges them.
//!
//! All episodes are walked through at once, in the order of time, since a query
//! may be known from another application.

use super::super::moment::{Moment, Text};
use super::super::rows::{ClientFacts, Episode, Handoff, Message, Reasons};
use super::activity::Activity;
use super::acts::Act;
use super::client::Interner;
use super::contact::ContactTimes;
use super::course::{Course, Question};
use super::dialogue::{closing, hear};
use super::forms::Forms;
use super::intents::Intents;
use crate::events::Kind;

pub(super) struct Walk<'c, 'm, 'e> {
    contacts: &'c ContactTimes,
    client: &'c Activity<'c>,
    forms: &'c mut Forms,
    pub(super) interner: &'c mut Interner,
    pub(super) facts: ClientFacts,
    pub(super) intents: Intents<'m>,
    pub(super) acts: Vec<Act<'m, 'e>>,
}

impl<'c, 'm, 'e> Walk<'c, 'm, 'e> {
    pub(super) fn new(
        contacts: &'c ContactTimes,
        client: &'c Activity<'c>,
        forms: &'c mut Forms,
        interner: &'c mut Interner,
    ) -> Self {
        Walk {
            contacts,
            client,
            forms,
            interner,
            facts: ClientFacts::default(),
            intents: Intents::default(),
            acts: Vec::new(),
        }
    }

    pub(super) fn episodes(&mut self, episodes: &[&[&'m Moment<'e>]]) {
        let begun = episodes.iter().map(|moments| self.begin(moments));
        let mut courses: Vec<Course> = begun.collect();
        for (place, moment) in in_order(episodes) {
            self.step(&mut courses[place], moment);
        }
        for (course, moments) in courses.into_iter().zip(episodes) {
            self.judge(course, moments);
        }
    }

    fn begin(&mut self, moments: &[&Moment<'_>]) -> Course {
        let mut course = Course {
            id: moments.first().map_or([0; 16], |first| first.id),
            ..Course::default()
        };
        for moment in moments {
            self.interner.complete(&mut course.dimensions, moment);
        }
        course
    }

    fn judge(&mut self, course: Course, moments: &[&Moment<'_>]) {
        let (Some(first), Some(last)) = (moments.first(), moments.last()) else {
            return;
        };
        let customer = moments.iter().find_map(|moment| moment.customer);
        let outcome = course.outcome();
        self.facts.episodes.push(Episode {
            id: course.id,
            at: first.at,
            ended_at: last.at,
            dimensions: course.dimensions,
            engaged: course.engaged,
            outcome,
            answered: course.answered,
            cause: course.cause,
            customer,
            contact_after: customer
                .and_then(|customer| self.contacts.next_after(&customer, last.at, None)),
            returned_after: self.client.returned_after(last.at),
            reading: course.reading.finish(),
            handoff_reason: course.handoff_reason,
            dialogue: course.dialogue,
            deflected: course.deflected,
            human_before: self.client.had_spoken_to_an_agent(moments),
        });
    }

    fn step(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.reading.step(moment);
        match moment.kind {
            Kind::Search => {
                course.engaged = true;
                course.asked = true;
                self.intents.search(course, moment, self.interner);
            }
            Kind::Click => self.click(course, moment),
            Kind::View => self.view(course, moment),
            Kind::Vote => self.vote(course, moment),
            Kind::Message => self.message(course, moment),
            Kind::Answer => self.answer(course, moment),
            Kind::Form => self.form(course, moment),
            Kind::Closing => closing(course, moment),
            Kind::Handoff => self.handoff(course, moment),
            Kind::Survey => self.survey(course, moment),
            _ => {}
        }
    }

    fn message(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        let text = name(&moment.fields.text);
        let dimensions = course.dimensions_of(moment, self.interner);
        let understood = moment.fields.understood;
        let system = moment.fields.system == Some(true);
        let place = self.facts.messages.len();
        self.facts.messages.push(Message {
            id: moment.id,
            episode: course.id,
            at: moment.at,
            form: self.forms.form(&text, dimensions.lang.as_deref()),
            dimensions,
            text,
            understood,
            intent: moment.fields.intent.as_deref().map(str::to_owned),
            fulfilled: moment.fields.fulfilled,
            system,
            reasons: Reasons {
                misunderstood: understood == Some(false) && !system,
                ..Reasons::default()
            },
        });
        hear(&mut course.dialogue, moment);
        course.latest_message = Some(place);
        course.asked = true;
        // The bot's own business is no question of the person's.
        if !system {
            course.question = Some(Question::Message(place));
        }
    }

    fn answer(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.dialogue.answers += 1;
        course.dialogue.with_bot = true;
        if let Some(article) = moment.fields.article.as_deref() {
            course.article = Some(article.to_owned());
        }
        let Some(place) = course.latest_message else {
            return;
        };
        let message = &self.facts.messages[place];
        if message.understood != Some(false) {
            course.answered = true;
            course.dialogue.understood_answers += i64::from(!message.system);
        }
    }

    fn handoff(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        self.intents.end(course);
        if course.cause.is_some() {
            return;
        }
        let cause = name(&moment.fields.cause);
        course.cause = Some(cause.clone());
        course.handoff_reason = moment.fields.reason.as_deref().map(str::to_owned);
        if let Some(question) = course.question {
            self.reasons(question).handoff = true;
        }
        let (question, form) = course
            .question
            .map(|question| self.wording(question))
            .unzip();
        let handoff = Handoff {
            id: moment.id,
            episode: course.id,
            at: moment.at,
            dimensions: course.dimensions_of(moment, self.interner),
            cause,
            reason: moment.fields.reason.as_deref().map(str::to_owned),
            question,
            form,
            article: course.article.clone(),
        };
        self.facts.handoffs.push(handoff);
    }

    /// A question as it was asked, and its form.
    fn wording(&mut self, question: Question) -> (String, String) {
        match question {
            Question::Intent(place) => {
                let (query, form) = self.intents.wording(place, self.forms);
                (query.to_owned(), form)
            }
            Question::Message(place) => {
                let message = &self.facts.messages[place];
                (message.text.clone(), message.form.clone())
            }
        }
    }

    pub(super) fn reasons(&mut self, question: Question) -> &mut Reasons {
        match question {
            Question::Intent(place) => self.intents.reasons(place),
            Question::Message(place) => &mut self.facts.messages[place].reasons,
        }
    }

    /// Settles who did what to which query, and gives the facts.
    pub(super) fn finish(mut self) -> ClientFacts {
        for act in std::mem::take(&mut self.acts) {
            self.settle(&act);
        }
        (self.facts.intents, self.facts.reformulations) = self.intents.finish(self.forms);
        self.facts
    }
}

/// The events of all episodes as they happened, each with the place of its episode.
fn in_order<'m, 'e>(episodes: &[&[&'m Moment<'e>]]) -> Vec<(usize, &'m Moment<'e>)> {
    let mut moments: Vec<(usize, &Moment<'_>)> = Vec::new();
    for (place, episode) in episodes.iter().enumerate() {
        moments.extend(episode.iter().map(|moment| (place, *moment)));
    }
    // Runs that are sorted already, one of each application.
    moments.sort_by_key(|(_, moment)| moment.order());
    moments
}

pub(super) fn name(field: &Text<'_>) -> String {
    field.as_deref().unwrap_or_default().to_owned()
}
