import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DownloadView } from '../../shared/model/view.ts';
import { libraryOf, withChanges, withoutDownloads } from './library.ts';
import { tallyOf } from './tally.ts';
import { testingDownload } from './testing-download.ts';

const kinds = ['queued', 'downloading', 'paused', 'completed'] as const;

const change = fc.record({
  index: fc.nat(5),
  kind: fc.constantFrom(...kinds),
  category: fc.constantFrom('films', 'papers'),
  trashedAt: fc.constantFrom(null, 1),
  removed: fc.boolean(),
});

interface Change {
  readonly index: number;
  readonly kind: (typeof kinds)[number];
  readonly category: string;
  readonly trashedAt: number | null;
}

function changed({ index, kind, category, trashedAt }: Change): DownloadView {
  const rate = kind === 'downloading' ? 100 * (index + 1) : 0;
  return testingDownload({ id: `${index}`, state: { kind }, rate, category, trashedAt, received: 7 * index });
}

it('counts change by change what it would count of the whole', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let library = libraryOf([]);
      tallyOf(library);
      for (const one of changes) {
        library = one.removed
          ? withoutDownloads(library, [`${one.index}`])
          : withChanges(library, [changed(one), changed(one)]);
        // Of another map with the same downloads nothing is known beforehand.
        const step = tallyOf(library);
        expect(tallyOf(libraryOf(library.values()))).toEqual(step);
        tallyOf(library);
      }
    }),
  );
});

it('is the same object for the same library, so that nothing is drawn again', () => {
  const library = libraryOf([testingDownload({ id: 'a' })]);
  expect(tallyOf(library)).toBe(tallyOf(library));
});

it('counts places anew only when a download goes to another one', () => {
  const library = libraryOf([
    testingDownload({ id: 'a', state: { kind: 'downloading' } }),
    testingDownload({ id: 'b', state: { kind: 'completed' } }),
  ]);
  const { standing } = tallyOf(library);
  const faster = withChanges(library, [{ id: 'a', rate: 5, received: 1 }]);
  expect(tallyOf(faster).rate).toBe(5);
  expect(tallyOf(faster).standing).toBe(standing);
  const paused = tallyOf(withChanges(faster, [{ id: 'a', rate: 0, state: { kind: 'paused' } }])).standing;
  expect([paused.paused, paused.fixed.downloading, standing.fixed.downloading]).toEqual([1, 0, 1]);
});
