import { describe, expect, it } from 'vitest';
import { libraryOf } from '../../state/library.ts';
import { testingDownload } from '../../state/testing-download.ts';
import { announcementsOf } from './announcements.ts';

const running = testingDownload({ state: { kind: 'downloading' } });
const failure = { code: 'file-no-space' } as const;
const full = testingDownload({ state: { kind: 'interrupted', failure, resume: 'user-continue' } });
const ended = testingDownload({
  state: { kind: 'completed' },
  checksum: { expected: null, computed: null, verdict: 'match' },
});

describe('what a screen reader is told', () => {
  it('is an end and a trouble, once', () => {
    expect(announcementsOf(libraryOf([running]), libraryOf([ended]))).toEqual([
      { kind: 'verified', name: 'a.bin' },
    ]);
    expect(announcementsOf(libraryOf([running]), libraryOf([full]))).toEqual([
      { kind: 'trouble', name: 'a.bin', failure },
    ]);
    expect(announcementsOf(libraryOf([full]), libraryOf([{ ...full, received: 1 }]))).toEqual([]);
  });

  it('is not progress, a pause, or a download that the window just learned of', () => {
    const later = { ...running, received: 500 };
    const paused = testingDownload({ state: { kind: 'paused' } });
    expect(announcementsOf(libraryOf([running]), libraryOf([later]))).toEqual([]);
    expect(announcementsOf(libraryOf([running]), libraryOf([paused]))).toEqual([]);
    expect(announcementsOf(libraryOf([]), libraryOf([ended, full]))).toEqual([]);
  });
});
