import { useCallback, useState } from 'react';

/** Pixels; 0 before the element is there. */
export interface ElementSize {
  readonly width: number;
  readonly height: number;
}

/** A ref to put on an element, and the element's inner size. */
export function useElementSize(): readonly [
  (element: HTMLElement | null) => (() => void) | void,
  ElementSize,
] {
  const [size, setSize] = useState<ElementSize>({ width: 0, height: 0 });
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
