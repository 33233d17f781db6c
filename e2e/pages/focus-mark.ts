import type { Page } from '@playwright/test';

/** How what has the focus is told from all else. */
export interface FocusMark {
  /** What has it, by its words; empty where nothing has. */
  readonly name: string;
  /** Pixels of the line around it. */
  readonly width: number;
  /** Between that line and what it lies on. */
  readonly contrast: number;
}

export function focusMark(page: Page): Promise<FocusMark> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return { name: '', width: 0, contrast: 0 };
    const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = (text: string): readonly number[] => {
      if (brush === null) return [];
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = text;
      brush.fillRect(0, 0, 1, 1);
      return [...brush.getImageData(0, 0, 1, 1).data];
    };
    const lightness = (text: string): number => {
      const linear = (value: number): number =>
        value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
      const [red = 0, green = 0, blue = 0] = rgba(text);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    // The row where the keyboard stands is marked for its list, and the frame of a field for what is in it.
    const marked =
      [...focused.querySelectorAll('[data-focused]'), focused, focused.parentElement].find((each) => {
        const style = each === null ? null : getComputedStyle(each);
        return style !== null && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      }) ?? null;
    const name = (focused.getAttribute('aria-label') ?? focused.textContent).trim().slice(0, 60);
    const label = name === '' ? focused.outerHTML.slice(0, 80) : name;
    if (marked === null) return { name: label, width: 0, contrast: 0 };
    const style = getComputedStyle(marked);
    let ground: Element | null = parseFloat(style.outlineOffset) < 0 ? marked : marked.parentElement;
    while (ground !== null && (rgba(getComputedStyle(ground).backgroundColor)[3] ?? 0) < 250)
      ground = ground.parentElement;
    const [line, under] = [
      lightness(style.outlineColor),
      ground === null ? 1 : lightness(getComputedStyle(ground).backgroundColor),
    ];
    return {
      name: label,
      width: parseFloat(style.outlineWidth),
      contrast: (Math.max(line, under) + 0.05) / (Math.min(line, under) + 0.05),
    };
  });
}
