import { expect, it } from 'vitest';
import { languageToShow } from './language.ts';

const available = ['en', 'ko', 'pt-BR'];

it('is the chosen one where it is there, else English', () => {
  expect(languageToShow('ko', 'en-US', available)).toBe('ko');
  expect(languageToShow('eo', 'ko-KR', available)).toBe('en');
});

it.each([
  ['ko-KR', 'ko'],
  ['ko_KR', 'ko'],
  ['KO', 'ko'],
  ['pt-br', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['kok', 'en'],
  ['de-DE', 'en'],
  ['', 'en'],
])('for a system that speaks "%s" is %s', (system, shown) => {
  expect(languageToShow('system', system, available)).toBe(shown);
});
