import { expect, test } from 'vitest';
import { fileText } from './file-text.ts';

const text = 'd41d8cd9  빈 파일.bin\r\n';
const little = Buffer.from(text, 'utf16le');
const big = Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
  ['UTF-16 of PowerShell', Buffer.concat([Buffer.from([0xff, 0xfe]), little])],
  ['UTF-16 the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
  ['UTF-16 without a mark', little],
  ['UTF-16 the other way round without a mark', big],
])('%s', (_name, bytes) => {
  expect(fileText(bytes)).toBe(text);
});

test('short and empty texts are what they are', () => {
  for (const short of ['', 'a', 'ab', 'abc']) expect(fileText(Buffer.from(short))).toBe(short);
});
