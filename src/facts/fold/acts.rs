//! What people do with what they find: click, view, vote, answer a survey.
//!
//! An act may name a query of an earlier episode, or one that is told later, so
//! the walk only notes it; whom it concerns is settled when all has been seen.

use super::super::moment::Moment;
use super::super::rows::{Click, Vote};
use super::super::singles::What;
use super::course::{Course, Question};
use super::single;
use super::survey::DEFLECTION;
use super::walk::{Walk, name};
use crate::events::Kind;

/// Something done to a question, not yet settled.
pub(super) struct Act<'m, 'e> {
    moment: &'m Moment<'e>,
    /// What it concerns when it names no query.
    question: Option<Question>,
    /// Where its own fact is, if it has one.
    fact: usize,
}

impl<'m, 'e> Walk<'_, 'm, 'e> {
    pub(super) fn click(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        course.answered = true;
        self.intents.end(course);
        self.note(course, moment, self.facts.clicks.len());
        let article = name(&moment.fields.article);
        course.article = Some(article.clone());
        self.facts.clicks.push(Click {
            id: moment.id,
            at: moment.at,
            dimensions: course.dimensions_of(moment, self.interner),
            article,
            position: moment.fields.position,
            query: None,
        });
    }

    pub(super) fn view(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        if course.asked {
            course.answered = true;
        }
        self.intents.end(course);
        course.article = Some(name(&moment.fields.article));
        self.note(course, moment, 0);
    }

    pub(super) fn vote(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        self.intents.end(course);
        course.last_vote = moment.fields.helpful;
        self.note(course, moment, 0);
        let article = moment.fields.article.as_deref().map(str::to_owned);
        if article.is_some() {
            course.article.clone_from(&article);
        }
        let vote = Vote {
            id: moment.id,
            at: moment.at,
            dimensions: course.dimensions_of(moment, self.interner),
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

    pub(super) fn survey(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        course.engaged = true;
        let dimensions = course.dimensions_of(moment, self.interner);
        let answered = single::fold(moment, dimensions);
        if let Some(What::Survey(survey)) = answered.as_ref().map(|single| &single.what)
            && survey.survey == DEFLECTION
            && survey.flag.is_none()
        {
            course.deflected = Some(survey.score > 0);
        }
        self.facts.singles.extend(answered);
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

    /// Tells a question what was done to it.
    pub(super) fn settle(&mut self, act: &Act<'_, '_>) {
        let named = self.intents.named(act.moment).map(Question::Intent);
        let Some(question) = named.or(act.question) else {
            return;
        };
        if act.moment.kind == Kind::Vote && act.moment.fields.helpful == Some(false) {
            self.reasons(question).negative = true;
        }
        let Question::Intent(place) = question else {
            return;
        };
        let draft = self.intents.act_on(place);
        match act.moment.kind {
            Kind::Click => {
                draft.intent.clicked = true;
                self.facts.clicks[act.fact].query = Some(draft.intent.query.clone());
            }
            Kind::View => draft.viewed = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, facts_of};
    use crate::events::EventRef;
    use crate::events::Kind::{Click, Message, Search, Vote};

    const RIB: &str = r#"{"query":"rib","query_id":"q-1"}"#;
    const FACTURE: &str = r#"{"query":"facture","query_id":"q-2"}"#;

    #[test]
    fn a_click_goes_to_the_query_it_names_else_to_the_latest() {
        let query_of = |click: EventRef<'static>| {
            let facts = facts_of(&[at(0, Search, RIB), at(60, Search, FACTURE), click]);
            facts.clicks[0].query.clone()
        };
        let latest = at(61, Click, r#"{"article":"a"}"#);
        let named = at(61, Click, r#"{"article":"a","query_id":"q-1"}"#);
        let unknown = at(61, Click, r#"{"article":"a","query_id":"q-9"}"#);
        let of_another_episode = at(9_000, Click, r#"{"article":"a","query_id":"q-1"}"#);
        assert_eq!(query_of(latest).as_deref(), Some("facture"));
        assert_eq!(query_of(named).as_deref(), Some("rib"));
        assert_eq!(query_of(unknown).as_deref(), Some("facture"));
        assert_eq!(query_of(of_another_episode).as_deref(), Some("rib"));
        assert_eq!(query_of(at(9_000, Click, r#"{"article":"a"}"#)), None);
    }

    #[test]
    fn the_last_vote_on_an_article_stands() {
        let votes = facts_of(&[
            at(0, Vote, r#"{"article":"a","helpful":true}"#),
            at(1, Vote, r#"{"article":"b","helpful":true}"#),
            at(2, Vote, r#"{"article":"a","helpful":false}"#),
        ])
        .votes;
        let seen: Vec<_> = votes
            .iter()
            .map(|vote| (vote.article.as_deref(), vote.helpful))
            .collect();
        assert_eq!(seen, [(Some("a"), false), (Some("b"), true)]);
    }

    #[test]
    fn a_bad_vote_blames_what_was_asked_last() {
        let facts = facts_of(&[
            at(0, Search, RIB),
            at(1, Message, r#"{"text":"bonjour"}"#),
            at(2, Vote, r#"{"helpful":false}"#),
        ]);
        assert!(facts.messages[0].reasons.negative);
        assert!(!facts.intents[0].reasons.negative);
    }
}
