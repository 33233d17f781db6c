/** True where the command key takes the place of Ctrl. */
export const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** The key that goes with a letter, as the platform writes it: "Ctrl+V" or "⌘V". */
export function commandKey(letter: string): string {
  return isApple ? `⌘${letter}` : `Ctrl+${letter}`;
}

/** Whether Ctrl (or Command on a Mac) is held. */
export function hasCommandKey(event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean {
  return isApple ? event.metaKey : event.ctrlKey;
}
