import fc from 'fast-check';
import { findLinks, mostLinks } from '../../electron/engine/policy/intake/link-text.ts';
import { redactUrl } from '../../electron/engine/policy/privacy/redact-url.ts';
import { judgeRedirect, redirectsMost } from '../../electron/engine/policy/http-semantics/redirect.ts';
import { claim, fuzzTarget, latin1Of, textOf, type FuzzTarget } from './fuzz-target.ts';

const linkPieces =
  'http://h.example/a|https://h.example/b_(c).iso|h.example/d|ftp://x/y|javascript:|data:|magnet:?x|mailto:a@b|#|#sha256=|\t|\n| |<|>|<a href="|</a>|<br>|"|\'|(|)|[a](|]|.|,|;|&amp;|&#x2f;|checksum=|da39a3ee5e6b4b0d3255bfef95601890afd80709|  file.iso|user:pw@|:99999|[::1]|%00|한'.split(
    '|',
  );

export function judgeUrl(text: string): void {
  const url = new URL(text);
  claim(/^https?:$/.test(url.protocol) && url.hostname !== '', `no web address: ${text}`);
  claim(url.href === text && url.hash === '', `not as the standard writes it: ${text}`);
}

const host = fc.constantFrom('h.example', 'mirror.example:8080', '[2001:db8::1]', '192.0.2.7');
const planted = fc
  .tuple(host, fc.string({ unit: fc.constantFrom(...'ab1/-_~'), maxLength: 12 }))
  .map(([name, path]) => `https://planted.${name.replace(/^[[\d].*/, 'example')}/${path}z`);

const links = fuzzTarget(
  'link text',
  fc.record({ before: textOf(linkPieces, 16), url: planted, after: textOf(linkPieces, 8) }),
  ({ before, url, after }) => {
    const found = findLinks(`${before}${after}`);
    claim(found.length <= mostLinks, 'too many links');
    for (const each of found) [each.url, ...each.mirrors].forEach(judgeUrl);
    claim(new Set(found.map((each) => each.url)).size === found.length, 'a link stands there twice');
    const again = findLinks(found.map((each) => `<${each.url}>`).join('\n')).map((each) => each.url);
    claim(again.join('\n') === found.map((each) => each.url).join('\n'), 'found links are not found again');
    // HTML may hide any line in a tag, a comment or a script.
    if (/[<>]|href|src/i.test(before + after)) return;
    const known = findLinks(`${before}\n${url}\n${after}`);
    const everywhere = known.flatMap((each) => [each.url, ...each.mirrors]);
    claim(everywhere.includes(new URL(url).href), 'a link on a line of its own is not found');
  },
);

const locationPieces =
  'http:|https:|file:|//|/|\\|?|#|@|user:secret@|h.example|..|.|%2e|:0|:65536| |\t|\r|\xec\x95\x88|\xff|javascript:|data:,|ftp://|[::1]|\0|a'.split(
    '|',
  );

const redirects = fuzzTarget(
  'redirect addresses',
  fc.record({
    location: latin1Of(locationPieces),
    secure: fc.boolean(),
    hops: fc.integer({ min: 0, max: redirectsMost + 1 }),
  }),
  ({ location, secure, hops }) => {
    const from = new URL(`http${secure ? 's' : ''}://u:p@from.example/a/b?c#d`);
    const judged = judgeRedirect(from, location, hops);
    if (!judged.ok) {
      claim(judged.failure.code.startsWith('server-redirect-'), `no reason: ${judged.failure.code}`);
      return;
    }
    const to = judged.value;
    claim(hops < redirectsMost, 'one hop too many');
    claim(to.protocol === 'https:' || (to.protocol === 'http:' && !secure), 'a step down');
    claim(to.username === '' && to.password === '' && to.hash === '', 'credentials or a fragment go along');
  },
);

const secret = 'Zq9XsecretXq9Z';

const redactions = fuzzTarget(
  'redacted addresses',
  fc.record({
    text: textOf(locationPieces),
    path: fc.string({ unit: fc.constantFrom(...'ab1/.-'), maxLength: 8 }),
    key: fc.constantFrom('token', 'sig', 'X-Amz-Signature', 'k', 'Key[]', '%61'),
  }),
  ({ text, path, key }) => {
    const once = redactUrl(text);
    claim(redactUrl(once) === once, 'a redacted address is changed again');
    const whole = `https://u:${secret}@h.example/${path};jsessionid=${secret}?version=1&${key}=${secret}#${secret}`;
    claim(!redactUrl(whole).includes(secret), 'a secret is shown');
  },
);

export const linkTargets: readonly FuzzTarget[] = [links, redirects, redactions];
