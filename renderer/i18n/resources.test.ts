import i18next from 'i18next';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interruptReasonCodes } from '../../shared/model/reasons.ts';
import { statuses } from '../state/status.ts';
import { failureSentence, type FailureWords } from './failure-sentence.ts';
import { resolveLanguage, startTranslation } from './language.ts';
import { resources } from './resources.ts';

/** Every sentence with its full key: `list:column.name`. */
function sentences(language: keyof typeof resources): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (node: unknown, path: string) => {
    if (typeof node === 'string') found.set(path, node);
    else {
      for (const [key, child] of Object.entries(node as object)) {
        walk(child, path.includes(':') ? `${path}.${key}` : `${path}:${key}`);
      }
    }
  };
  for (const [namespace, tree] of Object.entries(resources[language])) walk(tree, namespace);
  return found;
}

const placeholders = (sentence: string) => [...new Set(sentence.match(/\{\{\w+\}\}/g) ?? [])].sort();
const en = sentences('en');
const ko = sentences('ko');

describe('the languages', () => {
  it('have exactly the same keys', () => {
    expect([...ko.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('leave nothing empty', () => {
    for (const [key, sentence] of [...en, ...ko]) expect(sentence.trim(), key).not.toBe('');
  });

  it('put the same facts into each sentence', () => {
    for (const [key, sentence] of en) {
      if (key.endsWith('_one')) continue;
      expect(placeholders(ko.get(key) ?? ''), key).toEqual(placeholders(sentence));
    }
  });

  it('have every file of the locales folder bundled', () => {
    for (const language of ['en', 'ko'] as const) {
      const files = readdirSync(new URL(`../locales/${language}`, import.meta.url));
      expect(files.map((file) => file.replace(/\.json$/, '')).sort()).toEqual(
        Object.keys(resources[language]).sort(),
      );
    }
  });

  it('say every state and every reason in words', () => {
    for (const status of statuses) expect(en.has(`states:${status}`), status).toBe(true);
    for (const code of interruptReasonCodes) {
      expect(en.get(`remedies:${code}`), code).toMatch(/[.]$/);
      expect(ko.get(`remedies:${code}`), code).toMatch(/[.]$/);
    }
  });

  it('write the states as the interface pins them', () => {
    expect(Object.values(resources.en.states)).toEqual(
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
    expect(Object.values(resources.ko.states)).toEqual(
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
