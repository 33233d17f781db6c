import fc from 'fast-check';
import { readAppLink } from '../../electron/engine/policy/intake/app-link.ts';
import { readIntake } from '../../electron/engine/policy/intake/intake-text.ts';
import { mostLinks } from '../../electron/engine/policy/intake/link-text.ts';
import { sendableHeaders } from '../../electron/engine/policy/http-semantics/own-headers.ts';
import { longestAppLink } from '../../shared/model/intake.ts';
import { batchMost, readBatch } from '../../shared/model/batch-pattern.ts';
import { claim, fuzzTarget, textOf, type FuzzTarget } from './fuzz-target.ts';

const scriptPieces =
  'curl |wget |curl.exe |https://h.example/a|http://m.example/a?b=1&c=2|"$U"|U=https://h.example/u|-H |--header=|\'X: y\'|"Cookie: a=b"|$\'a\\u0021\'|-o |-O|-r |--range 0-9|--range 10-| > p1|cat p* > f.iso|cat part? > "f g"|sha1sum |da39a3ee5e6b4b0d3255bfef95601890afd80709|$(|)|`|${|}|\\|\\\n|^\n|^"|`\n|;|&|&&|\n|\r\n|# |<<<|\'|"|-d x|-X POST|--unknown|-u a:b|{1..6}|[1-3]|한'.split(
    '|',
  );
const listPieces =
  'https://h.example/a|\t|\n|\n  out=|\n  dir=|\n  header=|\n  checksum=|\n  split=|\n\tgid=|url|name|sha1|,|;|"|""|"a\nb"|magnet:?x|\ufeff|\n\f\n|../x|da39a3ee5e6b4b0d3255bfef95601890afd80709|tributary://add?url=https://h.example/a|<metalink>|<a href="http://h.example/">'.split(
    '|',
  );

const intakes = fuzzTarget(
  'imported texts',
  fc.oneof(textOf(scriptPieces, 40), textOf(listPieces, 40)),
  (text) => {
    const { links, notes } = readIntake(text);
    claim(links.length <= mostLinks, 'too many links');
    for (const { url, mirrors, headers = [], name, connections = 1 } of links) {
      for (const one of [url, ...mirrors])
        claim(/^https?:$/.test(new URL(one).protocol), `no web address: ${one}`);
      claim(sendableHeaders(headers).length === headers.length, 'a header that cannot be sent');
      claim(connections >= 1 && connections <= 64, 'connections out of bounds');
      claim(name === undefined || name !== '', 'an empty name');
    }
    claim(new Set(notes.map(({ code }) => code)).size === notes.length, 'a note stands there twice');
  },
);

const appPieces =
  'tributary:|//|add|/|?|&|url=|name=|checksum=|dir=|https%3A%2F%2Fh.example%2Fa|https://h.example/|file%3A|javascript%3A|%0A|%00|..%2F|u:p@|#|=|;| |한|%E2%80%AE|sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709'.split(
    '|',
  );

const appLinks = fuzzTarget(
  'tributary: links',
  fc.tuple(
    fc.constantFrom('', 'tributary://add?', 'tributary://add?url=https://h.example/a&'),
    textOf(appPieces, 12),
  ),
  ([start, rest]) => {
    const link = readAppLink(start + rest);
    if (link === null) return;
    const { username, password, protocol } = new URL(link.url);
    claim((start + rest).length <= longestAppLink, 'too long');
    claim(/^https?:$/.test(protocol) && username === '' && password === '', `no plain address: ${link.url}`);
    claim(link.reach === 'public' && link.mirrors.length === 0, 'it leads further than it may');
    claim(!/[/\\\p{Cc}\p{Cf}]/u.test(link.name ?? ''), 'a name that is more than one');
    const keys = Object.keys(link).filter(
      (key) => !['url', 'mirrors', 'checksum', 'reach', 'name'].includes(key),
    );
    claim(keys.length === 0, `it sets more than it may: ${keys.join()}`);
  },
);

const batchPieces =
  'https://h.example/|[1-9]|[01-20:3]|[a-z]|[Z-A]|{a,b}|{,}|{|}|[|]|(*)|[0-999999999999999]|[1-5:0]|[::1]|-|:|,|/|x'.split(
    '|',
  );

const batches = fuzzTarget('batches of addresses', textOf(batchPieces, 20), (text) => {
  const batch = readBatch(text, { from: 1, to: 3, width: 2 });
  if (batch === null || !batch.ok) return;
  claim(batch.value.count >= 1 && batch.value.count <= batchMost, 'more than may be');
  for (const place of [0, batch.value.count - 1]) new URL(batch.value.at(place));
});

export const intakeTargets: readonly FuzzTarget[] = [intakes, appLinks, batches];
