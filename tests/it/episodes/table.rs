//! Reads the hand-made log: events to send, and the facts worked by hand from the definitions.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::words::Words;

const BASE: &str = "2025-03-03T09:00:00Z";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    Yes,
    No,
    Young,
}

/// Whether something held for 24 hours and for 7 days, where that can be asked.
pub(crate) type Durable = Option<[Judged; 2]>;

#[derive(Debug)]
pub(crate) struct Episode {
    pub(crate) at: i64,
    pub(crate) day: String,
    pub(crate) outcome: String,
    pub(crate) customer: bool,
    pub(crate) called_back: bool,
    pub(crate) durable: Durable,
    pub(crate) dimensions: [String; 4],
    pub(crate) cause: String,
    pub(crate) question: String,
    pub(crate) article: String,
}

#[derive(Debug)]
pub(crate) struct Intent {
    pub(crate) at: i64,
    pub(crate) day: String,
    pub(crate) application: String,
    pub(crate) query: String,
    pub(crate) total: Option<u64>,
    /// At least one result.
    pub(crate) found: bool,
    pub(crate) why: Vec<String>,
    pub(crate) clicks: Vec<Click>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Click {
    pub(crate) article: String,
    pub(crate) position: u64,
}

#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) at: i64,
    pub(crate) day: String,
    pub(crate) text: String,
    pub(crate) understood: Option<bool>,
    pub(crate) why: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Contact {
    pub(crate) id: String,
    pub(crate) day: String,
    pub(crate) offered: bool,
    pub(crate) accepted: bool,
    pub(crate) forced: bool,
    pub(crate) durable: Durable,
}

#[derive(Debug)]
pub(crate) struct Vote {
    pub(crate) article: String,
    pub(crate) day: String,
    pub(crate) helpful: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Table {
    /// In the order of the file, each on a line of its own.
    pub(crate) events: Vec<String>,
    pub(crate) episodes: Vec<Episode>,
    pub(crate) intents: Vec<Intent>,
    pub(crate) loose_clicks: Vec<Click>,
    pub(crate) messages: Vec<Message>,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) votes: Vec<Vote>,
    pub(crate) bots: usize,
    pub(crate) conflicts: usize,
    pub(crate) duplicates: usize,
    cases: usize,
}

impl Table {
    pub(crate) fn read() -> Table {
        let mut table = Table::default();
        for (number, line) in include_str!("log.txt").lines().enumerate() {
            if line.starts_with("##") {
                table.cases += 1;
            } else if !line.is_empty() && !line.starts_with('#') {
                let place = format!("log.txt:{}: {line}", number + 1);
                table.line(Words::of(line, &place), number);
            }
        }
        table
    }

    fn line(&mut self, mut words: Words, number: usize) {
        if words.peek() == "=" {
            words.next();
            self.fact(&mut words);
        } else {
            self.event(&mut words, number);
        }
        words.done();
    }

    /// Cases begin some milliseconds apart, so that a moment tells the case.
    fn moment(&self, when: &str) -> i64 {
        if let Ok(moment) = when.parse::<Timestamp>() {
            return moment.as_millisecond();
        }
        let base: Timestamp = BASE.parse().unwrap();
        let seconds = when
            .split(':')
            .fold(0.0, |sum, part| sum * 60.0 + part.parse::<f64>().unwrap());
        base.as_millisecond() + 10 * self.cases as i64 + (seconds * 1000.0).round() as i64
    }

    fn own(&self, name: &str) -> String {
        format!("{name}-of-{}", self.cases)
    }

    fn event(&mut self, words: &mut Words, number: usize) {
        let at = self.moment(&words.next());
        let kind = words.next();
        if kind == "duplicate" {
            self.duplicates += 1;
            return self.events.push(self.events.last().unwrap().clone());
        }
        if kind == "conflict" {
            let other = self
                .events
                .last()
                .unwrap()
                .replacen('{', r#"{"note":"other","#, 1);
            return self.events.push(other);
        }
        let mut event = Map::new();
        let id = format!("{:08x}-5f1c-4b7e-9d2a-{number:012x}", !number as u32);
        event.insert("id".into(), id.into());
        event.insert("kind".into(), kind.as_str().into());
        event.insert(
            "at".into(),
            Timestamp::from_millisecond(at).unwrap().to_string().into(),
        );
        event.insert("client".into(), self.own(&words.key("by")).into());
        if let Some(customer) = words.find("of") {
            event.insert("customer".into(), self.own(&customer).into());
        }
        self.own_fields(&kind, words, &mut event);
        self.events.push(Value::Object(event).to_string());
    }

    fn own_fields(&self, kind: &str, words: &mut Words, event: &mut Map<String, Value>) {
        let mut put = |name: &str, value: Value| event.insert(name.to_owned(), value);
        match kind {
            "search" => {
                put("query", words.next().into());
                match words.find("total").as_deref() {
                    None | Some("?") => {}
                    Some(total) => drop(put("total", total.parse::<u64>().unwrap().into())),
                }
                if let Some(results) = words.find("results") {
                    let listed = results.split(',').filter(|&article| article != "none");
                    put("results", listed.collect());
                }
                if let Some(page) = words.find("page") {
                    put("page", page.parse::<u64>().unwrap().into());
                }
                if let Some(id) = words.find("id") {
                    put("query_id", self.own(&id).into());
                }
            }
            "click" | "view" | "impression" => {
                let place = words.next();
                let (article, position) = place.split_once('@').unwrap_or((&place, ""));
                put("article", article.into());
                if let Ok(position) = position.parse::<u64>() {
                    put("position", position.into());
                }
                if let Some(id) = words.find("for") {
                    put("query_id", self.own(&id).into());
                }
            }
            "vote" => {
                put("article", words.next().into());
                put("helpful", (words.next() == "yes").into());
            }
            "message" => {
                put("text", words.next().into());
                if words.flag("understood") {
                    put("understood", true.into());
                } else if words.flag("misunderstood") {
                    put("understood", false.into());
                }
            }
            "answer" => {
                let given = words.next();
                let name = if given.contains(' ') {
                    "text"
                } else {
                    "article"
                };
                put(name, given.into());
            }
            "handoff" => drop(put("cause", words.next().into())),
            "turn" => {
                put("speaker", words.next().into());
                put("text", words.next().into());
            }
            "contact" => drop(put("contact", self.own(&words.next()).into())),
            "redirect" => {
                put("contact", self.own(&words.next()).into());
                put("cause", words.next().into());
                if words.flag("accepted") {
                    put("accepted", true.into());
                } else if words.flag("declined") {
                    put("accepted", false.into());
                }
            }
            "survey" => {
                put("survey", words.next().into());
                put("score", words.next().parse::<u64>().unwrap().into());
            }
            "open" => {}
            other => panic!("no event is called {other}"),
        }
        if let Some(contact) = words.find("contact") {
            put("contact", self.own(&contact).into());
        }
        for name in ["channel", "lang", "application", "theme", "user_agent"] {
            if let Some(value) = words.find(name) {
                put(name, json!(value));
            }
        }
    }

    fn fact(&mut self, words: &mut Words) {
        match words.next().as_str() {
            "episode" => {
                let episode = Episode {
                    at: self.moment(&words.next()),
                    outcome: words.next(),
                    day: words.day(),
                    customer: words.flag("customer"),
                    called_back: words.flag("called-back"),
                    durable: words.durable(),
                    dimensions: ["channel", "lang", "application", "theme"]
                        .map(|name| words.key(name)),
                    cause: words.key("cause"),
                    question: words.key("question"),
                    article: words.key("article"),
                };
                self.episodes.push(episode);
            }
            "intent" => {
                let (at, query) = (self.moment(&words.next()), words.next());
                let total = words.find("total").unwrap().parse().ok();
                let intent = Intent {
                    at,
                    query,
                    day: words.day(),
                    application: words.key("application"),
                    total,
                    found: words.flag("found") || total.is_some_and(|total| total > 0),
                    why: words.list("why"),
                    clicks: words
                        .list("clicks")
                        .iter()
                        .map(|text| Click::of(text))
                        .collect(),
                };
                self.intents.push(intent);
            }
            "loose" => {
                assert_eq!(words.next(), "click");
                self.loose_clicks.push(Click::of(&words.next()));
            }
            "message" => {
                let message = Message {
                    at: self.moment(&words.next()),
                    text: words.next(),
                    day: words.day(),
                    understood: match words.next().as_str() {
                        "understood" => Some(true),
                        "misunderstood" => Some(false),
                        unknown => {
                            assert_eq!(unknown, "unknown");
                            None
                        }
                    },
                    why: words.list("why"),
                };
                self.messages.push(message);
            }
            "contact" => {
                let contact = Contact {
                    id: self.own(&words.next()),
                    day: words.day(),
                    offered: words.flag("offered"),
                    accepted: words.flag("accepted"),
                    forced: words.flag("forced"),
                    durable: words.durable(),
                };
                self.contacts.push(contact);
            }
            "vote" => {
                let vote = Vote {
                    article: words.next(),
                    helpful: words.next() == "yes",
                    day: words.day(),
                };
                self.votes.push(vote);
            }
            "bots" => self.bots += words.next().parse::<usize>().unwrap(),
            "conflicts" => self.conflicts += words.next().parse::<usize>().unwrap(),
            other => panic!("no fact is called {other}"),
        }
    }
}

impl Episode {
    pub(crate) fn engaged(&self) -> bool {
        self.outcome != "unengaged"
    }
}

impl Click {
    fn of(text: &str) -> Click {
        let (article, position) = text.split_once('@').unwrap();
        Click {
            article: article.to_owned(),
            position: position.parse().unwrap(),
        }
    }
}
