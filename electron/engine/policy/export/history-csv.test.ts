import { expect, it } from 'vitest';
import { historyCsv, type HistoryEntry } from './history-csv.ts';

const entry: HistoryEntry = {
  name: 'a.iso',
  url: 'https://h.example/a.iso?sig=***',
  folder: '/srv/files',
  size: 551_000_000,
  completedAt: Date.UTC(2026, 10, 28, 12),
  verdict: 'match',
  outcome: {
    seconds: 45.91849,
    bytes: 551_000_000,
    connections: 6,
    oneConnection: 275.5,
    comparison: 'gain',
    sources: [
      { host: 'h.example', received: 500_000_000 },
      { host: 'm.example', received: 51_000_000 },
    ],
  },
};

it('says of each download what was measured and what was estimated', () => {
  const [head, row] = historyCsv([entry]).split('\r\n');
  expect(head).toContain('seconds (measured),');
  expect(head).toContain('seconds by one connection (estimated),');
  expect(row).toBe(
    'a.iso,https://h.example/a.iso?sig=***,/srv/files,551000000,2026-11-28T12:00:00.000Z,match,45.918,551000000,6,275.5,h.example: 500000000; m.example: 51000000',
  );
});

it('leaves empty what nobody knows', () => {
  const row = historyCsv([{ ...entry, size: null, completedAt: null, outcome: null }]).split('\r\n')[1];
  expect(row).toBe('a.iso,https://h.example/a.iso?sig=***,/srv/files,,,match,,,,,');
});

it('keeps a cell a cell: commas, quotes, line breaks, and what a spreadsheet would run', () => {
  const name = '=HYPERLINK("http://x", "a\nb")';
  const text = historyCsv([{ ...entry, name }]);
  expect(text).toContain(`"'=HYPERLINK(""http://x"", ""a\nb"")",https`);
});
