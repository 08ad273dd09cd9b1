//! How likely each ending is.

use super::catalogue::Need;
use super::random::Random;
use super::truth::Ending;

const ENDINGS: [Ending; 6] = [
    Ending::Escalated,
    Ending::Confirmed,
    Ending::Negative,
    Ending::SilentWithAnswer,
    Ending::SilentWithoutAnswer,
    Ending::Unengaged,
];

/// An ending for somebody with this need. A need without page never ends well.
pub(super) fn of_need(random: &mut Random, need: &Need) -> Ending {
    let weights = match (need.planted, need.theme.as_str()) {
        (Some(_), _) => [330, 0, 110, 0, 560, 0],
        // What costs money or is broken goes to a human more often.
        (None, "contrat" | "facture" | "dépannage") => [150, 150, 60, 410, 170, 60],
        (None, _) => [80, 180, 40, 460, 180, 60],
    };
    ENDINGS[random.weighted(weights.into_iter())]
}

/// An ending for somebody who lands on an article from elsewhere.
pub(super) fn of_landing(random: &mut Random) -> Ending {
    ENDINGS[random.weighted([0, 170, 90, 0, 0, 740].into_iter())]
}

/// How often, of a thousand, somebody calls after an ending: within a day, within a week.
pub(super) fn calls_after(ending: Ending) -> (u32, u32) {
    match ending {
        Ending::Escalated | Ending::Unengaged => (0, 0),
        Ending::Confirmed => (25, 15),
        Ending::SilentWithAnswer => (70, 30),
        Ending::Negative => (230, 60),
        Ending::SilentWithoutAnswer => (160, 50),
    }
}
