//! Walks through a client's episodes event by event, and then judges them.
//!
//! All episodes are walked through at once, in the order of time, since a query
//! may be known from another application. A click may name a query of an earlier
//! episode, so the walk only notes what was done; who answered what is settled
//! when all has been seen.

use rustc_hash::FxHashMap;

use super::super::moment::Moment;
use super::super::rows::{
    Click, ClientFacts, Dimensions, Episode, Handoff, Intent, Message, Reasons, Reformulation, Vote,
};
use super::client::Interner;
use super::contact::ContactTimes;
use super::course::{Course, Question};
use super::forms::Forms;
use super::same_intent::same_intent;
use crate::events::Kind;
use crate::period::{Millis, SECOND};
use crate::text::fold::fold;

/// Between two queries of one intent, at most.
const TYPING: Millis = 30 * SECOND;

/// A query that stood this long had been read as it was.
const COMPLETE: Millis = 4 * SECOND;

/// A search as the person meant it, while it is being put together.
struct Asked {
    intent: Intent,
    folded: String,
    last_at: Millis,
    /// The intent begun before it in its episode.
    follows: Option<usize>,
    /// Somebody did something with what was found: no query goes on from it.
    ended: bool,
    acted_on: bool,
    viewed: bool,
}

/// Something done to a query, settled when all queries are known.
struct Act<'m, 'e> {
    moment: &'m Moment<'e>,
    /// What it concerns when it names no query.
    question: Option<Question>,
    /// Where its own fact is, if it has one.
    fact: usize,
}

pub(super) struct Walk<'c, 'm, 'e> {
    contacts: &'c ContactTimes,
    forms: &'c mut Forms,
    interner: &'c mut Interner,
    facts: ClientFacts,
    asked: Vec<Asked>,
    by_query_id: FxHashMap<&'m str, usize>,
    acts: Vec<Act<'m, 'e>>,
}

impl<'c, 'm, 'e> Walk<'c, 'm, 'e> {
    pub(super) fn new(
        contacts: &'c ContactTimes,
        forms: &'c mut Forms,
        interner: &'c mut Interner,
    ) -> Self {
        Walk {
            contacts,
            forms,
            interner,
            facts: ClientFacts::default(),
            asked: Vec::new(),
            by_query_id: FxHashMap::default(),
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
            customer_known: customer.is_some(),
            contact_after: customer
                .and_then(|customer| self.contacts.next_after(&customer, last.at, None)),
        });
    }

    fn step(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        match moment.kind {
            Kind::Search => self.search(course, moment),
            Kind::Click => self.click(course, moment),
            Kind::View => self.view(course, moment),
            Kind::Vote => self.vote(course, moment),
            Kind::Message => self.message(course, moment),
            Kind::Answer => self.answer(course, moment),
            Kind::Handoff => self.handoff(course, moment),
            Kind::Survey => course.engaged = true,
            Kind::Open
            | Kind::Impression
            | Kind::Turn
            | Kind::Redirect
            | Kind::Contact
            | Kind::Other => {}
        }
    }

    fn search(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        let query_id = moment.fields.query_id.as_deref();
        let known = query_id.and_then(|id| self.by_query_id.get(id).copied());
        let folded = fold(query(moment).trim());
        let typed_on = course
            .typing
            .filter(|typing| self.asked[*typing].goes_on_in(moment, &folded));
        let place = match (known, typed_on) {
            (Some(known), _) => {
                self.asked[known].merge(moment, folded);
                known
            }
            (None, Some(typed_on)) => {
                self.asked[typed_on].take(moment, folded);
                typed_on
            }
            (None, None) => self.ask(course, moment, folded),
        };
        if let Some(id) = query_id {
            self.by_query_id.insert(id, place);
        }
        let asked = &self.asked[place];
        let goes_on = asked.intent.episode == course.id && !asked.ended;
        course.typing = goes_on.then_some(place);
        course.latest_intent = Some(place);
        course.question = Some(Question::Intent(place));
    }

    fn ask(&mut self, course: &mut Course, moment: &'m Moment<'e>, folded: String) -> usize {
        let mut asked = Asked {
            intent: Intent {
                id: moment.id,
                episode: course.id,
                at: moment.at,
                dimensions: self.dimensions(course, moment),
                query: String::new(),
                form: String::new(),
                total: None,
                has_results: None,
                clicked: false,
                reasons: Reasons::default(),
            },
            folded: String::new(),
            last_at: moment.at,
            follows: course.latest_begun,
            ended: false,
            acted_on: false,
            viewed: false,
        };
        asked.take(moment, folded);
        let place = self.asked.len();
        self.asked.push(asked);
        course.latest_begun = Some(place);
        place
    }

    /// Ends the intent being typed, if there is one.
    fn end_intent(&mut self, course: &mut Course) {
        if let Some(place) = course.typing.take() {
            self.asked[place].ended = true;
        }
    }

    /// An event's own dimensions, completed by its episode's.
    fn dimensions(&mut self, course: &Course, moment: &Moment<'_>) -> Dimensions {
        let mut own = Dimensions::default();
        self.interner.complete(&mut own, moment);
        Dimensions {
            channel: own.channel.or_else(|| course.dimensions.channel.clone()),
            lang: own.lang.or_else(|| course.dimensions.lang.clone()),
            application: own
                .application
                .or_else(|| course.dimensions.application.clone()),
            theme: own.theme.or_else(|| course.dimensions.theme.clone()),
        }
    }

    fn note(&mut self, course: &Course, moment: &'m Moment<'e>, fact: usize) {
        let question = match moment.kind {
            Kind::Vote => course.question,
            _ => course.latest_intent.map(Question::Intent),
        };
        self.acts.push(Act {
            moment,
            question,
            fact,
        });
    }

    fn click(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        course.answered = true;
        self.end_intent(course);
        self.note(course, moment, self.facts.clicks.len());
        let article = name(&moment.fields.article);
        course.article = Some(article.clone());
        let click = Click {
            id: moment.id,
            at: moment.at,
            dimensions: self.dimensions(course, moment),
            article,
            position: moment.fields.position,
            query: None,
        };
        self.facts.clicks.push(click);
    }

    fn view(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        if course.question.is_some() {
            course.answered = true;
        }
        self.end_intent(course);
        course.article = Some(name(&moment.fields.article));
        self.note(course, moment, 0);
    }

    fn vote(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        self.end_intent(course);
        course.last_vote = moment.fields.helpful;
        self.note(course, moment, 0);
        let article = moment.fields.article.as_deref().map(str::to_owned);
        if article.is_some() {
            course.article.clone_from(&article);
        }
        let vote = Vote {
            id: moment.id,
            at: moment.at,
            dimensions: self.dimensions(course, moment),
            article: article.clone(),
            helpful: moment.fields.helpful == Some(true),
        };
        match course.votes.get(&article) {
            Some(&place) => self.facts.votes[place] = vote,
            None => {
                course.votes.insert(article, self.facts.votes.len());
                self.facts.votes.push(vote);
            }
        }
    }

    fn message(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        let text = name(&moment.fields.text);
        let dimensions = self.dimensions(course, moment);
        let understood = moment.fields.understood;
        let place = self.facts.messages.len();
        self.facts.messages.push(Message {
            id: moment.id,
            episode: course.id,
            at: moment.at,
            form: self.forms.form(&text, dimensions.lang.as_deref()),
            dimensions,
            text,
            understood,
            reasons: Reasons {
                misunderstood: understood == Some(false),
                ..Reasons::default()
            },
        });
        course.latest_message = Some(place);
        course.question = Some(Question::Message(place));
    }

    fn answer(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        if let Some(article) = moment.fields.article.as_deref() {
            course.article = Some(article.to_owned());
        }
        let understood = course
            .latest_message
            .map(|place| self.facts.messages[place].understood);
        if understood.is_some_and(|understood| understood != Some(false)) {
            course.answered = true;
        }
    }

    fn handoff(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        self.end_intent(course);
        if course.cause.is_some() {
            return;
        }
        let cause = name(&moment.fields.cause);
        course.cause = Some(cause.clone());
        if let Some(question) = course.question {
            self.reasons(question).handoff = true;
        }
        let question = course.question.map(|question| match question {
            Question::Intent(place) => self.asked[place].intent.query.clone(),
            Question::Message(place) => self.facts.messages[place].text.clone(),
        });
        let handoff = Handoff {
            id: moment.id,
            episode: course.id,
            at: moment.at,
            dimensions: self.dimensions(course, moment),
            cause,
            reason: moment.fields.reason.as_deref().map(str::to_owned),
            question,
            article: course.article.clone(),
        };
        self.facts.handoffs.push(handoff);
    }

    fn reasons(&mut self, question: Question) -> &mut Reasons {
        match question {
            Question::Intent(place) => &mut self.asked[place].intent.reasons,
            Question::Message(place) => &mut self.facts.messages[place].reasons,
        }
    }

    /// Settles who did what to which query, and gives the facts.
    pub(super) fn finish(mut self) -> ClientFacts {
        for act in std::mem::take(&mut self.acts) {
            self.settle(&act);
        }
        self.reformulations();
        for asked in self.asked {
            let mut intent = asked.intent;
            let lang = intent.dimensions.lang.as_deref();
            intent.form = self.forms.form(&intent.query, lang);
            intent.reasons.no_result = intent.total == Some(0);
            intent.reasons.no_click =
                intent.has_results == Some(true) && !intent.clicked && !asked.viewed;
            self.facts.intents.push(intent);
        }
        self.facts
    }

    fn settle(&mut self, act: &Act<'_, '_>) {
        let named = act.moment.fields.query_id.as_deref();
        let named = named.and_then(|id| self.by_query_id.get(id).copied());
        let question = named.map(Question::Intent).or(act.question);
        let is_bad_vote = act.moment.kind == Kind::Vote && act.moment.fields.helpful == Some(false);
        if is_bad_vote && let Some(question) = question {
            self.reasons(question).negative = true;
        }
        let Some(Question::Intent(place)) = question else {
            return;
        };
        let asked = &mut self.asked[place];
        asked.acted_on = true;
        match act.moment.kind {
            Kind::Click => {
                asked.intent.clicked = true;
                self.facts.clicks[act.fact].query = Some(asked.intent.query.clone());
            }
            Kind::View => asked.viewed = true,
            _ => {}
        }
    }

    /// Keeps the edge from each complete query to the different one behind it.
    fn reformulations(&mut self) {
        for place in 0..self.asked.len() {
            let (before, behind) = self.asked.split_at_mut(place);
            let Some((later, earlier)) = behind
                .first()
                .and_then(|later| Some((later, &mut before[later.follows?])))
            else {
                continue;
            };
            if !earlier.is_reformulated_in(later) {
                continue;
            }
            earlier.intent.reasons.reformulated = true;
            self.facts.reformulations.push(Reformulation {
                episode: later.intent.episode,
                at: later.intent.at,
                dimensions: later.intent.dimensions.clone(),
                query: earlier.intent.query.clone(),
                next_query: later.intent.query.clone(),
            });
        }
    }
}

impl Asked {
    fn goes_on_in(&self, search: &Moment<'_>, folded: &str) -> bool {
        search.at - self.last_at <= TYPING && same_intent(&self.folded, folded)
    }

    /// A search whose `query_id` is known: the same one told twice, or gone on with.
    /// Told again without a word about results, or without a total on a further page,
    /// it leaves what was known.
    fn merge(&mut self, search: &Moment<'_>, folded: String) {
        let (total, has_results) = (self.intent.total, self.intent.has_results);
        let same = folded == self.folded;
        self.take(search, folded);
        let agrees = self
            .intent
            .has_results
            .is_none_or(|now| has_results == Some(now));
        if same && agrees {
            self.intent.total = self.intent.total.or(total);
            self.intent.has_results = has_results;
        }
    }

    /// The last query and its total stand, also when that is unknown.
    fn take(&mut self, search: &Moment<'_>, folded: String) {
        let (total, has_results) = results(search);
        self.intent.total = total;
        self.intent.has_results = has_results;
        self.intent.query.clear();
        self.intent.query.push_str(query(search).trim());
        self.folded = folded;
        self.last_at = search.at;
    }

    /// Whether a complete query was followed by one that does not fold with it.
    fn is_reformulated_in(&self, later: &Asked) -> bool {
        let stood = later.intent.at - self.last_at;
        let folds = stood <= TYPING && same_intent(&self.folded, &later.folded);
        self.folded != later.folded && !folds && (self.acted_on || stood >= COMPLETE)
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

fn query<'m>(search: &'m Moment<'_>) -> &'m str {
    search.fields.query.as_deref().unwrap_or_default()
}

/// The total, and whether there was any result: a page of results says so too.
fn results(search: &Moment<'_>) -> (Option<i64>, Option<bool>) {
    let listed = search.fields.results.is_some_and(|results| results.0 > 0);
    let total = search.fields.total;
    let has_results = match total {
        Some(total) => Some(total > 0),
        None if listed => Some(true),
        None => None,
    };
    (total, has_results)
}

fn name(field: &Option<std::borrow::Cow<'_, str>>) -> String {
    field.as_deref().unwrap_or_default().to_owned()
}
