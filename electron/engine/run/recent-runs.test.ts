import { describe, expect, it } from 'vitest';
import { RecentRuns } from './recent-runs.ts';

function downloads(count: number) {
  const forgotten: number[] = [];
  const all = Array.from({ length: count }, (_, number) => ({
    forgetRun: () => void forgotten.push(number),
  }));
  return { all, forgotten };
}

describe('runs of finished downloads', () => {
  it('are let go in the order in which they ended, once there are more than are kept', () => {
    const recent = new RecentRuns(3);
    const { all, forgotten } = downloads(5);
    for (const download of all) recent.note(download);
    expect(forgotten).toEqual([0, 1]);
  });

  it('count from the last end of a download that ran again', () => {
    const recent = new RecentRuns(2);
    const { all, forgotten } = downloads(3);
    const [first, second, third] = all;
    for (const download of [first, second, first, third]) if (download !== undefined) recent.note(download);
    expect(forgotten).toEqual([1]);
  });

  it('are not let go a second time when a download has left', () => {
    const recent = new RecentRuns(1);
    const { all, forgotten } = downloads(2);
    const [first, second] = all;
    if (first === undefined || second === undefined) return;
    recent.note(first);
    recent.forget(first);
    recent.note(second);
    expect(forgotten).toEqual([]);
  });
});
