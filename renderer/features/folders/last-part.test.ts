import { expect, test } from 'vitest';
import { lastPart } from './last-part.ts';

test.each([
  ['/srv/files/Film', 'Film'],
  ['/srv/files/Film/', 'Film'],
  ['/srv', 'srv'],
  ['/', '/'],
  ['/srv/a\\b', 'a\\b'],
  ['C:\\Users\\me\\Downloads', 'Downloads'],
  ['C:/Users/me', 'me'],
  ['C:\\', 'C:\\'],
  ['\\\\nas\\share\\Music', 'Music'],
])('%s is shown as %s', (path, shown) => {
  expect(lastPart(path)).toBe(shown);
});
