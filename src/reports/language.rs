//! The language of what people read: that of the terminal, French or English.

use crate::kpi::header::Text;
use crate::text::language::Lang;

/// French where the environment says so (`VIGIE_LANG`, else the usual locale
/// variables in their order), else English.
pub fn of_terminal() -> Lang {
    let named = ["VIGIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    named
        .and_then(|name| Lang::parse(name.split('.').next().unwrap_or_default()))
        .unwrap_or(Lang::En)
}

/// Picks one of two texts.
pub fn pick<'t>(lang: Lang, fr: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

/// A KPI's title or explanation.
pub fn text(lang: Lang, text: &Text) -> &str {
    pick(lang, &text.fr, &text.en)
}
