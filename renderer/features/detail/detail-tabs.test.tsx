import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DetailView, DownloadView, SegmentView } from '../../../shared/model/view.ts';
import en from '../../locales/en/detail.json';
import ko from '../../locales/ko/detail.json';
import type { DetailTab } from './detail-tab.ts';
import { DetailTabs } from './detail-tabs.tsx';

const mib = 1024 * 1024;
const sum = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const other = '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12';

const download: DownloadView = {
  id: 'd1',
  name: 'file.iso',
  folder: '/srv/files',
  url: 'https://packages.example/file.iso',
  state: { kind: 'downloading' },
  size: 551_000_000,
  received: 200_000_000,
  rate: 12 * mib,
  secondsLeft: 28,
  ranges: 'yes',
  connections: 6,
  active: 2,
  limit: 0,
  checksum: { expected: null, computed: null, verdict: 'none' },
  wait: null,
  repair: null,
  addedAt: 0,
  completedAt: null,
  queue: 'default',
  order: 1,
  category: '',
  comment: '',
  trashedAt: null,
};

const firstSegment: SegmentView = {
  slot: 1,
  state: 'receiving',
  start: 0,
  end: 100 * mib,
  position: 62.5 * mib,
  rate: 2 * mib,
  source: 0,
};

const detail: DetailView = {
  id: 'd1',
  segments: [
    firstSegment,
    { slot: 2, state: 'ended', start: 100 * mib, end: 200 * mib, position: 200 * mib, rate: 0, source: 1 },
  ],
  sources: [
    {
      url: 'https://packages.example/file.iso',
      host: 'packages.example',
      state: 'good',
      failure: null,
      received: 62.5 * mib,
      rate: 2 * mib,
      mean: 2 * mib,
      delay: 12,
      failures: 0,
    },
    {
      url: 'https://mirror.example/file.iso',
      host: 'mirror.example',
      state: 'set-aside',
      failure: { code: 'server-not-found' },
      received: 0,
      rate: 0,
      mean: 0,
      delay: null,
      failures: 3,
    },
  ],
  map: [0, 62.5 * mib, 1, 100 * mib, 200 * mib, 2],
  log: [
    { at: 0, slot: 0, level: 'info', text: 'added' },
    { at: 1, slot: 2, level: 'warn', text: 'slow, replaced' },
  ],
  redirects: ['https://a.example/get', 'https://packages.example/file.iso'],
  validator: '"5f3c"',
  contentType: 'application/octet-stream',
  comparison: { kind: 'gain', connections: 6, seconds: 151, oneConnection: 890 },
  requests: 12,
  refetched: 0,
};

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en: { detail: en }, ko: { detail: ko } },
    interpolation: { escapeValue: false },
  });
});

function show(tab: DetailTab, part: Partial<DownloadView> = {}, told: DetailView | null = detail) {
  return renderToStaticMarkup(
    <DetailTabs
      download={{ ...download, ...part }}
      detail={told}
      sentence={(failure) => `sentence of ${failure.code}`}
      onAddSource={() => Promise.resolve(null)}
      onRemoveSource={() => Promise.resolve(null)}
      onPreferSource={() => Promise.resolve(null)}
      onSetChecksum={() => Promise.resolve(null)}
      onSetLimit={() => Promise.resolve(null)}
      onTab={() => undefined}
      tab={tab}
    />,
  );
}

/** Opening tags of the elements with a role, as `name → tag`. */
function tagsOfRole(html: string, role: string): string[] {
  return html.match(new RegExp(`<[^>]*role="${role}"[^>]*>`, 'g')) ?? [];
}

function textOf(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

describe('the detail pane', () => {
  it('has its tabs by name, in their order', () => {
    const names = [...show('segments').matchAll(/role="tab"[^>]*>([^<]+)</g)].map((match) => match[1]);
    expect(names).toEqual(['Segments', 'Map', 'Graph', 'Log', 'Sources', 'Checksum', 'Details']);
  });

  it('always tells how much of the whole file is there', () => {
    expect(show('log')).toContain('aria-label="The whole file: 30 percent received"');
    expect(show('log', { size: null })).toContain('aria-label="The whole file: its size is not known yet"');
  });

  it('stands without details, before the host has told them', () => {
    for (const tab of ['segments', 'map', 'log', 'sources', 'checksum', 'details'] as const) {
      expect(tagsOfRole(show(tab, {}, null), 'tab')).toHaveLength(7);
    }
  });
});

describe('Segments', () => {
  it('has one progressbar for each connection, which tells its present range', () => {
    const [first, second, ...more] = tagsOfRole(show('segments'), 'progressbar');
    expect(more).toEqual([]);
    expect(first).toContain('aria-label="Segment 1"');
    expect(first).toContain('aria-valuenow="62"');
    expect(first).toMatch(/aria-valuetext="62 %, 0 – 100(\.0)? MiB, 2(\.0)? MiB\/s, packages\.example"/);
    expect(second).toContain('aria-label="Segment 2"');
    expect(second).toContain('aria-valuenow="100"');
    expect(second).toContain('Ended');
  });

  it('keeps 64 slots', () => {
    const segments = Array.from({ length: 64 }, (_, i) => ({ ...firstSegment, slot: i + 1 }));
    expect(tagsOfRole(show('segments', {}, { ...detail, segments }), 'progressbar')).toHaveLength(64);
  });
});

describe('Map', () => {
  it('says in words what the canvas shows', () => {
    const html = show('map');
    expect(tagsOfRole(html, 'img')[1]).toContain('Map of the file: 30 percent');
    expect(textOf(html)).toMatch(/Connection 1 .* Connection 2 .* Missing/);
  });
});

describe('Log', () => {
  it('offers all entries, and those of each connection', () => {
    const choices = [
      ...show('log').matchAll(/aria-pressed="(true|false)"[^>]*>(?:<[^>]*><\/span>)?([^<]+)/g),
    ];
    expect(choices.map((match) => [match[2], match[1]])).toEqual([
      ['All', 'true'],
      ['Download', 'false'],
      ['Connection 2', 'false'],
    ]);
  });
});

describe('Sources', () => {
  it('shows each mirror with its state and the sentence of its failure, and takes another one', () => {
    const html = show('sources');
    const text = textOf(html);
    expect(text).toMatch(
      /packages\.example.* Good .*mirror\.example.* sentence of server-not-found .*Set aside/,
    );
    expect(html).toMatch(/<label for="([^"]+)"[^>]*>Mirror address<\/label><input type="text" id="\1"/);
    expect(text).toContain('Add mirror');
  });

  it('says of a mirror with another file that its bytes are not used', () => {
    const sources = detail.sources.map((source) => ({
      ...source,
      failure: { code: 'server-changed' } as const,
    }));
    expect(textOf(show('sources', {}, { ...detail, sources }))).toContain('None of its bytes are used.');
  });
});

describe('Checksum', () => {
  const expected = { algorithm: 'sha1', hex: sum } as const;

  it('says Verified', () => {
    const checksum = { expected, computed: expected, verdict: 'match' } as const;
    expect(textOf(show('checksum', { state: { kind: 'completed' }, checksum }))).toContain('Verified');
  });

  it('shows both sums when they do not match', () => {
    const computed = { algorithm: 'sha1', hex: other } as const;
    const html = show('checksum', { checksum: { expected, computed, verdict: 'mismatch' } });
    expect(textOf(html)).toContain('Does not match');
    expect(html).toContain(sum);
    expect(html).toContain(other);
    expect(textOf(html)).toContain('SHA-1');
  });

  it('says Size only for a complete file without a sum, and takes one', () => {
    const html = show('checksum', { state: { kind: 'completed' } });
    expect(textOf(html)).toContain('Size only');
    expect(html).toMatch(/<label for="([^"]+)"[^>]*>Checksum<\/label><input type="text" id="\1"/);
    expect(textOf(html)).toContain('Set checksum');
  });
});

describe('Details', () => {
  it('compares with one connection', () => {
    expect(textOf(show('details'))).toContain(
      '6 connections: 2:31; one connection would have taken about 14:50',
    );
    const none = show('details', {}, { ...detail, comparison: { kind: 'no-gain' } });
    expect(textOf(none)).toContain('No gain measured');
  });

  it('gives the exact size with digit groups, the hops and the validator', () => {
    const text = textOf(show('details'));
    expect(text).toContain('551,000,000 bytes');
    expect(text).toContain('https://a.example/get https://packages.example/file.iso');
    expect(text).toContain('&quot;5f3c&quot;');
  });
});

describe('the words', () => {
  const keys = (part: object, at = ''): string[] =>
    Object.entries(part).flatMap(([key, value]) =>
      typeof value === 'string' ? [`${at}${key}`] : keys(value as object, `${at}${key}.`),
    );

  it('are the same set in English and Korean', () => {
    expect(keys(ko)).toEqual(keys(en));
  });
});
