//! Who visits: a fixed crowd, of whom nobody comes twice on the same day
//! unless a story says so, hence no two stories of one client collide.

use super::random::Random;
use super::rhythm::busiest;

/// How many people there are for one visit of an ordinary day.
const PEOPLE_PER_DAILY_VISIT: u32 = 9;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Device {
    Web,
    Mobile,
}

impl Device {
    /// The channel, as events name it.
    pub(super) fn channel(self) -> &'static str {
        match self {
            Device::Web => "web",
            Device::Mobile => "mobile",
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) number: u32,
    /// Whether the site knows which customer this is.
    pub(super) known: bool,
    /// Chooses the language, see `Catalogue::shelf_of`.
    pub(super) tongue: usize,
    home: Device,
}

impl Person {
    /// Mostly the usual device.
    pub(super) fn device(&self, random: &mut Random) -> Device {
        match (random.chance(850), self.home) {
            (true, home) => home,
            (false, Device::Web) => Device::Mobile,
            (false, Device::Mobile) => Device::Web,
        }
    }

    /// A name for the client on one device.
    pub(super) fn client(&self, device: Device) -> String {
        format!("{}-{:06}", device.channel(), self.number)
    }

    pub(super) fn customer(&self) -> Option<String> {
        self.known.then(|| format!("cust-{:06}", self.number))
    }
}

pub(super) struct Crowd {
    seed: u64,
    size: u64,
    stride: u64,
}

impl Crowd {
    pub(super) fn new(seed: u64, visits_per_day: u32) -> Self {
        let size = u64::from(busiest(visits_per_day) * PEOPLE_PER_DAILY_VISIT);
        // A stride without a common divisor walks through everybody before
        // it comes back; near the golden section, neighbours stay far apart.
        let golden = size * 618 / 1000 + 1;
        let stride = (golden..).find(|stride| divisor(*stride, size) == 1);
        Crowd {
            seed,
            size,
            stride: stride.unwrap_or(1),
        }
    }

    /// The person of a day's visit; no one is met twice on a day before all have been met.
    pub(super) fn visitor(&self, day: u32, visit: usize) -> Person {
        let first = Random::of(self.seed, u64::from(day)).next() % self.size;
        self.person((first + visit as u64 * self.stride) % self.size)
    }

    fn person(&self, number: u64) -> Person {
        let mut traits = Random::of(!self.seed, number);
        Person {
            number: number as u32,
            known: traits.chance(620),
            tongue: traits.below(1000),
            home: if traits.chance(450) {
                Device::Web
            } else {
                Device::Mobile
            },
        }
    }
}

fn divisor(one: u64, other: u64) -> u64 {
    match other {
        0 => one,
        _ => divisor(other, one % other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn nobody_comes_twice_on_a_day() {
        for visits in [1, 20, 400] {
            let crowd = Crowd::new(9, visits);
            let count = busiest(visits) as usize;
            let met: HashSet<u32> = (0..count).map(|i| crowd.visitor(3, i).number).collect();
            assert_eq!(met.len(), count);
        }
    }

    #[test]
    fn a_person_stays_the_same_from_day_to_day() {
        let crowd = Crowd::new(9, 50);
        let (one, again) = (crowd.person(17), crowd.person(17));
        assert_eq!((one.known, one.tongue), (again.known, again.tongue));
        assert_eq!(one.customer(), again.customer());
    }

    #[test]
    fn some_customers_are_known_and_some_are_not() {
        let crowd = Crowd::new(9, 400);
        let known = (0..1000)
            .filter(|number| crowd.person(*number).known)
            .count();
        assert!((570..670).contains(&known), "{known}");
    }
}
