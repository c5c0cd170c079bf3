//! The boxes of texts in the charts of a page, worked out from its SVG and the width tables: what is cut, covered or
//! crossed. It shares the tables with the program and nothing of how charts are drawn.

#[path = "../../crates/pack/src/chart/text/letters.rs"]
mod text;

/// How far lengths may be off, which are written with one decimal.
const ROUNDED: f64 = 0.25;

#[derive(Debug, Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.left + ROUNDED < other.right - ROUNDED
            && other.left + ROUNDED < self.right - ROUNDED
            && self.top + ROUNDED < other.bottom - ROUNDED
            && other.top + ROUNDED < self.bottom - ROUNDED
    }

    fn is_in(&self, other: &Self) -> bool {
        self.left >= other.left - ROUNDED
            && self.right <= other.right + ROUNDED
            && self.top >= other.top - ROUNDED
            && self.bottom <= other.bottom + ROUNDED
    }

    /// Tells whether a straight line goes through the area (by clipping it, after Liang and Barsky).
    fn is_crossed(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let sides = [
            (-dx, from.0 - self.left - 2.0 * ROUNDED),
            (dx, self.right - from.0 - 2.0 * ROUNDED),
            (-dy, from.1 - self.top - 2.0 * ROUNDED),
            (dy, self.bottom - from.1 - 2.0 * ROUNDED),
        ];
        let (mut begin, mut end) = (0.0_f64, 1.0_f64);
        for (step, room) in sides {
            if step == 0.0 {
                if room <= 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                begin = begin.max(room / step);
            } else {
                end = end.min(room / step);
            }
        }
        begin < end
    }
}

/// A text with its box and style.
struct Written {
    words: String,
    class: String,
    area: Area,
}

/// What is in a chart.
#[derive(Default)]
struct Drawn {
    texts: Vec<Written>,
    bars: Vec<Area>,
    dots: Vec<Area>,
    strokes: Vec<((f64, f64), (f64, f64))>,
}

/// Returns how many charts and texts the page has, and each text that is cut, covered or crossed.
pub(crate) fn faults(page: &str) -> (usize, usize, Vec<String>) {
    let (mut charts, mut texts, mut found) = (0, 0, Vec::new());
    for svg in page.split("<svg ").skip(1).map(|rest| rest.split("</svg>").next().unwrap_or(rest)) {
        if svg.starts_with("class=\"icon") {
            continue;
        }
        let view: Vec<f64> = numbers(attribute(svg, "viewBox").expect("a view box"));
        let whole = Area { left: view[0], top: view[1], right: view[2], bottom: view[3] };
        let name = attribute(svg, "aria-labelledby").unwrap_or_default();
        let drawn = read(svg);
        charts += 1;
        texts += drawn.texts.len();
        found.extend(look(&drawn, &whole).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    (charts, texts, found)
}

fn look(drawn: &Drawn, whole: &Area) -> Vec<String> {
    let mut faults = Vec::new();
    for (i, text) in drawn.texts.iter().enumerate() {
        let words = &text.words;
        if !text.area.is_in(whole) {
            faults.push(format!("\u{201c}{words}\u{201d} is cut: {:?} in {whole:?}", text.area));
        }
        for other in drawn.texts[i + 1..].iter().filter(|other| text.area.meets(&other.area)) {
            faults.push(format!("\u{201c}{words}\u{201d} covers \u{201c}{}\u{201d}", other.words));
        }
        if drawn.dots.iter().any(|dot| text.area.meets(dot)) {
            faults.push(format!("\u{201c}{words}\u{201d} is on a dot"));
        }
        if drawn.bars.iter().any(|bar| text.area.meets(bar) && !text.area.is_in(bar)) {
            faults.push(format!("\u{201c}{words}\u{201d} goes over the edge of a bar"));
        }
        // Names of dots have a white edge, with which they may be on a limit.
        let is_crossed = |(from, to): &((f64, f64), (f64, f64))| text.area.is_crossed(*from, *to);
        if text.class != "named" && drawn.strokes.iter().any(is_crossed) {
            faults.push(format!("\u{201c}{words}\u{201d} is crossed by a line"));
        }
    }
    faults
}

fn read(svg: &str) -> Drawn {
    let mut drawn = Drawn::default();
    let mut by = (0.0, 0.0);
    for tag in svg.split('<').skip(1) {
        let number = |name: &str| attribute(tag, name).and_then(|text| text.parse::<f64>().ok());
        let at = |x: &str, y: &str| Some((number(x)? + by.0, number(y)? + by.1));
        match tag.split([' ', '>']).next().unwrap_or_default() {
            "g" => {
                let moved = numbers(attribute(tag, "transform").expect("a place"));
                by = (moved[0], moved[1]);
            }
            "/g" => by = (0.0, 0.0),
            "text" => drawn.texts.push(written(tag, at("x", "y").expect("a place"))),
            "circle" => drawn.dots.push(around(at("cx", "cy").expect("a place"), 3.0)),
            "rect" => {
                if let Some(turned) = attribute(tag, "transform") {
                    let moved = numbers(turned);
                    drawn.dots.push(around((moved[0] + by.0, moved[1] + by.1), 7.0));
                    continue;
                }
                let (left, top) = at("x", "y").expect("a place");
                let size = (number("width").expect("width"), number("height").expect("height"));
                let (right, bottom) = (left + size.0, top + size.1);
                drawn.bars.push(Area { left, top, right, bottom });
            }
            "line" => {
                let ends = (at("x1", "y1").expect("a place"), at("x2", "y2").expect("a place"));
                drawn.strokes.push(ends);
            }
            "path" => drawn.strokes.extend(strokes(attribute(tag, "d").expect("a path"), by)),
            _ => {}
        }
    }
    drawn
}

fn around((x, y): (f64, f64), half: f64) -> Area {
    Area { left: x - half, top: y - half, right: x + half, bottom: y + half }
}

fn written(tag: &str, (x, y): (f64, f64)) -> Written {
    let class = attribute(tag, "class").unwrap_or_default().to_owned();
    let words = plain(tag.split_once('>').map_or("", |(_, words)| words));
    let (width, size) = (text::width(&words, &class), text::size(&class));
    let left = match attribute(tag, "text-anchor") {
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        _ => x,
    };
    let (top, bottom) = (y - text::ASCENT * size, y + text::DESCENT * size);
    Written { words, class, area: Area { left, top, right: left + width, bottom } }
}

/// Returns the straight lines of a path.
fn strokes(path: &str, by: (f64, f64)) -> Vec<((f64, f64), (f64, f64))> {
    let mut strokes = Vec::new();
    let mut last = (0.0, 0.0);
    let starts: Vec<usize> = path.match_indices(['M', 'L']).map(|(at, _)| at).collect();
    for (n, start) in starts.iter().enumerate() {
        let step = &path[*start..starts.get(n + 1).copied().unwrap_or(path.len())];
        let place = numbers(step);
        let [x, y] = place[..] else { continue };
        let at = (x + by.0, y + by.1);
        if step.starts_with('L') {
            strokes.push((last, at));
        }
        last = at;
    }
    strokes
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let tag = tag.split('>').next()?;
    let wanted = format!("{name}=\"");
    let is_whole = |at: &usize| *at == 0 || tag.as_bytes()[at - 1] == b' ';
    let at = tag.match_indices(&wanted).map(|(at, _)| at).find(is_whole)?;
    tag[at + wanted.len()..].split('"').next()
}

/// Returns the numbers in a text, such as those of a place or a view box.
fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-');
    parts.filter_map(|part| part.parse().ok()).collect()
}

fn plain(words: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    named.iter().fold(words.to_owned(), |text, (code, letter)| text.replace(code, letter))
}
