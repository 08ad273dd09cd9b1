//! The names under which exports in French and English have a field, besides its own.

/// The field's synonyms, the surest first; names of columns are compared as
/// `normal` gives them.
pub(super) fn of(field: &str) -> impl Iterator<Item = &'static str> {
    let known = SYNONYMS.iter().find(|(name, _)| *name == field);
    known.map_or("", |(_, names)| names).split_whitespace()
}

/// A date and a time of day in two columns are one moment.
pub(super) const DAYS: [&str; 4] = ["date", "jour", "day", "dateappel"];
pub(super) const TIMES: [&str; 5] = ["heure", "time", "hour", "heureappel", "heuredebut"];

const SYNONYMS: [(&str, &str); 45] = [
    (
        "at",
        "datetime dateheure dateetheure timestamp horodatage date debut datedebut \
         datededebut heurededebut heuredebut datedappel dateappel datecreation \
         datedecreation creele createdat created start starttime startedat",
    ),
    (
        "contact",
        "contactid idcontact appel idappel appelid numeroappel numappel call callid \
         ticket idticket ticketid numeroticket numticket interaction idinteraction \
         interactionid",
    ),
    (
        "customer",
        "customerid idcustomer idclient clientid numeroclient numclient referenceclient \
         refclient abonne client",
    ),
    (
        "conversation",
        "conversationid idconversation fil thread discussion",
    ),
    ("channel", "canal media"),
    ("lang", "langue language"),
    ("application", "appli"),
    ("theme", "categorie category topic sujet subject"),
    ("team", "equipe groupe group service"),
    (
        "agent",
        "conseiller conseillere teleconseiller operateur agentid idagent agentname \
         nomagent nomdelagent adviser advisor",
    ),
    (
        "reason",
        "motif raison motifappel motifdappel motifdelappel motifcontact motifdecontact \
         motifducontact callreason contactreason",
    ),
    ("direction", "sens sensappel sensdappel sensdelappel"),
    ("complaint", "reclamation plainte"),
    (
        "wait",
        "attente tempsattente tempsdattente dureeattente dureedattente delaiattente \
         delaidattente waittime waitingtime waitduration queuetime",
    ),
    (
        "talk",
        "communication tempscommunication tempsdecommunication dureecommunication \
         dureedecommunication tempsconversation tempsdeconversation dureeconversation \
         dureedeconversation tempsdeparole talktime talkduration",
    ),
    (
        "hold",
        "miseenattente tempsmiseenattente tempsdemiseenattente dureemiseenattente \
         dureedemiseenattente garde tempsdegarde holdtime holdduration",
    ),
    (
        "wrap_up",
        "wrapuptime wrapupduration acw aftercallwork postappel tempspostappel \
         tempsdepostappel dureepostappel posttraitement tempsposttraitement \
         traitementpostappel",
    ),
    ("answered", "repondu decroche handled"),
    ("abandoned", "abandonne abandon perdu missed"),
    ("resolved", "resolu solved"),
    (
        "answered_at",
        "repondule repondua decrochele decrochea datedecroche heuredecroche \
         heurededecroche pickedupat",
    ),
    (
        "ended_at",
        "fin datefin datedefin heurefin heuredefin datecloture datedecloture end endtime \
         closedat",
    ),
    (
        "resolved_at",
        "resolule dateresolution datederesolution solvedat",
    ),
    ("survey", "enquete sondage questionnaire"),
    ("score", "note rating"),
    ("min", "minimum notemin noteminimale"),
    ("max", "maximum notemax notemaximale bareme"),
    ("comment", "commentaire verbatim"),
    ("grid", "grille"),
    ("criteria", "criteres"),
    ("promoted", "promu"),
    ("target", "cible"),
    (
        "worked",
        "tempstravaille tempsdetravail heurestravaillees workedtime workingtime",
    ),
    ("idle", "inactif tempsinactif tempsdisponible idletime"),
    ("referred", "parraine recommande"),
    (
        "since",
        "depuis clientdepuis dateentree datedentree customersince",
    ),
    ("amount", "montant prix price somme"),
    ("margin", "marge margebrute grossmargin"),
    ("offer", "offre"),
    ("campaign", "campagne"),
    ("text", "texte message commentaire verbatim comment"),
    ("query", "requete recherche"),
    ("article", "articleid idarticle fiche"),
    ("helpful", "utile"),
    ("speaker", "locuteur auteur author"),
];

#[cfg(test)]
mod tests {
    use super::super::names::normal;
    use super::*;

    #[test]
    fn a_synonym_is_written_as_names_are_compared() {
        for (field, names) in SYNONYMS {
            for name in names.split_whitespace() {
                assert_eq!(normal(name), name, "{field}");
            }
        }
    }
}
