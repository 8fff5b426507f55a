/**
 * Services that make short links, for anybody: where one leads, only following it would tell. Those that some lead to alone,
 * as maps and forms have them, are none.
 */
const shorteners = new Set(
  (
    'aka.ms bit.ly bitly.com bl.ink buff.ly clck.ru cutt.ly dlvr.it edu.nl goo.gl is.gd j.mp kurzelinks.de kutt.it lc.cx lnkd.in n9.cl ' +
    'ow.ly qrco.de rb.gy rebrand.ly s.id share.google short.gy short.io shorturl.at shrtco.de snip.ly t.co t.ly t1p.de tiny.cc ' +
    'tinyurl.com u.nu url.ie urlr.me urly.it urlz.fr v.gd vu.fr x.gd'
  ).split(' '),
);
const ofOneKind = /^goo\.gl\/(?:maps|forms|photos)\b/i;

/** Addresses as a text has them; of HTML and property lists those that somebody can follow. */
const written = /https?:\/\/[^\s"'<>()[\]{}]+|(?<![\w@.:/-])(?:[\w-]+\.)+[a-z]{2,}\/[^\s"'<>()[\]{}]+/gi;
const followed = /href\s*=\s*["']?(https?:[^"'\s>]+)|<string>(https?:[^<]+)<\/string>/gi;
const markup = /<(?:!doctype|\?xml|html|div|p|body|a)\b/i;

/**
 * Host of the short links of a text in which no other link stands; null where there is none. Evidence, and the foot of a
 * mail, have others beside them. `text`: without the links that mail programs put links into.
 */
export function shortLinkAlone(text: string): string | null {
  const html = text.search(markup);
  const plain = html < 0 ? text : text.slice(0, html);
  const inText = [...plain.matchAll(written)].map(([link]) => link);
  const all =
    inText.length > 0 || html < 0
      ? inText
      : [...text.slice(html).matchAll(followed)].map(([, link, entry]) => link ?? entry ?? '');
  const hosts = all.map(shortenerOf);
  const [first] = hosts;
  return first === undefined || hosts.includes(null) ? null : first;
}

/** The innermost of the links in it. */
function shortenerOf(link: string): string | null {
  const bare = link.slice(Math.max(0, link.toLowerCase().lastIndexOf('http'))).replace(/^https?:\/\/(?:www\.)?/i, '');
  const [host = '', path = ''] = bare.split('/');
  return shorteners.has(host.toLowerCase()) && path !== '' && !ofOneKind.test(bare) ? host.toLowerCase() : null;
}
