import fc from 'fast-check';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { targetIn } from './target-files.ts';

describe('H4: the last look at a name before files are made', () => {
  test.each(['', '.', '..', '../x', 'a/b', '/x', 'x/', 'a\0b', './x', 'a/../b'])('%j is refused', (name) => {
    expect(targetIn('/folder', name)).toBeNull();
  });

  test.each(['x', '...', '.hidden', 'a b', '-x', '한.zip', 'a..b'])('%j is taken', (name) => {
    expect(targetIn('/folder', name)).toBe(`/folder/${name}`);
    expect(targetIn('/folder/', name)).toBe(`/folder/${name}`);
    expect(targetIn('/', name)).toBe(`/${name}`);
  });

  test('whatever the name: what is taken lies in the folder, under that name', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('..', '.', '/', 'a', '\\', '\0', ':')), (parts) => {
        const target = targetIn('/folder/deep', parts.join(''));
        if (target === null) return;
        expect([dirname(target), basename(target)]).toEqual(['/folder/deep', parts.join('')]);
        expect(join(target)).toBe(target);
      }),
    );
  });
});
