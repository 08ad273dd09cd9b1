//! Robots that say so in their user agent: flagged, and left out of figures.

use super::World;
use super::rhythm::SECOND;

const ROBOTS: [&str; 3] = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
];

/// Reads a dozen pages in a row, searching now and then for nothing real.
pub(super) fn crawl(world: &mut World<'_>, at: i64) {
    let plan = world.plan;
    let robot = world.random.below(ROBOTS.len());
    let shelf = plan.catalogue.shelf_of(world.random.below(1000));
    let mut at = at;
    world.tally.truth.bots.visits += 1;
    for _ in 0..world.random.between(6, 18) {
        let need = shelf.answered(&mut world.random, 0, 1);
        let searches = world.random.chance(150);
        let query_id = world.query_id();
        let kind = if searches { "search" } else { "view" };
        let line = world.scribe.event(kind, at);
        let line = line
            .text("client", &format!("robot-{robot}"))
            .text("channel", "web");
        let line = line.text("application", super::visit::HELP_CENTER);
        let line = if searches {
            line.text("query_id", &query_id)
                .text("query", "search_term_string")
                .number("total", 0)
        } else {
            line.text("article", &need.id)
        };
        line.text("user_agent", ROBOTS[robot]).end();
        world.tally.truth.bots.events += 1;
        at += world.random.between(SECOND, 4 * SECOND);
    }
}
