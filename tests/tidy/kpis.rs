//! Every KPI explains itself.

use crate::source::{files_under, nothing, read};

#[test]
fn every_kpi_explains_itself_in_both_languages() {
    let mut broken = Vec::new();
    for path in files_under("src/kpi/catalogue") {
        let text = read(&path);
        let head: Vec<&str> = text
            .lines()
            .map_while(|line| line.strip_prefix("--"))
            .map(str::trim)
            .collect();
        for field in ["title.fr:", "title.en:", "kind:", "fr:"] {
            let given = |line: &&str| line.strip_prefix(field).is_some_and(|it| !it.is_empty());
            if !head.iter().any(given) {
                broken.push(format!("{path}: has no `-- {field} …`"));
            }
        }
        let about = head.split(|line| line.is_empty()).nth(1);
        if about.is_none_or(|lines| lines.is_empty() || lines[0].starts_with("fr:")) {
            broken.push(format!("{path}: has no English explanation"));
        }
    }
    nothing(&broken);
}
