//! The templates, and what they can call: texts in both languages, numbers and moments as people read them.

use std::sync::LazyLock;

use jiff::civil::Date;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, HtmlEscape, UndefinedBehavior};

use crate::reports::language::pick;
use crate::reports::moment;
use crate::reports::number;
use crate::text::language::Lang;

const TEMPLATES: &[(&str, &str)] = &[
    ("layout.html", include_str!("layout.html")),
    ("parts.html", include_str!("parts.html")),
    ("site.html", include_str!("site.html")),
    ("overview.html", include_str!("overview.html")),
    ("searches.html", include_str!("searches.html")),
    ("handoffs.html", include_str!("handoffs.html")),
    ("conversations.html", include_str!("conversations.html")),
    ("kpis.html", include_str!("kpis.html")),
    ("kpi.html", include_str!("kpi.html")),
    ("compared.html", include_str!("compared.html")),
    ("glossary.html", include_str!("glossary.html")),
    ("welcome.html", include_str!("welcome.html")),
    ("sign_in.html", include_str!("sign_in.html")),
    ("failure.html", include_str!("failure.html")),
    ("figure.html", include_str!("figure.html")),
];

static FRENCH: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Lang::Fr));
static ENGLISH: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Lang::En));

/// Fills a template. What a template lacks is a mistake of ours, which the tests find.
pub(super) fn render(lang: Lang, name: &str, context: Value) -> Result<String, Error> {
    in_lang(lang).get_template(name)?.render(context)
}

fn in_lang(lang: Lang) -> &'static Environment<'static> {
    match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
    }
}

fn environment(lang: Lang) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, text) in TEMPLATES {
        let added = environment.add_template(name, text);
        debug_assert!(added.is_ok(), "{name}: {added:?}");
    }
    environment.add_function("t", move |fr: String, en: String| match lang {
        Lang::Fr => unbroken(&fr),
        Lang::En => en,
    });
    environment.add_filter("count", move |n: f64| {
        number::count(lang, n.max(0.0) as u64)
    });
    environment.add_filter("decimal", move |n: f64| number::decimal(lang, n, 2));
    environment.add_filter("signed", move |n: f64| {
        with_sign(n, number::decimal(lang, n.abs(), 2))
    });
    environment.add_filter("percent", move |share: f64| number::percent(lang, share));
    environment.add_filter("points", move |share: f64| points(lang, share));
    // Of texts that files give.
    environment.add_filter("prose", move |text: &str| {
        Value::from_safe_string(match lang {
            Lang::Fr => prose(&unbroken(text)),
            Lang::En => prose(text),
        })
    });
    environment.add_filter("day", move |day: &str| self::day(lang, day));
    environment
}

/// French puts a space before some signs, at which a line must not break.
fn unbroken(text: &str) -> String {
    let mut text = text.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»");
    for sign in [":", ";", "?", "!", "%"] {
        text = text.replace(&format!(" {sign}"), &format!("\u{a0}{sign}"));
    }
    text
}

/// A text as HTML: what stands between backticks is code.
fn prose(text: &str) -> String {
    let mut html = String::new();
    let mut rest = text;
    while let Some((before, code, after)) = code(rest) {
        html.push_str(&format!(
            "{}<code>{}</code>",
            HtmlEscape(before),
            HtmlEscape(code)
        ));
        rest = after;
    }
    html + &HtmlEscape(rest).to_string()
}

/// The first code of a text, with what is before and behind it.
fn code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    Some((before, code, after))
}

/// A difference of shares, in points of per cent.
fn points(lang: Lang, share: f64) -> String {
    let number = number::decimal(lang, (share * 100.0).abs(), 1);
    let unit = pick(lang, "pt", "pp");
    with_sign(share, format!("{number}\u{202f}{unit}"))
}

fn with_sign(number: f64, text: String) -> String {
    let sign = if number < 0.0 { "−" } else { "+" };
    format!("{sign}{text}")
}

/// A day as `2026-03-31`, without its year.
fn day(lang: Lang, day: &str) -> Result<String, Error> {
    let parsed: Date = day
        .parse()
        .map_err(|_| Error::new(ErrorKind::InvalidOperation, format!("`{day}` is no day")))?;
    Ok(moment::day(lang, parsed))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_template_can_be_read() {
        for (name, _) in TEMPLATES {
            let found = FRENCH.get_template(name);
            assert!(found.is_ok(), "{name}: {found:?}");
        }
    }

    #[test]
    fn what_stands_between_backticks_is_code_and_nothing_is_markup() {
        assert_eq!(prose("a `b` <c>"), "a <code>b</code> &lt;c&gt;");
        assert_eq!(prose("`<b>` alone: `"), "<code>&lt;b&gt;</code> alone: `");
    }

    #[test]
    fn numbers_are_those_of_the_pages_language() {
        let shown = |ui: &str, text: &str| {
            let lang = Lang::parse(ui).unwrap();
            in_lang(lang).render_str(text, ()).unwrap()
        };
        assert_eq!(shown("fr", "{{ 1234|count }}"), "1\u{202f}234");
        assert_eq!(shown("en", "{{ 0.125|percent }}"), "12.5%");
        assert_eq!(shown("fr", "{{ -0.0125|points }}"), "−1,2\u{202f}pt");
        assert_eq!(shown("en", "{{ '2026-03-01'|day }}"), "1 March");
        assert_eq!(
            shown("fr", "{{ t('oui\u{a0}: « a »', 'yes') }}"),
            "oui\u{a0}: «\u{a0}a\u{a0}»"
        );
        assert_eq!(shown("fr", "{{ t('oui : non', 'yes') }}"), "oui\u{a0}: non");
        assert_eq!(shown("en", "{{ '<b>' }}"), "&lt;b&gt;");
    }
}
