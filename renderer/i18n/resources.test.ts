import i18next from 'i18next';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interruptReasonCodes } from '../../shared/model/reasons.ts';
import { statuses } from '../state/status.ts';
import { gapsOf, sentencesOf } from './completeness.ts';
import { failureSentence, type FailureWords } from './failure-sentence.ts';
import { resolveLanguage, startTranslation } from './language.ts';
import { languages, resources } from './resources.ts';

const english = sentencesOf(resources['en'] ?? {});
const korean = sentencesOf(resources['ko'] ?? {});
const others = languages.filter((language) => language !== 'en');

describe('the languages', () => {
  it('are English, Korean, and whatever folder is beside theirs', () => {
    const folders = readdirSync(new URL('../locales', import.meta.url));
    expect([...languages].sort()).toEqual(folders.sort());
    expect(languages).toEqual(expect.arrayContaining(['en', 'ko']));
  });

  it.each(others)('%s has every sentence, none empty, each with the same facts in it', (language) => {
    expect(gapsOf(english, sentencesOf(resources[language] ?? {}), language)).toEqual({
      missing: [],
      unknown: [],
      empty: [],
      otherPlaces: [],
    });
  });

  it('leave nothing empty in English', () => {
    for (const [key, sentence] of english) expect(sentence.trim(), key).not.toBe('');
  });

  it('say every state and every reason in words', () => {
    for (const status of statuses) expect(english.has(`states:${status}`), status).toBe(true);
    for (const code of interruptReasonCodes) {
      expect(english.get(`remedies:${code}`), code).toMatch(/[.]$/);
      expect(korean.get(`remedies:${code}`), code).toMatch(/[.]$/);
    }
  });

  it('write the states as the interface pins them', () => {
    expect(Object.values(resources['en']?.['states'] ?? {})).toEqual(
      expect.arrayContaining([
        'Waiting',
        'Connecting',
        'Downloading',
        'Checking',
        'Paused',
        'Verified',
        'Size only',
        'Does not match',
        'Failed',
      ]),
    );
    expect(Object.values(resources['ko']?.['states'] ?? {})).toEqual(
      expect.arrayContaining([
        '대기 중',
        '연결 중',
        '받는 중',
        '확인 중',
        '크기만 확인',
        '확인됨',
        '일시 정지',
      ]),
    );
  });
});

describe('the language shown', () => {
  it('is the chosen one, else Korean for Korean systems and English for every other', () => {
    expect(resolveLanguage('system', 'ko-KR')).toBe('ko');
    expect(resolveLanguage('system', 'de-DE')).toBe('en');
    expect(resolveLanguage('system', 'kok')).toBe('en');
    expect(resolveLanguage('en', 'ko')).toBe('en');
    expect(resolveLanguage('xx', 'ko')).toBe('en');
  });
});

describe('the sentence of a failure', () => {
  it('says the status where it is known', () => {
    startTranslation('en');
    const t: FailureWords = i18next.getFixedT('en', ['failures', 'remedies']);
    const bad = { code: 'server-bad-status' } as const;
    expect(failureSentence(t, 'en', { ...bad, facts: { status: 418 } })).toContain('418');
    expect(failureSentence(t, 'en', bad)).toBe(
      "The server's answer is no file. Retry later, or get another link.",
    );
  });
});
