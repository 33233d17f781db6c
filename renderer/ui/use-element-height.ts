import { useCallback, useState } from 'react';

/** A ref to put on an element, and the element's height in pixels: 0 before it is there. */
export function useElementHeight(): readonly [(element: HTMLElement | null) => (() => void) | void, number] {
  const [height, setHeight] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    setHeight(element.clientHeight);
    return () => observer.disconnect();
  }, []);
  return [ref, height];
}
