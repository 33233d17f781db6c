import { expect, it } from 'vitest';
import { testingDownload } from '../../state/testing-download.ts';
import { sumsForRows } from './give-sums.ts';

const sum = 'c0ffee00'.repeat(5);
const rows = [
  testingDownload({ id: '1', name: 'a.iso' }),
  testingDownload({ id: '2', name: 'b.iso' }),
  testingDownload({ id: '3', name: 'c.iso', trashedAt: 1 }),
];
const matched = (text: string) => [...sumsForRows(text, rows)].map(([{ id }, found]) => [id, found]);

it('a sums file gives rows their sums by name, but not those in the trash', () => {
  expect(matched(`${sum}  dir/A.iso\n${sum}  c.iso\n${sum}  other.iso`)).toEqual([['1', sum]]);
  expect(matched(`SHA1 (b.iso) = ${sum}`)).toEqual([['2', sum]]);
});

it('a text with links is for the Add dialog, and one sum alone is for nobody', () => {
  expect(matched(`${sum}  a.iso\nhttps://h.example/a.iso`)).toEqual([]);
  expect(matched(sum)).toEqual([]);
});
