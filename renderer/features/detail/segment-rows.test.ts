import { describe, expect, it } from 'vitest';
import type { SegmentView, SourceView } from '../../../shared/model/view.ts';
import { rangeText, segmentRows, shareOf, wholePercent } from './segment-rows.ts';

function segment(part: Partial<SegmentView>): SegmentView {
  return { slot: 1, state: 'receiving', start: 0, end: 100, position: 0, rate: 7, source: 0, ...part };
}

const source: SourceView = {
  url: 'https://mirror.example/file',
  host: 'mirror.example',
  state: 'good',
  failure: null,
  received: 0,
  rate: 0,
  mean: 0,
  delay: null,
  failures: 0,
};

describe('segmentRows', () => {
  it('is in order of slot, with the host of each source', () => {
    const rows = segmentRows([segment({ slot: 2 }), segment({ slot: 1, source: 5 })], [source]);
    expect(rows.map((row) => [row.slot, row.host])).toEqual([
      [1, ''],
      [2, 'mirror.example'],
    ]);
  });

  it('measures the share of the present range, not of the file', () => {
    expect(segmentRows([segment({ start: 200, end: 300, position: 250 })], [])[0]?.share).toBe(0.5);
  });

  it('shows no rate for a connection that receives nothing', () => {
    expect(segmentRows([segment({ state: 'ended' })], [])[0]?.rate).toBe(0);
    expect(segmentRows([segment({ state: 'receiving' })], [])[0]?.rate).toBe(7);
  });

  it('has no share and no end while the length of the file is not known', () => {
    const [row] = segmentRows([segment({ end: Number.MAX_SAFE_INTEGER, position: 50 })], []);
    expect(row).toMatchObject({ end: null, share: null });
  });
});

describe('shareOf', () => {
  it('stays between nothing and everything', () => {
    expect(shareOf(segment({ position: -5 }))).toBe(0);
    expect(shareOf(segment({ position: 500 }))).toBe(1);
  });

  it('takes an empty range for complete only once it has ended', () => {
    expect(shareOf(segment({ end: 0, state: 'ended' }))).toBe(1);
    expect(shareOf(segment({ end: 0, state: 'connecting' }))).toBe(0);
  });
});

describe('wholePercent', () => {
  it('says 100 only when nothing is missing', () => {
    expect(wholePercent(0.9999)).toBe(99);
    expect(wholePercent(1)).toBe(100);
  });

  it('is not misled by binary fractions', () => {
    expect(wholePercent(0.29)).toBe(29);
  });
});

describe('rangeText', () => {
  const format = (bytes: number): string => (bytes < 1000 ? `${bytes} B` : `${bytes / 1000} kB`);

  it('writes a unit once where both ends have the same one', () => {
    expect(rangeText(1000, 2500, format)).toBe('1 – 2.5 kB');
  });

  it('writes both units where they differ, and none for the beginning of the file', () => {
    expect(rangeText(900, 2500, format)).toBe('900 B – 2.5 kB');
    expect(rangeText(0, 2500, format)).toBe('0 – 2.5 kB');
  });
});
