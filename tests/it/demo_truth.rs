//! What the simulator's visitors meant is what the product finds in their events.

use std::io::Cursor;

use jiff::ToSpan;
use jiff::civil::date;
use rusqlite::Params;
use serde_json::Value;
use vigie::demo::simulate::{
    Bots, Contacts, Episodes, GapTruth, Handoffs, Lives, Messages, Plan, Resolved, Searches, Truth,
    simulate,
};
use vigie::gaps::rare::Reader;
use vigie::kpi::{Filters, Question, run};
use vigie::period::{DAY, Period, Zone};
use vigie::reports::Report;
use vigie::site::{Data, Site};

/// A site that holds a plan's events, and what they were meant to be.
struct Simulated {
    site: Site,
    question: Question,
    truth: Truth,
    report: Value,
    _data: Data,
    _folder: tempfile::TempDir,
}

impl Simulated {
    fn new(plan: &Plan) -> Simulated {
        let folder = tempfile::tempdir().unwrap();
        let data = Data::open(folder.path()).unwrap();
        let mut site = data.site_or_new("s").unwrap();
        let mut log = String::new();
        let truth = simulate(plan, &mut |event| {
            log.push_str(event);
            log.push('\n');
        });
        site.take(Cursor::new(log)).unwrap();
        site.refresh(&|_, _| ()).unwrap();
        let question = asked_a_week_later(plan);
        let report = Report::of(site.view(), &question, Reader::Insider, 20).unwrap();
        Simulated {
            report: serde_json::to_value(report).unwrap(),
            site,
            question,
            truth,
            _data: data,
            _folder: folder,
        }
    }

    /// The truth as the events tell it.
    fn measured(&self) -> Truth {
        let known_contacts = "select count(*) from contacts where reached and customer_known";
        Truth {
            events: self.logged("select count(*) from events", []),
            // Nothing in the events parts a visit from the next one.
            visits: self.truth.visits,
            // Nor do they tell who called without saying who they are.
            deflected: self.truth.deflected,
            clients: self.fact("select count(distinct client) from episodes", []),
            episodes: Episodes {
                total: self.of("/episodes/total"),
                engaged: self.of("/episodes/engaged"),
                with_customer: self.of("/episodes/with_customer"),
                escalated: self.of("/episodes/outcomes/escalated"),
                confirmed: self.of("/episodes/outcomes/confirmed"),
                negative: self.of("/episodes/outcomes/negative"),
                silent_with_answer: self.of("/episodes/outcomes/silent_with_answer"),
                silent_without_answer: self.of("/episodes/outcomes/silent_without_answer"),
                unengaged: self.of("/episodes/outcomes/unengaged"),
            },
            handoffs: Handoffs {
                offered: self.of("/transfer_from_selfcare/by_cause/offered"),
                requested: self.of("/transfer_from_selfcare/by_cause/requested"),
                automatic: self.of("/transfer_from_selfcare/by_cause/automatic"),
            },
            searches: self.searches(),
            messages: Messages {
                total: self.fact("select count(*) from messages", []),
                known: self.sums("misunderstood_rate").1,
                misunderstood: self.sums("misunderstood_rate").0,
            },
            contacts: Contacts {
                total: self.of("/transfer_to_selfcare/contacts"),
                of_known_customers: self.fact(known_contacts, []),
                offered: self.of("/transfer_to_selfcare/offered/num"),
                accepted: self.of("/transfer_to_selfcare/accepted/num"),
                accepted_of_known_customers: self
                    .fact(&format!("{known_contacts} and accepted"), []),
                durable_24h: self.of("/transfer_to_selfcare/durably_accepted_24h/num"),
                durable_7d: self.of("/transfer_to_selfcare/durably_accepted_7d/num"),
                forced: self.of("/transfer_to_selfcare/forced/num"),
            },
            lives: self.lives(),
            resolved: Resolved {
                deflection_low: self.of("/deflection/low/num"),
                deflection_high: self.of("/deflection/high/num"),
                of_known_customers: self.of("/durable_resolution/7d/den"),
                durable_24h: self.of("/durable_resolution/24h/num"),
                durable_7d: self.of("/durable_resolution/7d/num"),
            },
            gaps: self.truth.gaps.iter().map(|gap| self.gap(gap)).collect(),
            surveys: self.logged(OF_KIND, ["survey"]),
            turns: self.logged(OF_KIND, ["turn"]),
            bots: Bots {
                visits: self.truth.bots.visits,
                events: self.of("/excluded/bots"),
            },
        }
    }

    fn lives(&self) -> Lives {
        let count = |what: &str| {
            let sql = format!("select count(*) from contacts where flag is null and {what}");
            self.fact(&sql, [])
        };
        let sum = |what: &str| self.fact(&format!("select sum({what}) from contacts"), []);
        Lives {
            queued: count("queued"),
            answered: count("queued and answered"),
            abandoned: count("abandoned"),
            in_90_seconds: count("answered and wait <= 90000"),
            wait: sum("wait"),
            talk: sum("talk"),
            hold: sum("hold"),
            wrap_up: sum("wrap_up"),
            duration: sum("duration"),
            ended: count("ended_after is not null"),
            resolved: count("resolved"),
            reopened: sum("reopened"),
            resolution: sum("resolution"),
            next_contacts: sum("next_contact"),
        }
    }

    fn searches(&self) -> Searches {
        Searches {
            events: self.logged(OF_KIND, ["search"]),
            intents: self.of("/searches/intents"),
            known_total: self.of("/searches/zero_result/den"),
            zero_result: self.of("/searches/zero_result/num"),
            with_results: self.of("/searches/no_click/den"),
            no_click: self.of("/searches/no_click/num"),
            clicks: self.of("/searches/mean_click_position/n"),
            click_positions: self.sums("mean_click_position").0,
            reformulations: self.fact("select count(*) from reformulations", []),
        }
    }

    /// A planted need, found again by its wordings alone.
    fn gap(&self, planted: &GapTruth) -> GapTruth {
        let asked = "select count(*) from intents where query = ?1 and no_result";
        let wordings: Vec<(String, u64)> = planted
            .wordings
            .iter()
            .map(|(wording, _)| (wording.clone(), self.fact(asked, [wording])))
            .collect();
        let names: Vec<&String> = wordings.iter().map(|(wording, _)| wording).collect();
        let names = serde_json::to_string(&names).unwrap();
        let named = "in (select value from json_each(?1))";
        let clients = format!(
            "select count(*) from (select client from intents where query {named}
             union select client from messages where text {named})"
        );
        let messages = format!("select count(*) from messages where text {named}");
        GapTruth {
            id: planted.id.clone(),
            lang: planted.lang.clone(),
            intents: wordings.iter().map(|(_, asked)| asked).sum(),
            clients: self.fact(&clients, [&names]),
            messages: self.fact(&messages, [&names]),
            wordings,
        }
    }

    #[track_caller]
    fn of(&self, pointer: &str) -> u64 {
        self.report
            .pointer(pointer)
            .and_then(Value::as_u64)
            .unwrap()
    }

    fn fact(&self, sql: &str, values: impl Params) -> u64 {
        let db = self.site.facts.db();
        db.query_row(sql, values, |row| row.get(0)).unwrap()
    }

    fn logged(&self, sql: &str, values: impl Params) -> u64 {
        let db = self.site.events.db();
        db.query_row(sql, values, |row| row.get(0)).unwrap()
    }

    /// Σnum and Σden of a KPI.
    fn sums(&self, kpi: &str) -> (u64, u64) {
        let kpi = self.site.catalogue.find(kpi).unwrap();
        let total = run::total(self.site.facts.db(), kpi, &self.question).unwrap();
        (total.num as u64, total.den as u64)
    }
}

const OF_KIND: &str = "select count(*) from events where kind = ?1 and not bot";

/// When no episode and no redirect is too young to be judged.
fn asked_a_week_later(plan: &Plan) -> Question {
    let to = plan
        .first_day
        .saturating_add(i64::from(plan.days - 1).days());
    Question {
        period: Period {
            from: plan.first_day,
            to,
        },
        filters: Filters::default(),
        as_of: Zone::utc().start_of(to.tomorrow().unwrap()) + 7 * DAY,
    }
}

#[track_caller]
fn check(seed: u64, days: u32, visits_per_day: u32) {
    let plan = Plan {
        seed,
        first_day: date(2025, 2, 26),
        days,
        visits_per_day,
        ..Plan::default()
    };
    let simulated = Simulated::new(&plan);
    assert!(simulated.truth.episodes.total > u64::from(days));
    assert_eq!(simulated.measured(), simulated.truth);
}

#[test]
fn the_figures_of_a_week_are_those_meant() {
    check(1, 7, 60);
}

#[test]
fn the_figures_of_a_busy_day_are_those_meant() {
    check(77, 1, 600);
}

#[test]
fn the_figures_of_five_weeks_are_those_meant() {
    check(2026, 35, 25);
}

#[test]
fn too_young_episodes_and_redirects_leave_num_and_den() {
    let plan = Plan {
        seed: 5,
        first_day: date(2025, 3, 3),
        days: 10,
        visits_per_day: 40,
        ..Plan::default()
    };
    let simulated = Simulated::new(&plan);
    let den = |kpi: &str, as_of| {
        let question = Question {
            as_of,
            ..simulated.question.clone()
        };
        let kpi = simulated.site.catalogue.find(kpi).unwrap();
        let total = run::total(simulated.site.facts.db(), kpi, &question).unwrap();
        total.den as u64
    };
    let begin = Zone::utc().start_of(plan.first_day);
    for kpi in ["durable_resolution_24h", "durable_resolution_7d"] {
        let dens: Vec<u64> = (0..18).map(|day| den(kpi, begin + day * DAY)).collect();
        assert!(dens.is_sorted(), "{dens:?}");
        assert_eq!(dens[0], 0);
        assert_eq!(dens[17], simulated.truth.resolved.of_known_customers);
    }
}
