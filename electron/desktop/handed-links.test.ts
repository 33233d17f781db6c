import { expect, it } from 'vitest';
import { handedLinks } from './handed-links.ts';

it('takes the links out of what a second start was given', () => {
  const argv = [
    '/opt/tributary/tributary',
    '--allow-file-access-from-files',
    '--original-process-start-time=13384',
    'https://example.com/a.iso',
    '.',
    'C:\\files\\a.txt',
    'http://127.0.0.1:8080/b',
    'file:///etc/passwd',
  ];
  expect(handedLinks(argv)).toBe('https://example.com/a.iso\nhttp://127.0.0.1:8080/b');
});

it('takes tributary: links of one line, for the Add dialog to ask about', () => {
  const link = 'tributary://add?url=https%3A%2F%2Fexample.com%2Fa';
  expect(handedLinks([link, `${link}\nhttps://evil.example/`, `${link}&name=${'a'.repeat(9_000)}`])).toBe(
    link,
  );
});

it('is empty where nothing was handed over', () => {
  expect(handedLinks([])).toBe('');
});
