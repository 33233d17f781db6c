import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DownloadView } from '../../shared/model/view.ts';
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
    expect(withoutDownloads(libraryOf([a, b]), ['a', 'x']).values()).toEqual([b]);
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

  it('is after any changes what a map that is changed in place would be', () => {
    const id = fc.integer({ min: 0, max: 40 }).map((index) => `${index}`);
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('patch'), id, received: fc.nat(1_000) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('add'), id, received: fc.nat(1_000) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove'), id, received: fc.constant(0) }) },
    );
    fc.assert(
      fc.property(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 40 }), (events) => {
        let library = libraryOf([]);
        const plain = new Map<string, DownloadView>();
        for (const event of events) {
          const before = library;
          const held = before.values();
          for (const one of event.filter(({ kind }) => kind === 'remove')) {
            library = withoutDownloads(library, [one.id]);
            plain.delete(one.id);
          }
          const changes = event.filter(({ kind }) => kind !== 'remove');
          library = withChanges(
            library,
            changes.map(({ kind, id: name, received }) =>
              kind === 'add' ? testingDownload({ id: name, received }) : { id: name, received },
            ),
          );
          for (const { kind, id: name, received } of changes) {
            const known = plain.get(name);
            if (known !== undefined) plain.set(name, { ...known, received });
            else if (kind === 'add') plain.set(name, testingDownload({ id: name, received }));
          }
          expect(library.values()).toEqual([...plain.values()]);
          expect(library.size).toBe(plain.size);
          for (const [name, download] of plain) expect(library.get(name)).toEqual(download);
          expect(before.values()).toEqual(held);
        }
      }),
    );
  });
});
