import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { languageToShow } from '../../shared/model/language.ts';
import { whatHappened } from '../../shared/model/words/what-happened.ts';
import type { WordTree } from '../../shared/model/words/word-tree.ts';
import { gapsOf, sentencesOf } from './completeness.ts';
import { languagesOf, ownName, resourcesOf } from './languages.ts';
import { resources } from './resources.ts';

/** What the locales folder would be with one more folder in it: a language that has only begun. */
const begun: Readonly<Record<string, WordTree>> = {
  '../locales/eo/common.json': { close: 'Fermi', notifications: '' },
  '../locales/eo/toolbar.json': { add: 'Aldoni', category: 'Kategorio: {{nomo}}', nothing: 'x' },
  '../locales/eo/causes.json': {
    reasons: { 'server-not-found': 'La servilo ne havas tian dosieron{{status}}' },
  },
};
const files: Record<string, WordTree> = { ...begun };
for (const language of ['en', 'ko']) {
  for (const [name, words] of Object.entries(resources[language] ?? {}))
    files[`../locales/${language}/${name}.json`] = words;
}
const found = resourcesOf(files);

describe('a language that one folder adds', () => {
  it('is offered by its own name, and shown where it is chosen or the system speaks it', () => {
    expect(languagesOf(found)).toEqual(['en', 'eo', 'ko']);
    expect(languagesOf(found).map(ownName)).toEqual(['English', 'Esperanto', '한국어']);
    expect(ownName('fr')).toBe('Français');
    expect(languageToShow('eo', 'en-US', languagesOf(found))).toBe('eo');
    expect(languageToShow('system', 'eo', languagesOf(found))).toBe('eo');
  });

  it('is said in English where a sentence is missing', async () => {
    const words = createInstance();
    await words.init({ resources: found, lng: 'eo', fallbackLng: 'en', returnEmptyString: false });
    expect(words.t('toolbar:add')).toBe('Aldoni');
    expect(words.t('toolbar:pause')).toBe('Pause');
    const told = { language: 'eo', words: found['eo']?.['causes'] ?? {} };
    const missing = { code: 'server-not-found', facts: { status: 404 } } as const;
    expect(whatHappened(missing, told)).toBe('La servilo ne havas tian dosieron (HTTP 404)');
    expect(whatHappened({ code: 'network-reset' }, told)).toBe('The connection to the server was cut');
  });

  it('is told what it lacks', () => {
    const english = sentencesOf(found['en'] ?? {});
    const gaps = gapsOf(english, sentencesOf(found['eo'] ?? {}), 'eo');
    expect(gaps.missing).toContain('toolbar:pause');
    expect(gaps.missing).not.toContain('toolbar:add');
    expect(gaps.unknown).toEqual(['toolbar:nothing']);
    expect(gaps.empty).toEqual(['common:notifications']);
    expect(gaps.otherPlaces).toEqual(['toolbar:category']);
  });

  it('needs the forms that its own plurals have', () => {
    const english = new Map([
      ['list:rows_one', '{{count}} row'],
      ['list:rows_other', '{{count}} rows'],
    ]);
    const polish = new Map([['list:rows_one', 'jeden wiersz']]);
    expect(gapsOf(english, polish, 'pl')).toEqual({
      missing: ['list:rows_few', 'list:rows_many', 'list:rows_other'],
      unknown: [],
      empty: [],
      otherPlaces: [],
    });
    expect(gapsOf(english, new Map([['list:rows_other', '{{count}}행']]), 'ko').missing).toEqual([]);
  });
});
