import { describe, expect, it } from 'vitest';
import { findsSetting } from './settings-search.ts';

describe('the search in the settings', () => {
  const words = ['Connections for a download', 'More of them may be faster.'];

  it('finds by any words of name and explanation, in any order', () => {
    expect(findsSetting('faster CONN', words)).toBe(true);
    expect(findsSetting('', words)).toBe(true);
    expect(findsSetting('  ', words)).toBe(true);
    expect(findsSetting('faster proxy', words)).toBe(false);
  });

  it('finds Korean, however it was put together', () => {
    expect(findsSetting('연결'.normalize('NFD'), ['다운로드마다 쓸 연결 수'])).toBe(true);
  });
});
