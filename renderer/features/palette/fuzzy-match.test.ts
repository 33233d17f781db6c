import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzyFilter, fuzzyScore } from './fuzzy-match.ts';

const commands = ['Pause', 'Pause all', 'Resume all', 'Theme: Dark', 'Open folder', '모두 일시 정지'];
const found = (query: string) => fuzzyFilter(query, commands, (text) => text);

describe('the fuzzy filter', () => {
  it('finds by beginnings of words, the closest first', () => {
    expect(found('pa')[0]).toBe('Pause');
    expect(found('pa al')[0]).toBe('Pause all');
    expect(found('ra')).toEqual(
      ['Resume all', 'Theme: Dark'].filter((text) => fuzzyScore('ra', text) !== null),
    );
    expect(found('td')).toEqual(['Theme: Dark']);
    expect(found('모정')).toEqual(['모두 일시 정지']);
    expect(found('xyz')).toEqual([]);
  });

  it('leaves everything in its order while nothing is typed', () => {
    expect(found(' ')).toEqual(commands);
  });

  it('finds a text by its letters in order, whatever they are, and only then', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '모') }),
        fc.array(fc.boolean()),
        (text, mask) => {
          const folded = [...text.normalize('NFC').toLowerCase()];
          const query = folded.filter((_, at) => mask[at] === true).join('');
          expect(fuzzyScore(query, text)).not.toBeNull();
          expect(fuzzyScore(`${text}\u0001`, text)).toBeNull();
        },
      ),
    );
  });
});
