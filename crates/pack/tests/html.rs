//! The HTML page as a whole: nothing is loaded, everything is escaped, and the same figures give the
//! same bytes.

mod sample;

use assay_pack::{assemble, render};

fn page() -> String {
    render(&assemble(&sample::profile(), &sample::figures(), sample::edition())).expect("a page")
}

#[test]
fn the_page_loads_nothing_and_links_nowhere_else() {
    let page = page();
    for forbidden in
        ["http:", "https:", "<script", "<link", "src=", "url(", "@import", "javascript:"]
    {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn texts_are_escaped_in_html_and_svg() {
    let page = page();
    assert!(page.contains("Northshire &lt;Council&gt; &amp; partners"));
    assert!(!page.contains("<Council>"));
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    assert_eq!(page(), page());
    if let Ok(path) = std::env::var("ASSAY_PACK_SAMPLE") {
        std::fs::write(path, page()).expect("the sample is written");
    }
}
