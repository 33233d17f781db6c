import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { recordOf } from '../../electron/engine/adapters/catalog-record.ts';
import { addressSpaceOf, spaceOfHost } from '../../electron/engine/policy/privacy/address-privacy.ts';
import { readDigestFields } from '../../electron/engine/policy/digests/digest-fields.ts';
import { linesOfHtml, looksLikeHtml, pageOfHtml } from '../../electron/engine/policy/intake/html-lines.ts';
import { parseHttpDate } from '../../electron/engine/policy/http-semantics/http-date.ts';
import { parseChallenges } from '../../electron/engine/policy/http-auth/challenge.ts';
import { readCookieFile } from '../../electron/engine/policy/credentials/cookie-file.ts';
import { parseProxyAddress } from '../../electron/engine/policy/proxy/proxy-server.ts';
import { claim, fuzzTarget, latin1Of, textOf, type FuzzTarget } from './fuzz-target.ts';

const words = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.~ "\\,='), maxLength: 12 });
const challengePieces =
  'Basic|Digest|Negotiate|Bearer| |, |,|=|"|\\|realm=|realm="a"|nonce="n, m"|qop="auth,auth-int"|stale=TRUE|algorithm=MD5|algorithm=SHA-256-sess|userhash=true|charset=UTF-8|YWJj==|\t|\xe9|(|\0'.split(
    '|',
  );

const challenges = fuzzTarget(
  'authentication challenges',
  fc.record({ text: latin1Of(challengePieces, 16), realm: words, nonce: words }),
  ({ text, realm, nonce }) => {
    for (const { scheme, parameters } of parseChallenges(text)) {
      claim(scheme !== '' && scheme === scheme.toLowerCase(), 'a scheme that is none');
      for (const name of parameters.keys()) claim(name === name.toLowerCase(), 'a name in capitals');
    }
    const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;
    const field = `Basic realm=${quoted(realm)}, Digest realm=${quoted(realm)}, nonce=${quoted(nonce)},qop="auth"`;
    const [basic, digest] = parseChallenges(field);
    claim(basic?.scheme === 'basic' && basic.parameters.get('realm') === realm, 'Basic does not come back');
    claim(digest?.parameters.get('nonce') === nonce, 'Digest does not come back');
  },
);

const hostText = fc.oneof(
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6(),
  textOf('127.0.0.1|0x7f|0177|::|:|ffff|fe80|10|.|%25|%eth0|[|]|localhost|2130706433|１|。|a'.split('|'), 9),
);

const hosts = fuzzTarget('addresses of hosts', hostText, (text) => {
  const space = addressSpaceOf(text);
  claim(space !== null || !(isIPv4(text) || (isIPv6(text) && !text.includes('%'))), `not read: ${text}`);
  const written = `http://${isIPv6(text) ? `[${text}]` : text}/`;
  if (!URL.canParse(written)) return;
  const { hostname } = new URL(written);
  const bare = hostname.replace(/^\[|\]$/g, '');
  const known = isIPv4(bare) || isIPv6(bare);
  claim(!known || spaceOfHost(hostname) !== null, `a host of no space: ${hostname}`);
  if (known && space !== null && isIPv6(text))
    claim(spaceOfHost(hostname) === space, 'in two spaces at once');
});

const digestPieces =
  'sha-256=:|sha-512=:|sha=|md5=|SHA-256=|unixsum=|:|=|,| |"|47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=|1B2M2Y8AsgTpgAmY7PhCfg==|;q=1|?1|(|)|\xff'.split(
    '|',
  );

const digests = fuzzTarget(
  'digests of replies',
  fc.array(
    fc.record({
      name: fc.constantFrom('repr-digest', 'content-digest', 'digest', 'content-md5', 'x-goog-hash'),
      value: latin1Of(digestPieces, 10),
    }),
    { maxLength: 40 },
  ),
  (fields) => {
    const headers = fields.map(({ name, value }) => [name, value] as const);
    for (const extent of ['everything', 'part'] as const) {
      const read = readDigestFields(headers, { extent, coded: false });
      for (const { hex } of read.digests) claim(/^(?:[0-9a-f]{2})+$/.test(hex), `no sum: ${hex}`);
    }
  },
);

const tagPieces =
  '<a href="|<a href=\'|http://h.example/a|https://h.example/?a&amp;b|"|\'|>|</a>|<base href="|<!--|-->|<script>|</script>|<pre>|\t|\n|saved from url=(0014)http://a/ |&#x41;|&#0;|&#99999999;|<|<p|<img src=x|javascript:|한'.split(
    '|',
  );

const pages = fuzzTarget('HTML', textOf(tagPieces, 24), (text) => {
  for (const each of [text, `<p>${text}`]) {
    const lines = linesOfHtml(each);
    claim(lines.length <= each.length * 8 + 64, 'it grows');
    const page = looksLikeHtml(each) ? pageOfHtml(each) : null;
    claim(page === null || /^https?:$/.test(page.protocol), 'a page that is of no web');
  }
});

const wallNow = Date.UTC(2026, 10, 22);
const dates = fuzzTarget(
  'HTTP dates',
  fc.record({
    text: latin1Of(
      'Sun, |Sunday, |Sun |06|06 | 6|Nov| Nov |-Nov-|1994|94|08:49:37|08:49:60|24:00:00| |GMT|UTC|+0100'.split(
        '|',
      ),
      9,
    ),
    moment: fc.nat({ max: 4e9 }),
  }),
  ({ text, moment }) => {
    const read = parseHttpDate(text, wallNow);
    claim(read === null || Number.isSafeInteger(read), 'a date that is no moment');
    const at = moment * 1_000;
    claim(parseHttpDate(new Date(at).toUTCString(), wallNow) === at, 'another moment');
  },
);

const cookiePieces =
  '# Netscape HTTP Cookie File\n|#HttpOnly_|.h.example|h.example|\t|\n|\r\n|TRUE|FALSE|/|0|1795000000|-1|name|va lue|;|=|\0|한'.split(
    '|',
  );
const cookieFiles = fuzzTarget('cookie files', textOf(cookiePieces, 30), (text) => {
  claim(typeof readCookieFile(text) === 'object', 'nothing');
});

const proxyPieces =
  'http://|https://|socks5://|socks5h://|socks4a://|user|:|@|pass%40|%|[::1]|proxy.example|:3128|:0|:99999|/|?x|#|\0| '.split(
    '|',
  );
const proxies = fuzzTarget('addresses of proxies', textOf(proxyPieces, 8), (text) => {
  const read = parseProxyAddress(text);
  if (read.ok)
    claim(read.value.port > 0 && read.value.port < 65_536 && read.value.host !== '', `no proxy: ${text}`);
});

const cell = fc.oneof(
  fc.constantFrom(
    null,
    '',
    'x',
    '/d',
    '/d/a',
    '/etc/passwd',
    '/d/../e',
    '[]',
    '["http://h/"]',
    '{}',
    0,
    -1,
    1.5,
    2 ** 60,
  ),
  fc.constantFrom(
    'public',
    '{"kind":"paused"}',
    '{"kind":"interrupted"}',
    '{"__proto__":1}',
    'null',
    '[',
    '{"algorithm":"sha1","hex":""}',
  ),
);
const columns =
  'id url mirrors reach folder asked_name target size received connections speed_limit expected computed state state_kind validator added_at completed_at place file_mark'.split(
    ' ',
  );
const goodRow = {
  ...{
    id: 'd',
    url: 'http://h/a',
    mirrors: '[]',
    reach: null,
    folder: '/d',
    asked_name: null,
    target: '/d/a',
  },
  ...{ size: 1, received: 0, connections: 1, speed_limit: 0, expected: null, computed: null },
  ...{ state: '{"kind":"paused"}', state_kind: 'paused', validator: null, added_at: 1, completed_at: null },
  ...{ place: 1, file_mark: null },
};
const rows = fuzzTarget(
  'rows of the catalog',
  fc.record(Object.fromEntries(columns.map((name) => [name, cell])), { requiredKeys: [] }),
  (changes) => {
    const record = recordOf({ ...goodRow, ...changes });
    if (record === null || record.target === null) return;
    claim(record.target.startsWith(record.folder.replace(/\/*$/, '/')), 'a target outside of its folder');
    claim(
      !record.target.slice(record.folder.length).replace(/^\/+/, '').includes('/'),
      'a target further down',
    );
  },
);

export const peerTargets: readonly FuzzTarget[] = [
  ...[challenges, hosts, digests, pages, dates, cookieFiles, proxies, rows],
];
