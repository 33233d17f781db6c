import { expect, test } from 'vitest';
import { canAct } from './acting-types.ts';

test.each([
  'a.exe',
  'a.EXE',
  'a.pdf.scr',
  'a.exe. .',
  'x.AppImage',
  'x.desktop',
  'run.sh',
  'a.docm',
  'installer',
  '.bashrc.js',
])('%s can act', (name) => {
  expect(canAct(name)).toBe(true);
});

test.each(['a.pdf', 'a.exe.txt', 'film.mkv', 'a.tar.gz', 'a.zip', 'b.jpg', 'a.html'])(
  '%s is shown',
  (name) => {
    expect(canAct(name)).toBe(false);
  },
);
