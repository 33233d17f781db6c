import { describe, expect, it } from 'vitest';
import { isKey, keyTable, keyText, type KeyName } from './key-table.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const names = Object.keys(keyTable) as KeyName[];

describe('the table of keys', () => {
  it('names no key twice', () => {
    const texts = names.map((name) => keyText(name, 'Space'));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toContain('Ctrl+K');
    expect(texts).toContain('Space');
  });

  it('knows a key only with what it is to be held with', () => {
    expect(isKey(press('k', { ctrlKey: true }), 'palette')).toBe(true);
    expect(isKey(press('K', { ctrlKey: true }), 'palette')).toBe(true);
    expect(isKey(press('k'), 'palette')).toBe(false);
    expect(isKey(press('k', { ctrlKey: true, shiftKey: true }), 'palette')).toBe(false);
    expect(isKey(press(' '), 'toggle')).toBe(true);
    expect(isKey(press(' ', { ctrlKey: true }), 'toggle')).toBe(false);
    expect(isKey(press('Backspace'), 'remove')).toBe(false);
  });
});
