//! What passes between a person and a bot: messages, forms, the closing question.

use super::super::moment::Moment;
use super::super::rows::{Closing, Dialogue, Form};
use super::course::Course;
use super::walk::Walk;

/// Takes a person's message into account.
pub(super) fn hear(dialogue: &mut Dialogue, message: &Moment<'_>) {
    let fields = &message.fields;
    dialogue.with_bot = true;
    if fields.system != Some(true) {
        dialogue.messages += 1;
    }
    let misunderstood = (fields.understood == Some(false)).then_some(false);
    dialogue.fulfilled = fields.fulfilled.or(misunderstood).or(dialogue.fulfilled);
    dialogue.ever_fulfilled |= fields.fulfilled == Some(true);
    if let Some(intent) = fields.intent.as_deref()
        && !dialogue.intents.contains(intent)
    {
        dialogue.intents.insert(intent.to_owned());
    }
}

/// The question is asked, or answered; to ask it again takes back no answer.
pub(super) fn closing(course: &mut Course, moment: &Moment<'_>) {
    let answer = moment.fields.answered.map(|answered| match answered {
        true => Closing::Yes,
        false => Closing::No,
    });
    let asked = (moment.fields.asked == Some(true)).then_some(Closing::Asked);
    course.dialogue.closing = answer.or(course.dialogue.closing).or(asked);
}

impl<'m, 'e> Walk<'_, 'm, 'e> {
    /// A form is met, with an answer beside it or not, and may be sent: one fact for all of it.
    pub(super) fn form(&mut self, course: &mut Course, moment: &'m Moment<'e>) {
        let name = moment.fields.form.as_deref().map(str::to_owned);
        let next = self.facts.forms.len();
        let place = *course.forms.entry(name.clone()).or_insert(next);
        if place == next {
            self.facts.forms.push(Form {
                episode: course.id,
                at: moment.at,
                dimensions: course.dimensions_of(moment, self.interner),
                form: name,
                shown: false,
                submitted: false,
            });
        }
        let form = &mut self.facts.forms[place];
        form.shown |= moment.fields.shown == Some(true);
        form.submitted |= moment.fields.submitted == Some(true);
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, facts_of};
    use super::*;
    use crate::events::Kind::{self, Answer, Message};

    #[test]
    fn the_last_word_on_the_closing_question_stands() {
        #[track_caller]
        fn check(bodies: &[&str], expected: Option<Closing>) {
            let events: Vec<_> = bodies
                .iter()
                .zip(0..)
                .map(|(body, second)| at(second, Kind::Closing, body))
                .collect();
            let episodes = facts_of(&events).episodes;
            assert_eq!(episodes[0].dialogue.closing, expected);
        }
        let (asked, yes, no) = (
            r#"{"asked":true}"#,
            r#"{"answered":true}"#,
            r#"{"answered":false}"#,
        );
        check(&["{}"], None);
        check(&[asked], Some(Closing::Asked));
        check(&[asked, yes], Some(Closing::Yes));
        check(&[asked, yes, no], Some(Closing::No));
        check(&[asked, no, asked], Some(Closing::No));
        check(&[r#"{"asked":true,"answered":true}"#], Some(Closing::Yes));
    }

    #[test]
    fn what_a_bot_was_told_and_did_is_known_of_the_episode() {
        let facts = facts_of(&[
            at(
                0,
                Message,
                r#"{"text":"bonjour","system":true,"intent":"greet"}"#,
            ),
            at(1, Answer, r#"{"text":"bonjour"}"#),
            at(
                2,
                Message,
                r#"{"text":"mon rib","fulfilled":true,"intent":"rib"}"#,
            ),
            at(
                3,
                Message,
                r#"{"text":"et mon code","fulfilled":false,"intent":"code"}"#,
            ),
            at(4, Message, r#"{"text":"merci","intent":"rib"}"#),
        ]);
        let dialogue = &facts.episodes[0].dialogue;
        assert_eq!((dialogue.messages, dialogue.answers), (3, 1));
        assert_eq!(dialogue.fulfilled, Some(false));
        assert!(dialogue.ever_fulfilled);
        assert_eq!(
            dialogue.intents.iter().collect::<Vec<_>>(),
            ["code", "greet", "rib"]
        );
    }

    #[test]
    fn what_was_not_understood_was_not_fulfilled() {
        let events = [
            at(0, Message, r#"{"text":"mon rib","fulfilled":true}"#),
            at(1, Message, r#"{"text":"blabla","understood":false}"#),
        ];
        assert_eq!(
            facts_of(&events).episodes[0].dialogue.fulfilled,
            Some(false)
        );
    }

    #[test]
    fn a_greeting_is_with_a_bot_and_a_search_is_not() {
        let with_bot = |kind, body| facts_of(&[at(0, kind, body)]).episodes[0].dialogue.with_bot;
        assert!(with_bot(Message, r#"{"text":"bonjour","system":true}"#));
        assert!(with_bot(Answer, r#"{"text":"bonjour"}"#));
        assert!(!with_bot(Kind::Search, r#"{"query":"rib"}"#));
    }

    #[test]
    fn a_form_is_one_fact_however_often_it_is_met() {
        let forms = facts_of(&[
            at(0, Kind::Form, r#"{"form":"contact","shown":true}"#),
            at(1, Kind::Form, r#"{"form":"contact","submitted":true}"#),
            at(2, Kind::Form, r#"{"shown":true}"#),
        ])
        .forms;
        let seen: Vec<_> = forms
            .iter()
            .map(|form| (form.form.as_deref(), form.shown, form.submitted))
            .collect();
        assert_eq!(seen, [(Some("contact"), true, true), (None, true, false)]);
    }
}
