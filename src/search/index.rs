//! An opened index, and what it answers.

use std::io;

use tantivy::directory::RamDirectory;
use tantivy::{IndexReader, ReloadPolicy, TantivyError};

use super::build::{Stamp, build};
use super::hit::{Answer, Hit};
use super::plan::Plan;
use super::rank::{Ranked, rank};
use super::schema::{Layout, VERSION};
use super::segment::Segment;
use super::weights::Weights;
use crate::faq::Entry;
use crate::text::Lang;

/// Why an index could not be opened, built or searched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("the search index")]
    Index(#[from] TantivyError),
    #[error("the search index is damaged: {0}")]
    Damaged(String),
    #[error("could not read or write the search index")]
    Io(#[from] io::Error),
    #[error("could not read the entries for the search index")]
    Entries(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Entries ready to be searched. Cheap to share, safe from many threads.
pub struct Index {
    layout: Layout,
    content_version: i64,
    weights: Weights,
    opened: Option<Segment>,
}

impl Index {
    /// An index that lives and goes with this value.
    pub fn in_memory(entries: &[Entry]) -> Result<Index, Error> {
        let layout = Layout::new();
        let index = build(RamDirectory::create(), &layout, entries, 0)?;
        Index::over(&index, layout)
    }

    /// Checks that the index is whole and of our schema, and readies it.
    pub(super) fn over(index: &tantivy::Index, layout: Layout) -> Result<Index, Error> {
        let damaged = |why: &str| Error::Damaged(why.to_owned());
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let stamp: Stamp = serde_json::from_str(&payload).map_err(|_| damaged("no stamp"))?;
        if stamp.schema != VERSION || index.schema() != layout.schema {
            return Err(damaged("of another version"));
        }
        let [french, english] = stamp.texts;
        if french.phrases.checked_add(english.phrases) != Some(stamp.documents) {
            return Err(damaged("its counts disagree"));
        }
        // Nothing is ever added to an index: no thread need watch its folder.
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let searcher = reader.searcher();
        let opened = match searcher.segment_readers() {
            [] => None,
            [segment] => Some(Segment::open(segment, &layout, &stamp)?),
            _ => return Err(damaged("more than one segment")),
        };
        if opened.as_ref().map_or(0, Segment::documents) != stamp.documents as usize {
            return Err(damaged("documents are missing"));
        }
        let content_version = stamp.content_version;
        Ok(Index {
            layout,
            content_version,
            weights: Weights::default(),
            opened,
        })
    }

    /// The version of the content that the index was built from.
    pub fn content_version(&self) -> i64 {
        self.content_version
    }

    /// The same index with other weights, to measure what they do.
    pub fn with_weights(self, weights: Weights) -> Index {
        Index { weights, ..self }
    }

    /// Entries that answer `query`, best first: `limit` of them after the
    /// first `offset`. Entries in `lang` alone are searched, unless there are
    /// none: then those in the other language.
    pub fn search(
        &self,
        query: &str,
        lang: Lang,
        limit: usize,
        offset: usize,
    ) -> Result<Answer, Error> {
        let Some(segment) = &self.opened else {
            return Ok(Answer::default());
        };
        let (plan, mut ranked) = self.ranked(segment, query, lang)?;
        let total = ranked.len();
        let page = segment.page(&mut ranked, limit, offset);
        let hit = |ranked: &Ranked| {
            let stored = segment.stored(*ranked, &self.layout)?;
            Ok(Hit::new(stored, &plan, ranked.score))
        };
        let hits = page.iter().map(hit).collect::<Result<_, Error>>()?;
        Ok(Answer { total, hits })
    }

    /// All entries that answer `query`, best first, as their numbers among
    /// the published entries that the index was built from.
    pub fn ranking(&self, query: &str, lang: Lang) -> Result<Vec<usize>, Error> {
        let Some(segment) = &self.opened else {
            return Ok(Vec::new());
        };
        let (_, mut ranked) = self.ranked(segment, query, lang)?;
        let ranked = segment.page(&mut ranked, usize::MAX, 0);
        let numbers = ranked.iter().map(|ranked| segment.number(*ranked));
        Ok(numbers.collect())
    }

    /// Whether it has no entry at all.
    pub fn is_empty(&self) -> bool {
        self.opened.is_none()
    }

    /// Whether any entry answers `query`.
    pub fn answers(&self, query: &str, lang: Lang) -> Result<bool, Error> {
        match &self.opened {
            Some(segment) => Ok(!self.ranked(segment, query, lang)?.1.is_empty()),
            None => Ok(false),
        }
    }

    /// The entries that answer, in no order. Without a word of the query that
    /// the index holds there are none.
    fn ranked(
        &self,
        segment: &Segment,
        query: &str,
        lang: Lang,
    ) -> Result<(Plan, Vec<Ranked>), Error> {
        let shelf = segment.shelf(lang);
        let plan = Plan::new(shelf, query.trim_end(), &self.weights)?;
        let ranked = rank(shelf, &plan, &segment.documents, &self.weights)?;
        Ok((plan, ranked))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::faq;

    const FAQ: &str = r#"
{"id":"rib","question":"Comment changer mon RIB ?","answer":"Dans l'espace client, choisissez Paiement.","alternates":["modifier mes coordonnées bancaires"],"lang":"fr"}
{"id":"facture","question":"Où trouver ma facture ?","answer":"Vos factures sont dans l'espace client.","url":"/facture","lang":"fr"}
{"id":"resilier","question":"Résilier mon abonnement","answer":"Par courrier.","categories":["Contrat"],"lang":"fr"}
{"id":"box","question":"Ma box 4G ne démarre pas","answer":"Débranchez-la 10 minutes, puis attendez la fin du 2ème voyant.","lang":"fr"}
{"id":"old","question":"Minitel","lang":"fr","status":"archived"}
{"id":"bill","question":"Where is my bill?","answer":"In your account.","lang":"en"}"#;

    fn index() -> Index {
        let drafts = faq::read("f.jsonl", FAQ.as_bytes()).unwrap().drafts;
        let entries: Vec<_> = drafts
            .into_iter()
            .map(|draft| draft.into_entry(None))
            .collect();
        Index::in_memory(&entries).unwrap()
    }

    fn found(query: &str, lang: Lang) -> Vec<String> {
        let answer = index().search(query, lang, 10, 0).unwrap();
        assert_eq!(answer.total, answer.hits.len());
        answer.hits.into_iter().map(|hit| hit.id).collect()
    }

    #[track_caller]
    fn check(query: &str, first: &str) {
        let found = found(query, Lang::Fr);
        assert_eq!(
            found.first().map(String::as_str),
            Some(first),
            "{query}: {found:?}"
        );
    }

    #[test]
    fn each_part_of_an_entry_finds_it() {
        check("changer rib", "rib");
        check("coordonnées bancaires", "rib");
        check("choisissez paiement", "rib");
        check("contrat", "resilier");
    }

    #[test]
    fn inflections_accents_typing_errors_and_beginnings_find() {
        check("FACTURES", "facture");
        check("resilié", "resilier");
        check("ou est ma fcature", "facture");
        check("abonement", "resilier");
        check("coordo", "rib");
        check("box 4 g", "box");
        check("box4g", "box");
        check("2e voyant", "box");
    }

    #[test]
    fn every_spelling_of_a_compound_finds_every_other() {
        for spellings in [
            ["Wi-Fi", "wifi", "wi fi", "WIFI", "wi‑fi"],
            ["e-mail", "email", "e mail", "mail", "E-Mails"],
            ["pare-feu", "parefeu", "pare feu", "Pare‑feu", "PAREFEU"],
            ["5G", "5 G", "5g", "5 g", "5-G"],
            ["œuvre", "oeuvre", "ŒUVRE", "Oeuvres", "OEUVRE"],
            [
                "n° client",
                "nº client",
                "N° client",
                "n°client",
                "no client",
            ],
        ] {
            for written in spellings {
                let question = format!("Comment avoir votre {written} ?");
                let csv = format!("id,question\nother,Payer la facture\nthis,{question}\n");
                let read = faq::read("f.csv", csv.as_bytes()).unwrap();
                let entries: Vec<_> = (read.drafts.into_iter())
                    .map(|draft| draft.into_entry(Some(Lang::Fr)))
                    .collect();
                let index = Index::in_memory(&entries).unwrap();
                for asked in spellings {
                    let answer = index.search(asked, Lang::Fr, 10, 0).unwrap();
                    let ids: Vec<_> = answer.hits.iter().map(|hit| hit.id.as_str()).collect();
                    assert_eq!(ids, ["this"], "`{asked}` of `{written}`");
                }
            }
        }
    }

    #[test]
    fn nothing_in_a_query_is_syntax() {
        for query in [
            "\"rib",
            "+rib -changer",
            "rib AND NOT rib",
            "question:rib",
            "rib*",
            "(rib",
            "rib~2^3 \\",
        ] {
            check(query, "rib");
        }
    }

    #[test]
    fn what_the_index_does_not_know_finds_nothing() {
        for query in [
            "",
            "   ",
            "?!",
            "kayak",
            "recette gâteau chocolat fondant vanille facture",
            "minitel",
        ] {
            assert_eq!(found(query, Lang::Fr), Vec::<String>::new(), "{query}");
        }
    }

    #[test]
    fn small_words_alone_find_what_holds_them() {
        assert!(found("où", Lang::Fr).contains(&"facture".to_owned()));
    }

    #[test]
    fn entries_of_one_language_are_searched_unless_there_are_none() {
        assert_eq!(found("bill", Lang::En), ["bill"]);
        assert_eq!(found("bill", Lang::Fr), Vec::<String>::new());
        let english = faq::read("f.csv", &b"id,question,lang\na,My bill,en\n"[..]).unwrap();
        let entries: Vec<_> = english
            .drafts
            .into_iter()
            .map(|draft| draft.into_entry(None))
            .collect();
        let index = Index::in_memory(&entries).unwrap();
        assert_eq!(index.search("bill", Lang::Fr, 10, 0).unwrap().total, 1);
    }

    #[test]
    fn pages_hold_the_whole_list_in_order_and_the_total_is_of_all() {
        let index = index();
        let all = index
            .search("espace client facture rib", Lang::Fr, 10, 0)
            .unwrap();
        assert_eq!(all.total, 2);
        for (offset, hit) in all.hits.iter().enumerate() {
            let page = index
                .search("espace client facture rib", Lang::Fr, 1, offset)
                .unwrap();
            assert_eq!(
                (page.total, page.hits.as_slice()),
                (2, std::slice::from_ref(hit))
            );
        }
        let beyond = index
            .search("espace client", Lang::Fr, usize::MAX, 9)
            .unwrap();
        assert_eq!((beyond.total, beyond.hits.len()), (2, 0));
        assert!(all.hits[0].score > all.hits[1].score);
    }

    #[test]
    fn a_hit_shows_where_its_answer_matches() {
        let hit = index()
            .search("facture", Lang::Fr, 1, 0)
            .unwrap()
            .hits
            .remove(0);
        assert_eq!(
            hit.snippet.to_html(),
            "Vos <mark>factures</mark> sont dans l&#39;espace client."
        );
        let json = serde_json::to_value(&hit).unwrap();
        assert_eq!(
            (json["id"].as_str(), json["url"].as_str()),
            (Some("facture"), Some("/facture"))
        );
        assert!(json["snippet"].as_str().unwrap().contains("<mark>"));
    }

    #[test]
    fn an_index_of_nothing_answers_nothing() {
        let index = Index::in_memory(&[]).unwrap();
        assert_eq!(
            index.search("rib", Lang::Fr, 10, 0).unwrap(),
            Answer::default()
        );
        assert_eq!(index.ranking("rib", Lang::Fr).unwrap(), Vec::<usize>::new());
    }

    #[test]
    fn any_query_is_answered_without_panic() {
        let index = index();
        arbtest::arbtest(|u| {
            let query: String = u.arbitrary()?;
            index.search(&query, Lang::Fr, 10, 0).unwrap();
            index.search(&query.repeat(50), Lang::En, 10, 0).unwrap();
            Ok(())
        });
    }
}
