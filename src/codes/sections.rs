//! A page's parts: the Markdown of a page enters, its sections with their fenced blocks leave,
//! each with its place. No part is understood here.

/// What stands under one heading of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<'a> {
    /// The heading, without its `##`.
    pub title: &'a str,
    /// Where the heading's title starts, in bytes of the page.
    pub start: usize,
    /// Whether anything but blocks stands there.
    pub prose: bool,
    /// The fenced blocks.
    pub blocks: Vec<Block<'a>>,
}

/// A fenced block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block<'a> {
    /// What follows the fence, such as `yaml records/visits/tour.yaml`.
    pub info: &'a str,
    /// Where that starts, in bytes of the page.
    pub info_start: usize,
    /// The lines between the fences.
    pub text: &'a str,
    /// Where they start, in bytes of the page.
    pub start: usize,
}

/// Returns the fence that a line begins with: three backticks or more, so that a block can hold
/// a page with blocks of its own.
fn fence(line: &str) -> Option<&str> {
    let length = line.len() - line.trim_start_matches('`').len();
    (length >= 3).then(|| &line[..length])
}

/// Returns the sections of a page, in its order. A block that is not closed goes to the end.
pub fn sections(page: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut open: Option<(&str, Block<'_>)> = None;
    let mut start = 0;
    for raw in page.split_inclusive('\n') {
        let line = raw.trim_end();
        match (&mut open, sections.last_mut()) {
            (Some((fence, block)), Some(section)) if line == *fence => {
                block.text = &page[block.start..start];
                section.blocks.push(*block);
                open = None;
            }
            (Some(_), _) => {}
            (None, last) => match (line.strip_prefix("## "), fence(line), last) {
                (None, Some(fence), Some(_)) => {
                    let (info, after) = (&line[fence.len()..], start + raw.len());
                    let info_start = start + fence.len();
                    let block = Block { info, info_start, text: &page[after..], start: after };
                    open = Some((fence, block));
                }
                (Some(title), ..) => sections.push(Section {
                    title,
                    start: start + "## ".len(),
                    prose: false,
                    blocks: Vec::new(),
                }),
                (None, _, Some(section)) => section.prose |= !line.is_empty(),
                (None, _, None) => {}
            },
        }
        start += raw.len();
    }
    if let (Some((_, block)), Some(section)) = (open, sections.last_mut()) {
        section.blocks.push(block);
    }
    sections
}
