//! What becomes of an answer: how long it is looked at, and whether somebody asks on.

use super::super::moment::Moment;
use super::super::rows;
use super::exact::millis;
use crate::events::Kind;
use crate::period::Millis;

/// The last answer of an episode being walked through.
#[derive(Default)]
pub(super) struct Reading {
    answer: Option<Answer>,
    asked_again: bool,
}

struct Answer {
    article: Option<String>,
    since: Millis,
    words: Option<i64>,
    /// As told by whoever showed it.
    dwell: Option<Millis>,
    /// When the person did something else.
    left: Option<Millis>,
}

impl Reading {
    pub(super) fn step(&mut self, moment: &Moment<'_>) {
        match moment.kind {
            Kind::Click | Kind::View => self.look_at(moment),
            Kind::Answer => self.read(moment),
            Kind::Search | Kind::Message => {
                self.leave(moment.at);
                self.asked_again = self.answer.is_some();
            }
            Kind::Vote | Kind::Survey | Kind::Handoff => self.leave(moment.at),
            _ => {}
        }
    }

    /// A click and the view that follows it are one look at an article.
    fn look_at(&mut self, moment: &Moment<'_>) {
        let fields = &moment.fields;
        let article = fields.article.as_deref();
        let is_same = |answer: &Answer| answer.article.as_deref() == article;
        if !self.answer.as_ref().is_some_and(is_same) || self.asked_again {
            self.begin(moment.at, article);
        }
        if let Some(answer) = &mut self.answer {
            answer.words = fields.words.or(answer.words);
            answer.dwell = fields.dwell.map(millis).or(answer.dwell);
        }
    }

    fn read(&mut self, moment: &Moment<'_>) {
        self.begin(moment.at, moment.fields.article.as_deref());
        let text = moment.fields.text.as_deref();
        if let Some(answer) = &mut self.answer {
            answer.words = text.map(|text| text.split_whitespace().count() as i64);
        }
    }

    fn begin(&mut self, at: Millis, article: Option<&str>) {
        self.asked_again = false;
        self.answer = Some(Answer {
            article: article.map(str::to_owned),
            since: at,
            words: None,
            dwell: None,
            left: None,
        });
    }

    fn leave(&mut self, at: Millis) {
        if let Some(answer) = &mut self.answer {
            answer.left.get_or_insert(at);
        }
    }

    pub(super) fn finish(self) -> rows::Reading {
        let Some(answer) = self.answer else {
            return rows::Reading::default();
        };
        let seen = answer.left.map(|left| left - answer.since);
        rows::Reading {
            asked_again: self.asked_again,
            dwell: answer.dwell.or(seen),
            words: answer.words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, facts_of};
    use super::*;
    use crate::events::EventRef;

    const RIB: &str = r#"{"query":"rib"}"#;

    #[track_caller]
    fn check(events: &[EventRef<'_>], asked_again: bool, dwell: Option<i64>, words: Option<i64>) {
        let expected = rows::Reading {
            asked_again,
            dwell: dwell.map(|seconds| seconds * 1000),
            words,
        };
        assert_eq!(facts_of(events).episodes[0].reading, expected);
    }

    #[test]
    fn an_answer_is_left_when_the_person_does_something_else() {
        let search = at(0, Kind::Search, RIB);
        let click = at(10, Kind::Click, r#"{"article":"a"}"#);
        let view = at(11, Kind::View, r#"{"article":"a","words":120}"#);
        let vote = at(40, Kind::Vote, r#"{"helpful":true}"#);
        let again = at(50, Kind::Search, r#"{"query":"iban"}"#);
        check(&[search], false, None, None);
        check(&[search, click], false, None, None);
        check(&[search, click, view], false, None, Some(120));
        check(&[search, click, view, vote], false, Some(30), Some(120));
        check(
            &[search, click, view, vote, again],
            true,
            Some(30),
            Some(120),
        );
        check(&[search, click, view, again], true, Some(40), Some(120));
    }

    #[test]
    fn the_last_answer_counts_and_what_is_told_of_it_goes_before_the_clock() {
        let events = [
            at(0, Kind::Message, r#"{"text":"mon rib"}"#),
            at(1, Kind::Answer, r#"{"text":"voici où le trouver"}"#),
            at(5, Kind::Message, r#"{"text":"et mon code"}"#),
            at(
                6,
                Kind::View,
                r#"{"article":"code","dwell":12.5,"words":80}"#,
            ),
            at(9, Kind::Vote, r#"{"helpful":false}"#),
        ];
        check(&events[..2], false, None, Some(4));
        check(&events[..3], true, Some(4), Some(4));
        let last = facts_of(&events).episodes[0].reading;
        assert_eq!(
            (last.asked_again, last.dwell, last.words),
            (false, Some(12_500), Some(80))
        );
    }
}
