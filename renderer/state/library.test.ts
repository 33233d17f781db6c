import { describe, expect, it } from 'vitest';
import { changedIds, libraryOf, withChanges, withoutDownloads } from './library.ts';
import { testingDownload } from './testing-download.ts';

const a = testingDownload({ id: 'a' });
const b = testingDownload({ id: 'b' });

describe('the library', () => {
  it('merges a patch into the download it names and leaves every other one the same object', () => {
    const next = withChanges(libraryOf([a, b]), [{ id: 'a', received: 500 }]);
    expect(next.get('a')).toEqual({ ...a, received: 500 });
    expect(next.get('b')).toBe(b);
  });

  it('takes in a download that is new and whole', () => {
    expect(withChanges(libraryOf([a]), [b]).get('b')).toEqual(b);
  });

  it('leaves out a patch of a download that it does not know', () => {
    expect(withChanges(libraryOf([a]), [{ id: 'x', received: 1 }]).has('x')).toBe(false);
  });

  it('does not change the library that it was given', () => {
    const before = libraryOf([a]);
    withChanges(before, [{ id: 'a', received: 500 }]);
    withoutDownloads(before, ['a']);
    expect(before.get('a')).toBe(a);
  });

  it('forgets removed downloads and no other', () => {
    expect([...withoutDownloads(libraryOf([a, b]), ['a', 'x']).keys()]).toEqual(['b']);
  });

  it('knows in which downloads it may differ from the one that it was made of, and of no other', () => {
    const before = libraryOf([a, b]);
    const changed = withChanges(before, [{ id: 'a', received: 500 }]);
    const removed = withoutDownloads(changed, ['b']);
    expect(changedIds(before, changed)).toEqual(['a']);
    expect(changedIds(changed, removed)).toEqual(['b']);
    expect(changedIds(before, removed)).toBeNull();
    expect(changedIds(before, before)).toBeNull();
  });
});
