//! The names under which exports in French and English have a field, besides its own.

/// The field's synonyms, the surest first; names of columns are compared as
/// `normal` and `plain` give them.
pub(super) fn of(field: &str) -> impl Iterator<Item = &'static str> {
    let known = SYNONYMS.iter().find(|(name, _)| *name == field);
    known.map_or("", |(_, names)| names).split_whitespace()
}

/// A date and a time of day in two columns are one moment.
pub(super) const DAYS: [&str; 5] = ["date", "jour", "day", "dateappel", "calldate"];
pub(super) const TIMES: [&str; 7] = [
    "heure",
    "time",
    "hour",
    "heureappel",
    "heuredebut",
    "calltime",
    "starttime",
];

const SYNONYMS: [(&str, &str); 45] = [
    (
        "at",
        "datetime dateheure dateetheure timestamp horodatage date debut datedebut \
         datededebut heurededebut heuredebut datedappel dateappel datecreation \
         datedecreation creele createdat created start starttime startedat calldate \
         datecall callstart debutappel datedebutappel",
    ),
    (
        "contact",
        "contactid idcontact numerocontact refcontact referencecontact identifiantcontact \
         appel idappel appelid identifiantappel numeroappel numappel refappel \
         referenceappel call callid callref callreference numerocall ticket idticket \
         ticketid identifiantticket numeroticket numticket refticket referenceticket \
         interaction idinteraction interactionid numerointeraction dossier iddossier \
         identifiantdossier numerodossier numdossier refdossier referencedossier case \
         caseid caseref casereference numerocase",
    ),
    (
        "customer",
        "customerid idcustomer numerocustomer customerref customerreference idclient \
         clientid identifiantclient numeroclient numclient referenceclient refclient \
         clientref clientreference codeclient numeroabonne numeroadherent numeroassure \
         numerocompte accountid numeroaccount abonne adherent assure account client",
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
        "conseiller conseillere teleconseiller operateur agentid idagent numeroagent \
         codeagent matricule agentname nomagent nomdelagent idconseiller nomconseiller \
         adviser advisor advisername",
    ),
    (
        "reason",
        "motif raison motifappel motifdappel motifdelappel motifcontact motifdecontact \
         motifducontact raisonappel raisoncontact callreason contactreason reasoncall \
         reasoncontact",
    ),
    ("direction", "sens sensappel sensdappel sensdelappel"),
    ("complaint", "reclamation plainte"),
    (
        "wait",
        "attente tempsattente tempsdattente dureeattente dureedattente delaiattente \
         delaidattente waittime waitingtime waitduration queuetime timetoanswer",
    ),
    (
        "talk",
        "communication tempscommunication tempsdecommunication dureecommunication \
         dureedecommunication tempsconversation tempsdeconversation dureeconversation \
         dureedeconversation tempsdeparole tempsparole talktime talkduration duree \
         dureeappel tempsappel duration callduration durationcall calllength lengthcall",
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
    (
        "answered",
        "repondu decroche appeldecroche appelrepondu pickedup callanswered handled",
    ),
    ("abandoned", "abandonne abandon perdu missed"),
    ("resolved", "resolu solved"),
    (
        "answered_at",
        "repondule repondua decrochele decrochea datedecroche heuredecroche \
         heurededecroche pickedupat",
    ),
    (
        "ended_at",
        "fin datefin datedefin heurefin heuredefin finappel datefinappel heurefinappel datecloture \
         datedecloture end endtime callend closedat",
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
