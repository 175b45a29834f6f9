//! Addresses of pages in one form: an address as it was copied enters, what two addresses of one
//! page have in common leaves. Nothing is looked up.

/// What readers' devices and archives put before the name of a site.
const FRONTS: [&str; 5] = ["www.", "m.", "mobile.", "amp.", "wap."];

/// Parameters that say how a reader came to a page and not which page it is.
const TRACKING: [&str; 12] = [
    "fbclid",
    "gclid",
    "yclid",
    "ysclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "from",
    "ref",
    "spm",
    "share",
    "_openstat",
];

/// Returns an address without scheme, `www.` and the like, port, fragment, tracking parameters and
/// trailing slash; nothing where it has no site. A saved copy has the address of what was saved.
///
/// ```
/// use amur::duplicate::canonical;
///
/// let copied = "HTTP://www.Example.org:80/A%7eb/?utm_source=x&id=7#top";
/// assert_eq!(canonical(copied).as_deref(), Some("example.org/A~b?id=7"));
/// assert_eq!(canonical("https://m.example.org/A~b?id=7"), canonical(copied));
/// ```
pub fn canonical(address: &str) -> Option<String> {
    let address = address.trim();
    if let Some(saved) = saved(address) {
        return canonical(saved);
    }
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (site, rest) = rest.split_at(end);
    let site = site.rsplit('@').next().unwrap_or(site).to_lowercase();
    let mut site = site.trim_end_matches([':', '.']);
    if let Some((name, port)) = site.rsplit_once(':')
        && ["80", "443"].contains(&port)
    {
        site = name;
    }
    while let Some(bare) = FRONTS.iter().find_map(|front| site.strip_prefix(front)) {
        if !bare.contains('.') {
            break;
        }
        site = bare;
    }
    if !site.contains('.') {
        return None;
    }
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = decoded(path);
    let path = ["/index.html", "/index.htm", "/index.php"]
        .iter()
        .find_map(|page| path.strip_suffix(page))
        .unwrap_or(&path);
    let mut query: Vec<String> = query.split('&').filter(|part| tells(part)).map(decoded).collect();
    query.sort();
    let mark = if query.is_empty() { "" } else { "?" };
    Some(format!("{site}{}{mark}{}", path.trim_end_matches('/'), query.join("&")))
}

/// Returns the address of which this is a saved copy in the Wayback Machine.
fn saved(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("web.archive.org/web/")?;
    let (_, saved) = rest.split_once('/')?;
    saved.contains('.').then_some(saved)
}

/// Returns whether a parameter says which page it is.
fn tells(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_lowercase();
    !name.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
}

/// Returns a part of an address with every character that may stand for itself doing so, and the
/// others escaped in one way.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = match after {
            [one, two, ..] if *first == b'%' => hex(*one).zip(hex(*two)),
            _ => None,
        };
        match escaped {
            Some((one, two)) => {
                let byte = one * 16 + two;
                if b"/?#&=%+".contains(&byte) {
                    bytes.extend(format!("%{byte:02X}").into_bytes());
                } else {
                    bytes.push(byte);
                }
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
