import { expect, it } from 'vitest';
import { splitBatches } from './batch-lines.ts';

it('takes out the lines that are patterns, and nothing else', () => {
  const text =
    'https://a.example/1\n  https://a.example/i[01-10].jpg\r\ncurl https://a.example/i[1-2]\nhttps://a.example/(*)\nhttps://a.example/i[01-10].jpg\nhttps://a.example/[1]';
  expect(splitBatches(text)).toEqual({
    patterns: ['https://a.example/i[01-10].jpg', 'https://a.example/(*)'],
    rest: 'https://a.example/1\ncurl https://a.example/i[1-2]\nhttps://a.example/[1]',
  });
  expect(splitBatches('http://[::1]/{a}')).toEqual({ patterns: [], rest: 'http://[::1]/{a}' });
});
