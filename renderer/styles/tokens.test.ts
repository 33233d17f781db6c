import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LinearRgb, Vision } from './colour-measures.ts';
import { contrast, distance, oklchToLinear, seenBy, visions } from './colour-measures.ts';

type Theme = 'light' | 'dark';
const themes: readonly Theme[] = ['light', 'dark'];
const sheet = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const oklch = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
const declaration = new RegExp(String.raw`--([\w-]+):\s*light-dark\(\s*${oklch},\s*${oklch}\s*\)`, 'g');

const tokens = new Map(
  [...sheet.matchAll(declaration)].map(([, name = '', ...numbers]) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers.map(Number);
    return [name, { light: oklchToLinear(a, b, c), dark: oklchToLinear(d, e, f) }];
  }),
);

function colour(name: string, theme: Theme): LinearRgb {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`No token --${name}`);
  return token[theme];
}

const surfaces = ['surface-0', 'surface-1', 'surface-2'];
const behindText = [...surfaces, 'surface-hover', 'surface-selected', 'surface-selected-idle'];
const textTones = ['text-1', 'text-2', 'text-3'];
const stateTones = ['running', 'done', 'waiting', 'trouble', 'failed'].map((name) => `state-${name}`);
const slots = [1, 2, 3, 4, 5, 6, 7, 8].map((slot) => `slot-${slot}`);
const bars = ['accent', 'bar-done', 'bar-waiting', 'bar-trouble', 'bar-failed', 'slot-0', ...slots];

describe.each(themes)('tokens of the %s theme', (theme) => {
  it.each([...textTones, ...stateTones])(
    '%s reads at 4.5:1 on every surface, also a selected one',
    (name) => {
      for (const surface of behindText) {
        expect(contrast(colour(name, theme), colour(surface, theme)), surface).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it.each([...bars, 'line-edge', 'focus'])('%s is a shape of 3:1 on every surface', (name) => {
    for (const surface of surfaces) {
      expect(contrast(colour(name, theme), colour(surface, theme)), surface).toBeGreaterThanOrEqual(3);
    }
  });

  it('a word on the accent reads at 4.5:1', () => {
    for (const accent of ['accent', 'accent-strong']) {
      expect(contrast(colour('text-on-accent', theme), colour(accent, theme))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['done', 'trouble', 'failed'])('a sentence on %s reads at 4.5:1', (name) => {
    const soft = colour(`state-${name}-soft`, theme);
    for (const text of ['text-1', 'text-2', `state-${name}`]) {
      expect(contrast(colour(text, theme), soft), text).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(Object.keys(visions) as Vision[])('the eight hues stay apart for %s colour vision', (vision) => {
    for (const [index, one] of slots.entries()) {
      for (const other of slots.slice(index + 1)) {
        const apart = distance(seenBy(vision, colour(one, theme)), seenBy(vision, colour(other, theme)));
        expect(apart, `${one} and ${other}`).toBeGreaterThanOrEqual(0.07);
      }
    }
  });

  it.each(slots)('%s can be shown in sRGB', (name) => {
    for (const channel of colour(name, theme)) {
      expect(channel).toBeGreaterThan(-0.01);
      expect(channel).toBeLessThan(1.01);
    }
  });
});
