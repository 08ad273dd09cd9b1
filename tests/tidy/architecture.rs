//! The map of the code is true.

use crate::imports::ORDER;
use crate::source::{nothing, read, root, snippets};

#[test]
fn the_architecture_names_every_module_and_only_paths_that_exist() {
    let page = read("src/ARCHITECTURE.md");
    let mut broken = Vec::new();
    for path in snippets(&page)
        .iter()
        .flat_map(|code| code.split_whitespace())
    {
        let is_path = ["src/", "data/", "tests/", "benches/", ".ci/"]
            .iter()
            .any(|top| path.starts_with(top));
        if is_path && !root().join(path).exists() {
            broken.push(format!("src/ARCHITECTURE.md: there is no {path}"));
        }
    }
    for module in ORDER.iter().flat_map(|line| line.iter()) {
        if !page.contains(&format!("`src/{module}")) {
            broken.push(format!("src/ARCHITECTURE.md: does not tell of {module}"));
        }
    }
    if page.lines().count() > 300 {
        broken.push("src/ARCHITECTURE.md: over 300 lines".to_owned());
    }
    nothing(&broken);
}
