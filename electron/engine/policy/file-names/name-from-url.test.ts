import { expect, test } from 'vitest';
import { nameFromUrl } from './name-from-url.ts';

test.each([
  ['http://h/a/file.iso', 'file.iso'],
  ['http://h/a/file.iso?x=/y.zip#z', 'file.iso'],
  ['http://h/%ED%95%9C%EA%B8%80.txt', '한글.txt'],
  ['http://h/한글.txt', '한글.txt'],
  ['http://h/%C7%D1%B1%DB.txt', '한글.txt'],
  ['http://h/%E9t%E9.txt', 'été.txt'],
  ['http://h/100%.txt', '100%.txt'],
  ['http://h/a%2Fb.txt', 'a/b.txt'],
  ['http://h/?file=x.zip', null],
  ['http://h', null],
  ['http://h/folder/', null],
  ['http://h/%20', null],
])('H10: the last segment of %s is %s', (url, name) => {
  expect(nameFromUrl(new URL(url))).toBe(name);
});
