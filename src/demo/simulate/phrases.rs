//! What the bot, agents and callers say around a need, in both languages.

pub(super) struct Phrases {
    /// Put before a wording in a message.
    pub(super) openings: &'static [&'static str],
    pub(super) greeting: &'static str,
    pub(super) welcome: &'static str,
    pub(super) here_is: &'static [&'static str],
    pub(super) not_understood: &'static [&'static str],
    pub(super) agent_hello: &'static [&'static str],
    pub(super) agent_solution: &'static [&'static str],
    pub(super) customer_end: &'static [&'static str],
    pub(super) comments: &'static [&'static str],
}

/// English for every language but French.
pub(super) fn phrases(lang: &str) -> &'static Phrases {
    if lang == "fr" { &FRENCH } else { &ENGLISH }
}

const FRENCH: Phrases = Phrases {
    openings: &["", "", "", "bonjour, ", "j'ai une question : ", "svp "],
    greeting: "bonjour",
    welcome: "Bonjour, je suis l’assistant de Valrive. Que puis-je faire pour vous ?",
    here_is: &[
        "Voici la page qui répond à votre question.",
        "J’ai trouvé la marche à suivre, étape par étape.",
        "Cela se règle dans l’espace client, je vous montre.",
    ],
    not_understood: &[
        "Je ne suis pas sûr d’avoir compris. Pouvez-vous le dire autrement ?",
        "Désolé, je n’ai pas de réponse à cette question.",
    ],
    agent_hello: &[
        "Bonjour, je suis conseiller chez Valrive. Je regarde votre dossier.",
        "Bonjour et merci de patienter. Pouvez-vous me préciser la ligne concernée ?",
    ],
    agent_solution: &[
        "C’est fait de mon côté, comptez une heure pour que ce soit visible.",
        "Je transmets votre demande au service concerné, réponse sous 48 h par SMS.",
        "Je viens de vous envoyer la procédure par e-mail.",
    ],
    customer_end: &[
        "merci",
        "ok merci bonne journée",
        "d'accord j'attends alors",
        "c'est long quand meme",
    ],
    comments: &[
        "rapide et clair",
        "j'ai du expliquer 3 fois la meme chose",
        "conseiller très gentil mais pas de solution",
        "l'aide en ligne ne répond pas à ma question",
        "parfait",
    ],
};

const ENGLISH: Phrases = Phrases {
    openings: &["", "", "", "hi, ", "quick question: ", "hello "],
    greeting: "hello",
    welcome: "Hello, I am Valrive's assistant. What can I do for you?",
    here_is: &[
        "This page answers your question.",
        "I found the steps for you.",
        "You can do that in your account, let me show you.",
    ],
    not_understood: &[
        "I am not sure I understood. Could you put it another way?",
        "Sorry, I have no answer to that question.",
    ],
    agent_hello: &[
        "Hello, I am an adviser at Valrive. Let me look at your account.",
        "Hello and thanks for waiting. Which line is this about, please?",
    ],
    agent_solution: &[
        "That is done on my side, please allow an hour for it to show.",
        "I am passing this on to the team in charge, you will get a text within 48 hours.",
        "I have just e-mailed you the steps.",
    ],
    customer_end: &[
        "thanks",
        "ok thank you",
        "fine ill wait then",
        "that took a while",
    ],
    comments: &[
        "quick and clear",
        "had to explain the same thing three times",
        "friendly but no solution",
        "the help pages do not answer my question",
        "perfect",
    ],
};
