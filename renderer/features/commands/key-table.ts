import { hasCommandKey, isApple } from '../../ui/command-key.ts';

interface Key {
  /** As a keyboard event names it; letters small. */
  readonly key: string;
  /** With Ctrl, or Command on a Mac. */
  readonly command?: true;
}

/** The keys of commands: what listens for them, what the palette shows and what the list of keys says. */
export const keyTable = {
  palette: { key: 'k', command: true },
  keys: { key: 'F1' },
  search: { key: 'f', command: true },
  'select-all': { key: 'a', command: true },
  toggle: { key: ' ' },
  open: { key: 'Enter' },
  remove: { key: 'Delete' },
  undo: { key: 'z', command: true },
} as const satisfies Readonly<Record<string, Key>>;

export type KeyName = keyof typeof keyTable;

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function isKey(event: KeyPress, name: KeyName): boolean {
  const { key, command }: Key = keyTable[name];
  if (event.altKey || event.shiftKey) return false;
  if (name === 'remove' && isApple && event.key === 'Backspace' && event.metaKey) return true;
  if (command === true) return hasCommandKey(event) && event.key.toLowerCase() === key;
  return !event.ctrlKey && !event.metaKey && event.key === key;
}

/** As the platform writes it: "Ctrl+K" or "⌘K". `space` is the word for that key. */
export function keyText(name: KeyName, space: string): string {
  const { key, command }: Key = keyTable[name];
  if (name === 'remove' && isApple) return '⌘⌫';
  if (key === ' ') return space;
  if (command !== true) return key;
  return isApple ? `⌘${key.toUpperCase()}` : `Ctrl+${key.toUpperCase()}`;
}
