//! Random logs of few people, dense around every limit of the definitions.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use vigie::period::{DAY, HOUR, MINUTE, Millis};

use super::lives::{came, contact_id, life, step, turn};
use crate::fold_oracle::{Event, What};

/// 2024-03-04, a Monday, 23:35 UTC: the boundaries soon cross midnight, a week's end
/// and, 27 days on, a month's.
pub(super) const BASE: Millis = 1_709_595_300_000;

/// An event of which only the distance from an earlier one is known.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Which earlier event it follows: 0 is the one before.
    back: usize,
    after: Millis,
    client: Option<&'static str>,
    customer: Option<&'static str>,
    channel: Option<&'static str>,
    lang: Option<&'static str>,
    application: Option<&'static str>,
    theme: Option<&'static str>,
    agent: Option<&'static str>,
    team: Option<&'static str>,
    bot: bool,
    what: What,
}

impl Draft {
    /// Something else, so long after what it follows if that is given.
    pub(super) fn so_long_after(&self, after: Option<Millis>, what: What) -> Draft {
        Draft {
            after: after.unwrap_or(self.after),
            what,
            ..self.clone()
        }
    }

    /// What happens so long after the event before it, otherwise like this one.
    pub(super) fn then(&self, after: Millis, what: What) -> Draft {
        Draft {
            back: 0,
            after,
            what,
            ..self.clone()
        }
    }

    pub(super) fn event(&self, id: u128, behind: Millis) -> Event {
        let owned = |name: Option<&str>| name.map(str::to_owned);
        Event {
            id,
            at: behind + self.after,
            client: owned(self.client),
            customer: owned(self.customer),
            channel: owned(self.channel),
            lang: owned(self.lang),
            application: owned(self.application),
            theme: owned(self.theme),
            agent: owned(self.agent),
            team: owned(self.team),
            bot: self.bot,
            what: self.what.clone(),
        }
    }
}

/// Ids in an order that has nothing to do with that of the events.
fn id(place: usize) -> u128 {
    (place as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
}

pub(super) fn log(drafts: &[Draft]) -> Vec<Event> {
    let mut log: Vec<Event> = Vec::new();
    for (place, draft) in drafts.iter().enumerate() {
        let behind = match place {
            0 => BASE,
            _ => log[place - 1 - draft.back.min(place - 1)].at,
        };
        log.push(draft.event(id(place), behind));
    }
    log
}

pub(super) fn after() -> impl Strategy<Value = Millis> {
    let near = |limit: Millis| select(vec![limit - 1, limit, limit + 1]);
    prop_oneof![
        6 => select(vec![0, 1, 1_500, 3_999, 4_000, 9_000, 29_999, 30_000, 30_001]),
        3 => 0..MINUTE,
        3 => near(30 * MINUTE),
        1 => near(DAY),
        1 => near(7 * DAY),
        1 => select(vec![5 * MINUTE, HOUR, 30 * HOUR, 20 * DAY]),
    ]
}

/// Prefixes and typing errors of each other, with the limits of both.
const QUERIES: [&[&str]; 5] = [
    &["r", "rib", "rip", "rib bancaire"],
    &[
        "changer",
        "changer mon rib",
        "chnager mon rib",
        "Changer mon RIB",
        "changer mes rib",
        "changer mon relevé",
    ],
    &["carte", "crte", "carte bleue", "cate bleue"],
    &["abcdef", "abcdxy", "abcd", "abxy"],
    &["facture 2024", "facture 2025", "Fâcture 2024"],
];

fn query_id() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        2 => Just(None),
        3 => select(vec!["q-1", "q-2", "q-3", "q-4"]).prop_map(|id| Some(id.to_owned())),
    ]
}

fn search() -> impl Strategy<Value = What> {
    let results = prop_oneof![2 => Just(None), 1 => Just(Some(0)), 3 => Just(Some(3))];
    let total = prop_oneof![2 => Just(None), 2 => Just(Some(0)), 3 => Just(Some(12))];
    (query_id(), select(QUERIES.concat()), results, total).prop_map(
        |(query_id, query, results, total)| What::Search {
            query_id,
            query: query.to_owned(),
            results,
            total,
        },
    )
}

pub(super) fn redirect() -> impl Strategy<Value = What> {
    let causes = select(vec!["offered", "requested", "automatic", "forced"]);
    let accepted = prop_oneof![
        Just(None),
        Just(Some(true)),
        Just(Some(true)),
        Just(Some(false))
    ];
    (contact_id(), causes, accepted).prop_map(|(contact, cause, accepted)| What::Redirect {
        contact,
        cause,
        accepted,
    })
}

/// Of each kind that gives a fact by itself, and of comments with their replies.
fn alone() -> impl Strategy<Value = Value> {
    let comment = |kind, conversation| json!({"kind": kind, "conversation": conversation, "text": "c'est nul"});
    select(vec![
        json!({"kind": "survey", "survey": "nps", "score": 11, "contact": "t-1"}),
        json!({"kind": "review", "score": 80, "contact": "t-1"}),
        json!({"kind": "audit", "promoted": true}),
        json!({"kind": "work", "agent": "a-1", "worked": 60.5}),
        json!({"kind": "acquired"}),
        json!({"kind": "kept"}),
        json!({"kind": "left", "since": "2024-03-05"}),
        json!({"kind": "purchase", "amount": 19.99}),
        json!({"kind": "spend", "amount": 5}),
        json!({"kind": "referral"}),
        comment("comment", "f-1"),
        comment("comment", "f-2"),
        comment("reply", "f-1"),
        comment("reply", "f-2"),
        json!({"kind": "turn", "speaker": "customer", "text": "Bonjour", "conversation": "f-1"}),
        json!({"kind": "turn", "speaker": "agent", "text": "Bonjour", "conversation": "f-1"}),
    ])
}

/// What a device shows or asks by itself.
fn shown() -> impl Strategy<Value = Value> {
    select(vec![
        json!({"kind": "form", "form": "contact", "shown": true}),
        json!({"kind": "form", "submitted": true}),
        json!({"kind": "closing", "asked": true}),
        json!({"kind": "closing", "asked": true, "conversation": "f-1"}),
        json!({"kind": "closing", "answered": true}),
        json!({"kind": "closing", "answered": false}),
    ])
}

fn what() -> impl Strategy<Value = What> {
    let causes = select(vec!["offered", "requested", "automatic"]);
    let position = prop_oneof![Just(None), (1..9_u64).prop_map(Some)];
    let understood = prop_oneof![Just(None), Just(Some(true)), Just(Some(false))];
    let texts = select(vec!["où est ma facture", "Bonjour", "c'est nul"]);
    prop_oneof![
        2 => Just(What::Open),
        10 => search(),
        1 => Just(What::Impression),
        3 => (query_id(), position)
            .prop_map(|(query_id, position)| What::Click { query_id, position }),
        2 => query_id().prop_map(|query_id| What::View { query_id }),
        2 => any::<bool>().prop_map(|helpful| What::Vote { helpful }),
        3 => (texts, understood).prop_map(|(text, understood)| What::Message {
            text: text.to_owned(),
            understood,
        }),
        2 => Just(What::Answer),
        1 => turn(),
        3 => causes.prop_map(|cause| What::Handoff { cause }),
        3 => contact_id().prop_map(|contact| What::Contact { contact }),
        3 => redirect(),
        3 => step(),
        1 => came(),
        1 => proptest::option::of(contact_id()).prop_map(|contact| What::Survey { contact }),
        4 => alone().prop_map(What::Alone),
        2 => shown().prop_map(What::Shown),
    ]
}

type Names = [Option<&'static str>; 8];

/// Client, customer, channel, language, application, theme, agent, team.
fn names() -> impl Strategy<Value = Names> {
    let client = prop_oneof![
        8 => Just(Some("c-1")),
        4 => Just(Some("c-2")),
        1 => Just(None),
    ];
    let customer = prop_oneof![2 => Just(None), 3 => Just(Some("p-1")), 1 => Just(Some("p-2"))];
    let channel = prop_oneof![2 => Just(None), 2 => Just(Some("web")), 1 => Just(Some("app"))];
    let lang = prop_oneof![2 => Just(None), 1 => Just(Some("fr")), 1 => Just(Some("en"))];
    let application = prop_oneof![
        8 => Just(Some("help")),
        2 => Just(Some("bot")),
        1 => Just(None),
    ];
    let theme = prop_oneof![3 => Just(None), 1 => Just(Some("rib"))];
    let agent = prop_oneof![2 => Just(None), 1 => Just(Some("ana")), 1 => Just(Some("bob"))];
    let team = prop_oneof![2 => Just(None), 1 => Just(Some("north")), 1 => Just(Some("south"))];
    (
        client,
        customer,
        channel,
        lang,
        application,
        theme,
        agent,
        team,
    )
        .prop_map(Into::into)
}

pub(super) fn draft() -> impl Strategy<Value = Draft> {
    let bot = prop_oneof![20 => Just(false), 1 => Just(true)];
    let back = prop_oneof![4 => Just(0), 2 => 1..6_usize];
    (back, after(), names(), bot, what()).prop_map(|(back, after, names, bot, what)| {
        let [
            client,
            customer,
            channel,
            lang,
            application,
            theme,
            agent,
            team,
        ] = names;
        Draft {
            back,
            after,
            client,
            customer,
            channel,
            lang,
            application,
            theme,
            agent,
            team,
            bot,
            what,
        }
    })
}

/// Queries of one person one after the other, at the limits of one intent.
fn typing() -> impl Strategy<Value = Vec<Draft>> {
    let runs = select(&QUERIES[..]).prop_flat_map(|queries| {
        let after = select(vec![1_500, 3_999, 4_000, 29_999, 30_000, 30_001]);
        let one = (after, select(queries), search());
        proptest::collection::vec(one, 2..5)
    });
    (draft(), runs).prop_map(|(first, typed)| {
        let one = |(after, words, mut what): (Millis, &str, What)| {
            if let What::Search { query, .. } = &mut what {
                words.clone_into(query);
            }
            Draft {
                back: 0,
                after,
                what,
                ..first.clone()
            }
        };
        let mut run: Vec<Draft> = typed.into_iter().map(one).collect();
        (run[0].back, run[0].after) = (first.back, first.after);
        run
    })
}

/// Somebody known who comes back at the limit of a window, or at once.
fn coming_back() -> impl Strategy<Value = Vec<Draft>> {
    let limit = select(vec![0, DAY, 7 * DAY]);
    let after = (limit, -1..=1_i64).prop_map(|(limit, off)| (limit + off).max(0));
    let click = What::Click {
        query_id: None,
        position: Some(1),
    };
    let vote = What::Vote { helpful: true };
    let before = prop_oneof![Just(click), Just(vote), redirect()];
    (draft(), before, after, contact_id()).prop_map(|(first, before, after, contact)| {
        let first = Draft {
            customer: Some("p-1"),
            bot: false,
            what: before,
            ..first
        };
        let back = first.then(after, What::Contact { contact });
        vec![first, back]
    })
}

/// About so many events at most.
pub(super) fn drafts(most: usize) -> impl Strategy<Value = Vec<Draft>> {
    let piece = prop_oneof![
        8 => draft().prop_map(|draft| vec![draft]),
        1 => typing(),
        1 => coming_back(),
        1 => life(),
    ];
    proptest::collection::vec(piece, 1..most).prop_map(|pieces| pieces.concat())
}
