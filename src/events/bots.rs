//! Programs that read pages by themselves, told by the user agent they give.

/// Parts of user agents, lower case: crawlers' and tools' own names for themselves.
/// Honest programs say what they are; those that do not cannot be told by a list.
const CRAWLERS: &[&str] = &[
    "bot",
    "crawl",
    "spider",
    "slurp",
    "headless",
    "phantomjs",
    "selenium",
    "puppeteer",
    "playwright",
    "lighthouse",
    "scrapy",
    "facebookexternalhit",
    "whatsapp/",
    "preview",
    "monitor",
    "pingdom",
    "uptime",
    "archiver",
    "mediapartners",
    "feedfetcher",
    "validator",
    "scanner",
];

/// Libraries and tools with which programs are written: crawlers, and integrators' own servers.
const LIBRARIES: &[&str] = &[
    "curl/",
    "wget/",
    "python-requests",
    "python-urllib",
    "aiohttp",
    "httpx/",
    "go-http-client",
    "java/",
    "okhttp",
    "apache-httpclient",
    "libwww",
];

/// Names of devices and programs that hold a mark and are people's.
const PEOPLE: &[&str] = &["cubot"];

/// Whether what visits with this agent is a program.
pub fn is_bot(user_agent: &str) -> bool {
    has_mark(user_agent, CRAWLERS) || has_mark(user_agent, LIBRARIES)
}

/// Whether it is one that visits pages; a library may as well send events for people.
pub fn is_crawler(user_agent: &str) -> bool {
    has_mark(user_agent, CRAWLERS)
}

fn has_mark(user_agent: &str, marks: &[&str]) -> bool {
    let mut name = user_agent.to_lowercase();
    for device in PEOPLE {
        name = name.replace(device, "");
    }
    marks.iter().any(|mark| name.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_from_people() {
        for program in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
            "Mozilla/5.0 (compatible; Yahoo! Slurp)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36",
            "curl/8.5.0",
            "facebookexternalhit/1.1",
        ] {
            assert!(is_bot(program), "{program}");
        }
        for person in [
            "",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 Chrome/99.0 Mobile",
        ] {
            assert!(!is_bot(person), "{person}");
        }
    }
}
