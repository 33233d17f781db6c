import i18next from 'i18next';
import { expect, it } from 'vitest';
import { groupedNumber } from './grouped-number.ts';
import { startTranslation } from './language.ts';

it('groups the digits of a count, by itself and in a sentence', () => {
  expect([groupedNumber(7, 'en'), groupedNumber(1_000, 'en'), groupedNumber(1.5, 'en')]).toEqual([
    '7',
    '1,000',
    '1.5',
  ]);
  startTranslation('en');
  expect(i18next.t('trash:moved', { count: 12_345 })).toBe('12,345 downloads are in the trash');
  expect(i18next.getFixedT('ko', 'trash')('moved', { count: 12_345 })).toContain('12,345개');
  expect(i18next.t('list:progressOf', { name: 'a.bin' })).toBe('Progress of a.bin');
});
