import { useLayoutEffect, useState, type RefObject } from 'react';
import type { Palette } from './cell-paint.ts';
import { hueCount } from './slot-hue.ts';

/** The surface a canvas has now. Lengths in device pixels, of which `ratio` make a CSS pixel. */
export interface CanvasFrame {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly palette: Palette;
}

/**
 * Follows the size of `box`, the device pixel ratio and the theme. Every new frame is a new object,
 * and asks for the whole picture; between two frames only what changed needs paint.
 */
export function useCanvasFrame(box: RefObject<HTMLElement | null>): CanvasFrame | null {
  const [frame, setFrame] = useState<CanvasFrame | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const stop = new AbortController();
    const measure = (): void => {
      const { width, height } = element.getBoundingClientRect();
      const ratio = window.devicePixelRatio;
      setFrame({
        width: Math.floor(width * ratio),
        height: Math.floor(height * ratio),
        ratio,
        palette: readPalette(element),
      });
    };
    // A media query tells only that the ratio is no longer this one, so each change asks anew.
    const followRatio = (): void => {
      const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
      const changed = (): void => {
        measure();
        followRatio();
      };
      query.addEventListener('change', changed, { once: true, signal: stop.signal });
    };
    const size = new ResizeObserver(measure);
    size.observe(element);
    const theme = new MutationObserver(measure);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
    for (const query of [
      '(prefers-color-scheme: dark)',
      '(prefers-contrast: more)',
      '(forced-colors: active)',
    ]) {
      window.matchMedia(query).addEventListener('change', measure, { signal: stop.signal });
    }
    followRatio();
    return () => {
      stop.abort();
      size.disconnect();
      theme.disconnect();
    };
  }, [box]);
  return frame;
}

/** A canvas sized for `frame`, ready to paint in device pixels; null where there is no context. */
export function prepareCanvas(
  canvas: HTMLCanvasElement,
  frame: CanvasFrame,
): CanvasRenderingContext2D | null {
  if (canvas.width !== frame.width) canvas.width = frame.width;
  if (canvas.height !== frame.height) canvas.height = frame.height;
  // Not stretched to the box: where a device pixel is cut at its edge, every cell would blur.
  canvas.style.width = `${frame.width / frame.ratio}px`;
  canvas.style.height = `${frame.height / frame.ratio}px`;
  return canvas.getContext('2d');
}

function readPalette(element: HTMLElement): Palette {
  const hues = Array.from({ length: hueCount + 1 }, (_, hue) => `--slot-${hue}`);
  const [missing = '', head = '', ground = '', ...rest] = readColours(element, [
    '--track',
    '--text-1',
    '--surface-1',
    ...hues,
  ]);
  return { hues: rest, missing, head, ground };
}

/**
 * The theme's colours as a canvas understands them, in the order of their tokens. A custom property
 * keeps `light-dark()` as text, so each is read through the colour of an element that wears it.
 */
export function readColours(element: HTMLElement, tokens: readonly string[]): readonly string[] {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const colours = tokens.map((token) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return colours;
}
