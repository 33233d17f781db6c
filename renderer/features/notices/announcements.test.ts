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
    expect(announcementsOf(libraryOf([running]), libraryOf([ended]), true)).toEqual([
      { kind: 'verified', id: ended.id, name: 'a.bin' },
    ]);
    expect(announcementsOf(libraryOf([running]), libraryOf([full]), true)).toEqual([
      { kind: 'trouble', id: full.id, name: 'a.bin', failure },
    ]);
    expect(announcementsOf(libraryOf([full]), libraryOf([{ ...full, received: 1 }]), true)).toEqual([]);
  });

  it('is not progress, a pause, or a download that the window just learned of', () => {
    const later = { ...running, received: 500 };
    const paused = testingDownload({ state: { kind: 'paused' } });
    expect(announcementsOf(libraryOf([running]), libraryOf([later]), true)).toEqual([]);
    expect(announcementsOf(libraryOf([running]), libraryOf([paused]), true)).toEqual([]);
    expect(announcementsOf(libraryOf([]), libraryOf([ended, full]), false)).toEqual([]);
  });

  it('is the end of a download that was over as soon as it was added', () => {
    expect(announcementsOf(libraryOf([]), libraryOf([ended, { ...running, id: 'b' }]), true)).toEqual([
      { kind: 'verified', id: ended.id, name: 'a.bin' },
    ]);
  });
});
