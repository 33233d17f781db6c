import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMetalink } from '../metalink/metalink.ts';
import { safeFileName } from '../file-names/file-name.ts';
import { exportParts, type ExportFacts, type ExportSource } from './export-facts.ts';
import { exportText } from './export-text.ts';
import { shellWord } from './shell-word.ts';

const sum = { algorithm: 'sha1', hex: 'cd'.repeat(20) } as const;

function source(url: string, extras: Partial<ExportSource> = {}): ExportSource {
  return { url, headers: [], signsIn: false, cookies: false, ...extras };
}

function facts(change: Partial<ExportFacts> = {}): ExportFacts {
  return {
    name: 'a.iso',
    size: 6_000_001,
    connections: 6,
    ranges: true,
    sum,
    pieces: null,
    sources: [source('https://example.org/a.iso')],
    ...change,
  };
}

/** What a POSIX shell makes of a word in single quotes and backslashes. */
function unquoted(word: string): string {
  return word
    .replace(
      /'([^']*)'|\\(.)/gs,
      (_, inside: string | undefined, one: string | undefined) => inside ?? one ?? '',
    )
    .toString();
}

describe('exportParts', () => {
  it('cuts the file into parts that meet, one for each connection', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 64 }), (size, connections) => {
        const parts = exportParts(facts({ size, connections }));
        if (parts.length === 0) return connections === 1 || size <= 1_024;
        expect(parts.length).toBeLessThanOrEqual(connections);
        expect(parts[0]?.start).toBe(0);
        expect(parts.at(-1)?.end).toBe(size);
        return parts.every(({ start, end }, index) => end > start && start === (parts[index - 1]?.end ?? 0));
      }),
    );
  });

  it('has none where the server brings no parts, or tells no length', () => {
    expect(exportParts(facts({ ranges: false }))).toEqual([]);
    expect(exportParts(facts({ size: null }))).toEqual([]);
  });
});

describe('shellWord', () => {
  it('gives any text as one word that a shell reads as that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replaceAll('\0', '');
        expect(unquoted(shellWord([text]))).toBe(plain);
      }),
    );
  });
});

describe('exportText', () => {
  it('writes the script of six curls with its ranges, wait, cat and sum', () => {
    const text = exportText(facts(), 'curl');
    const ranges = [...text.matchAll(/^curl .*--range (\S+) .* & pids=/gm)].map(([, range]) => range);
    expect(ranges).toEqual([
      '0-1000000',
      '1000001-2000001',
      '2000002-3000002',
      '3000003-4000003',
      '4000004-5000004',
      '5000005-6000000',
    ]);
    expect(text).toContain('wait "$pid"');
    expect(text).toContain(`echo "${sum.hex}  $parts/whole" | sha1sum -c -`);
  });

  it('asks each mirror for its share', () => {
    const sources = [source('https://a.example/x'), source('https://b.example/x')] as const;
    const text = exportText(facts({ sources }), 'curl');
    expect(text).toContain('mirror_1=https://b.example/x');
    expect(text.match(/"\$url" &/g)).toHaveLength(3);
    expect(text.match(/"\$mirror_1" &/g)).toHaveLength(3);
  });

  const secret = 'pa55-w0rd-in-clear';
  const secrets = facts({
    sources: [
      source(`https://h.example/f;jsessionid=${secret}1?X-Sig=${secret}2&version=1.2&token=${secret}3`, {
        headers: [
          ['Authorization', `Bearer ${secret}4`],
          ['User-Agent', 'plain'],
        ],
        signsIn: true,
        cookies: true,
      }),
      source('https://other.example/f'),
    ],
  });

  it.each(['curl', 'parallel', 'aria2', 'wget', 'metalink'] as const)(
    'names secrets as variables and never tells them: %s',
    (form) => {
      const text = exportText(secrets, form);
      expect(text).not.toContain(secret);
      expect(text).toContain('version=1.2');
      for (const name of ['JSESSIONID', 'X_SIG', 'TOKEN']) {
        expect(text).toMatch(new RegExp(`^(?:#| ) .*TRIBUTARY_${name}  `, 'm'));
        expect(text).toContain(`$TRIBUTARY_${name}`);
      }
    },
  );

  it.each(['curl', 'parallel', 'aria2', 'wget'] as const)(
    'sends header, user and cookies by variables, to their own origin only: %s',
    (form) => {
      const text = exportText(secrets, form);
      for (const name of ['AUTHORIZATION', 'USER', 'PASSWORD', 'COOKIE'])
        expect(text).toContain(`"$TRIBUTARY_${name}"`);
      expect(text).toContain('User-Agent: plain');
      for (const line of text.split('\n').filter((each) => each.includes('mirror_1"')))
        expect(line).not.toContain('TRIBUTARY');
      if (form === 'aria2') expect(text).not.toContain('other.example');
    },
  );

  it('keeps a hostile name inside its comment', () => {
    const text = exportText(facts({ name: 'a\nrm -rf ~\r\u2028touch b' }), 'wget');
    expect(text.split('\n')[0]).toBe('# a?rm -rf ~??touch b');
  });

  it('writes a metalink that reads back as what it was made of', () => {
    // A path parameter with a value may be a secret, and is left out.
    const web = fc
      .webUrl({ validSchemes: ['http', 'https'] })
      .map((url) => new URL(url).href)
      .filter((url) => !/;[\w.-]+=/.test(url));
    const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
    const made = fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1 }).map((name) => safeFileName(name)),
      size: fc.option(fc.nat()),
      hex,
      sums: fc.array(hex, { minLength: 1, maxLength: 4 }),
      urls: fc.uniqueArray(web, { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(made, ({ name, size, hex: sha256, sums, urls }) => {
        const [first = '', ...others] = urls;
        const text = exportText(
          facts({
            name,
            size,
            sum: { algorithm: 'sha256', hex: sha256 },
            pieces: { algorithm: 'sha256', length: 65_536, sums },
            sources: [source(first), ...others.map((url) => source(url))],
          }),
          'metalink',
        );
        const read = parseMetalink(text);
        expect(read.ok && read.value.files).toEqual([
          {
            name,
            size,
            sum: { algorithm: 'sha256', hex: sha256 },
            pieces: { algorithm: 'sha256', length: 65_536, sums },
            urls: urls.map((url, index) => ({ url, priority: index + 1, location: '' })),
            signatures: [],
          },
        ]);
      }),
    );
  });
});
