//! Small numbers: what few people said is shown to people of the site only.
//!
//! Everybody else (programs with a key, mail, exports, public pages) sees words that
//! at least five people said, and how many lines that leaves out. That holds for each
//! wording of a line too: how one person put it can tell who wrote it.

/// Before whom words are put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody of the site: signed in, or at the machine itself.
    Insider,
    /// Anybody else.
    Outsider,
}

impl Reader {
    /// How many people must have said what is shown.
    pub fn least(self) -> u64 {
        match self {
            Reader::Insider => 1,
            Reader::Outsider => 5,
        }
    }

    /// What to say of lines that are left out: nothing where none can be.
    pub fn rare(self, left_out: usize) -> Option<u64> {
        (self == Reader::Outsider).then_some(left_out as u64)
    }
}

/// How often something may have been said by fewer than `least` people, at most: as often
/// as those said anything who said most. What was said more often was said by `least` of
/// them, whoever said what. Takes how often each person said anything, in any order.
pub(super) fn most_of_few(by_person: impl Iterator<Item = usize>, least: u64) -> usize {
    let few = usize::try_from(least.saturating_sub(1)).unwrap_or(usize::MAX);
    if few == 0 {
        return 0;
    }
    let mut by_person: Vec<usize> = by_person.collect();
    by_person.sort_unstable_by_key(|times| std::cmp::Reverse(*times));
    by_person.iter().take(few).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_person_is_enough_for_insiders_and_five_for_others() {
        assert_eq!(Reader::Insider.least(), 1);
        assert_eq!(Reader::Outsider.least(), 5);
        assert_eq!(
            (Reader::Insider.rare(0), Reader::Outsider.rare(0)),
            (None, Some(0))
        );
    }

    #[test]
    fn what_one_person_repeats_is_not_what_many_say() {
        assert_eq!(most_of_few([1, 1, 9, 1, 1, 1].into_iter(), 5), 12);
        assert_eq!(most_of_few([1; 20].into_iter(), 5), 4);
        assert_eq!(most_of_few([7, 3].into_iter(), 1), 0);
    }

    proptest! {
        /// Who said it how often, and whether in this wording.
        #[test]
        fn a_wording_said_more_often_than_few_can_was_said_by_enough(
            said in proptest::collection::vec((0..9_usize, any::<bool>()), 0..60),
            least in 1..7_u64,
        ) {
            let mut by_person = [0; 9];
            said.iter().for_each(|(person, _)| by_person[*person] += 1);
            let so = || said.iter().filter(|(_, is_so)| *is_so);
            let people: std::collections::BTreeSet<usize> = so().map(|(person, _)| *person).collect();
            if so().count() > most_of_few(by_person.into_iter(), least) {
                prop_assert!(people.len() as u64 >= least);
            }
        }
    }
}
