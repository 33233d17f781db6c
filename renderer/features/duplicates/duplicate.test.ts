import { describe, expect, it } from 'vitest';
import { testingDownload } from '../../state/testing-download.ts';
import { answersTo, duplicatesAmong } from './duplicate.ts';

const old = testingDownload({ id: 'old', name: 'a.iso' });
const none = { sameLink: undefined, sameFile: undefined };

describe('duplicates', () => {
  it('are links of the list, files of the folder, and repeats of the text, in this order', () => {
    const found = duplicatesAmong([
      { ...none, url: 'https://h.example/1', name: 'a' },
      { ...none, url: 'https://h.example/2', name: 'b', sameLink: old, sameFile: old },
      { ...none, url: 'https://h.example/3', name: 'c', sameFile: old },
      { ...none, url: 'https://h.example/%31', name: 'd' },
      { ...none, url: 'https://h.example/4', name: 'A' },
      { ...none, url: 'https://h.example/5', name: 'e' },
    ]);
    expect([...found].map(([url, { kind }]) => [url.at(-1), kind])).toEqual([
      ['2', 'same-link'],
      ['3', 'same-file'],
      ['1', 'repeated-link'],
      ['4', 'repeated-name'],
    ]);
  });

  it('offer the new link only to what still has something to fetch', () => {
    const finished = testingDownload({ id: 'old', name: 'a.iso', state: { kind: 'completed' } });
    expect(answersTo({ kind: 'same-file', old })).toContain('new-link');
    expect(answersTo({ kind: 'same-file', old: finished })).not.toContain('new-link');
    const failure = { code: 'server-link-expired' } as const;
    const waiting = testingDownload({ state: { kind: 'interrupted', failure, resume: 'user-continue' } });
    expect(answersTo({ kind: 'same-file', old: waiting })[0]).toBe('new-link');
  });
});
