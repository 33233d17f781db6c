import { describe, expect, it } from 'vitest';
import { exportText } from '../export/export-text.ts';
import { linksOfCommands } from './command-script.ts';

const url = 'https://h.example/dir/file.iso?v=1';

function read(text: string) {
  const intake = linksOfCommands(text);
  if (intake === null) throw new Error('no commands were found');
  return intake;
}

describe('a pasted curl command', () => {
  it('gives its link, its headers, and its name', () => {
    const text = `curl -L '${url}' -o out.iso \\
      -H 'accept: */*' -H 'Authorization: Bearer abc' -b 'sid=1; x=2' \\
      -A "Agent/1" -e https://r.example/ --compressed --retry 3`;
    expect(read(text)).toEqual({
      links: [
        {
          url,
          mirrors: [],
          checksum: null,
          name: 'out.iso',
          headers: [
            ['accept', '*/*'],
            ['Authorization', 'Bearer abc'],
            ['Cookie', 'sid=1; x=2'],
            ['User-Agent', 'Agent/1'],
            ['Referer', 'https://r.example/'],
          ],
        },
      ],
      notes: [],
    });
  });

  it('is understood as browsers copy it for the command prompt and for a POSIX shell', () => {
    const prompt = `curl ^"${url}^" ^\r\n  -H ^"accept: */*^" ^\r\n  -H ^"cookie: a=^\\^"b^\\^"^" ^\r\n  -H ^"accept-encoding: gzip^"`;
    expect(read(prompt).links).toMatchObject([
      {
        url,
        headers: [
          ['accept', '*/*'],
          ['cookie', 'a="b"'],
        ],
      },
    ]);
    const posix = `curl '${url}' \\\n  -H $'x-note: it\\'s\\u0021' \\\n  --globoff`;
    expect(read(posix).links).toMatchObject([{ url, headers: [['x-note', "it's!"]] }]);
  });

  it('names the options that mean nothing here, without their values, and takes none of them for a link', () => {
    const { links, notes } = read(
      `curl -k --proxy http://secret@p.example:1 --never-heard secret2 --doh-url https://d.example/ ${url}`,
    );
    expect(links.map((link) => link.url)).toEqual([url]);
    expect(notes).toEqual([
      { code: 'options-ignored', facts: { names: '-k, --proxy, --never-heard, --doh-url' } },
    ]);
  });

  it('is no download when it sends data, asks by another method, or needs a shell', () => {
    const text = `curl ${url} -d a=b\ncurl -X DELETE ${url}\ncurl "https://h.example/$(date)"\ncurl -X POST ${url}\nT=$(cat token)\ncurl -H "X-Key: $T" ${url}`;
    expect(read(text)).toEqual({
      links: [],
      notes: [
        { code: 'command-sends-data', facts: { count: 2 } },
        { code: 'command-method', facts: { count: 1 } },
        { code: 'command-needs-shell', facts: { count: 2 } },
      ],
    });
  });

  it('keeps user and password as a header, takes no folder, and expands what curl expands', () => {
    const { links, notes } = read(`curl -u 'ü:p' --output-dir /etc -O 'https://h.example/p[08-10].bin'`);
    expect(links.map((link) => link.url)).toEqual(
      [8, 9, 10].map((n) => `https://h.example/p${String(n).padStart(2, '0')}.bin`),
    );
    expect(links[0]?.headers).toEqual([['Authorization', 'Basic w7w6cA==']]);
    expect(notes).toEqual([{ code: 'folder-ignored', facts: { count: 1 } }]);
    expect(read(`curl -o ../../etc/passwd ${url}`).links[0]?.name).toBe('passwd');
    expect(read(`curl -g 'https://h.example/p[1-2].bin'`).links.map((link) => link.url)).toEqual([
      'https://h.example/p[1-2].bin',
    ]);
  });

  it("writes no header that is the program's own, and none that would break the request", () => {
    const { links } = read(
      `curl ${url} -H 'Host: evil' -H 'Range: x' -H $'a: b\\r\\nc: d' -H 'Connection: close'`,
    );
    expect(links[0]?.headers).toBeUndefined();
  });
});

describe('a pasted wget command', () => {
  it('gives its link, headers and name', () => {
    const text = `wget -q --header='X-A: 1' --user-agent Agent/2 --referer=https://r.example/ -O- ${url}\nwget -O a.bin --user=u --password=p -P /tmp https://h.example/b`;
    expect(read(text)).toMatchObject({
      links: [
        {
          url,
          headers: [
            ['X-A', '1'],
            ['User-Agent', 'Agent/2'],
            ['Referer', 'https://r.example/'],
          ],
        },
        { url: 'https://h.example/b', name: 'a.bin', headers: [['Authorization', 'Basic dTpw']] },
      ],
      notes: [{ code: 'folder-ignored' }],
    });
    expect(read(`wget --post-data=x ${url}`).links).toEqual([]);
  });
});

const sum = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const ranges = ['0-9', '10-19', '20-29', '30-39', '40-49', '50-'];

function script(...end: readonly string[]): string {
  const lines = ranges.map((range, at) => `curl -s --range ${range} -o part${at + 1} "$URL" &`);
  return [`URL=${url}`, ...lines, 'wait', ...end].join('\n');
}

describe('a script of ranged curl lines', () => {
  it('is one download: name of the joined file, as many connections, the sum that it compares', () => {
    const text = script(
      'cat part? > chef.deb',
      `[ "$(sha1sum chef.deb | cut -d' ' -f1)" = ${sum} ] && rm part?`,
    );
    expect(read(text)).toEqual({
      links: [
        { url, mirrors: [], checksum: { algorithm: 'sha1', hex: sum }, connections: 6, name: 'chef.deb' },
      ],
      notes: [],
    });
  });

  it.each([
    [`echo "${sum}  chef.deb" | sha1sum -c -`],
    [`sha1sum -c <<< "${sum} *chef.deb"`],
    [`sha1sum chef.deb # ${sum}`],
    [`# SHA-1: ${sum}`],
  ])('takes the sum from %s', (line) => {
    expect(read(script('cat part{1..6} > chef.deb', line)).links[0]?.checksum?.hex).toBe(sum);
  });

  it('takes several hosts of one file as mirrors', () => {
    const text = ['a', 'b', 'a'].map(
      (host, at) =>
        `curl -r ${at * 10}-${at === 2 ? '' : at * 10 + 9} https://${host}.example/f.iso > p${at}`,
    );
    expect(read(`${text.join('\n')}\ncat p* > f.iso`).links).toEqual([
      {
        url: 'https://a.example/f.iso',
        mirrors: ['https://b.example/f.iso'],
        checksum: null,
        connections: 3,
        name: 'f.iso',
      },
    ]);
  });

  it.each(['curl', 'parallel'] as const)('is read back from what "Copy as" gives: %s', (form) => {
    const [one, two] = ['https://a.example/f.iso', 'https://b.example/f.iso?v=1'].map((at) => ({
      url: at,
      headers: [],
      signsIn: false,
      cookies: false,
    }));
    if (one === undefined || two === undefined) throw new Error('no sources');
    const checksum = { algorithm: 'sha1', hex: sum } as const;
    const facts = { name: 'my file.iso', size: 6_000_000, connections: 6, ranges: true, pieces: null };
    expect(read(exportText({ ...facts, sum: checksum, sources: [one, two] }, form)).links).toEqual([
      { url: one.url, mirrors: [two.url], checksum, connections: 6, name: 'my file.iso' },
    ]);
  });

  it('is refused where parts are missing', () => {
    expect(read(`curl -r 0-9 ${url}\ncurl -r 20-29 ${url}`)).toEqual({
      links: [],
      notes: [{ code: 'command-part-alone', facts: { count: 2 } }],
    });
    expect(read(`curl -r 5-9 ${url}`).links).toEqual([]);
  });
});

it('is null for text that has no such command', () => {
  expect(linksOfCommands(`see ${url} for curl and wget`)).toBeNull();
  expect(linksOfCommands('curl is a tool')).toBeNull();
});
