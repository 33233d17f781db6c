import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTranslation } from '../../i18n/language.ts';
import { testingDownload } from '../../state/testing-download.ts';
import { addedTime } from './added-time.ts';
import { percentOf, rowSpeech } from './row-speech.ts';

const running = testingDownload({
  name: 'disk.iso',
  state: { kind: 'downloading' },
  received: 620,
  rate: 12 * 1024 * 1024,
  secondsLeft: 17,
});

beforeAll(() => startTranslation('en'));

describe('a row as it is spoken', () => {
  it('begins with the name, then says how far, how fast, how long and the state', () => {
    expect(rowSpeech(i18next.getFixedT('en', 'list'), running, 'Downloading', 'en')).toBe(
      'disk.iso, 62 percent, 12 megabytes a second, 17 seconds left, downloading',
    );
  });

  it('is Korean in Korean', () => {
    const spoken = rowSpeech(i18next.getFixedT('ko', 'list'), running, '받는 중', 'ko');
    expect(spoken).toContain('disk.iso, 62퍼센트, 초당 12메가바이트');
    expect(spoken).toMatch(/남음, 받는 중$/);
  });

  it('leaves out what is not known or not going on', () => {
    const t = i18next.getFixedT('en', 'list');
    expect(rowSpeech(t, testingDownload({ name: 'x', size: null }), 'Waiting', 'en')).toBe('x, waiting');
    const ended = testingDownload({ name: 'x', state: { kind: 'completed' }, received: 1_000 });
    expect(rowSpeech(t, ended, 'Verified', 'en')).toBe('x, verified');
  });

  it('says one megabyte in the singular', () => {
    const slow = { ...running, rate: 1024 * 1024, secondsLeft: null };
    expect(rowSpeech(i18next.getFixedT('en', 'list'), slow, 'Downloading', 'en')).toContain(
      '1 megabyte a second',
    );
  });
});

describe('the percentage', () => {
  it('is rounded down, and 100 only when every byte is there', () => {
    expect(percentOf(testingDownload({ received: 999 }))).toBe(99);
    expect(percentOf(testingDownload({ received: 1_000 }))).toBe(100);
    expect(percentOf(testingDownload({ size: null, received: 5 }))).toBeNull();
    expect(percentOf(testingDownload({ size: 0 }))).toBe(0);
  });
});

describe('the time it was added', () => {
  it('is the hour today, the day before that, with the year when it was another', () => {
    const now = new Date(2026, 10, 22, 15, 0).getTime();
    expect(addedTime(new Date(2026, 10, 22, 9, 5).getTime(), now, 'en')).toBe('09:05');
    expect(addedTime(new Date(2026, 10, 20, 9, 5).getTime(), now, 'en')).toBe('Nov 20');
    expect(addedTime(new Date(2025, 0, 2).getTime(), now, 'en')).toContain('2025');
  });
});
