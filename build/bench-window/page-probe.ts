/** What the probe in the page has seen. Times are milliseconds since the page began. */
export interface PageTimes {
  /** Tasks longer than 50 ms. */
  readonly longTasks: readonly { readonly start: number; readonly duration: number }[];
  readonly firstPaint: number | null;
  /** The snapshot's message came, and the frame with the first rows was on its way to the screen. */
  readonly snapshotAt: number | null;
  readonly rowsAt: number | null;
}

declare global {
  interface Window {
    benchTimes: { -readonly [K in keyof Omit<PageTimes, 'firstPaint'>]: PageTimes[K] };
  }
}

/** A message of so many characters is the snapshot of a list. */
const snapshotLeast = 100_000;

/** Runs in the page, before its own scripts; so it uses nothing from outside but its argument. */
export function installProbe(snapshotBytes: number): void {
  const longTasks: { start: number; duration: number }[] = [];
  window.benchTimes = { longTasks, snapshotAt: null, rowsAt: null };
  new PerformanceObserver((list) => {
    for (const { duration, startTime: start } of list.getEntries()) longTasks.push({ start, duration });
  }).observe({ entryTypes: ['longtask'] });
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        if (typeof data === 'string' && data.length >= snapshotBytes)
          window.benchTimes.snapshotAt ??= performance.now();
      });
    }
  };
  const look = new MutationObserver(() => {
    if (document.querySelector('[role="row"][aria-rowindex="2"]') === null) return;
    look.disconnect();
    requestAnimationFrame(() => {
      setTimeout(() => (window.benchTimes.rowsAt = performance.now()));
    });
  });
  look.observe(document, { childList: true, subtree: true });
}

export const probeArgument = snapshotLeast;

/** Runs in the page. */
export function readTimes(): PageTimes {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return { ...window.benchTimes, firstPaint: paint?.startTime ?? null };
}

/** Runs in the page: scrolls the list for so many milliseconds; the time of each frame. */
export function scrollFrames(milliseconds: number): Promise<readonly number[]> {
  const grid = document.querySelector('[role="grid"]');
  const all = grid === null ? [] : [grid, ...grid.querySelectorAll('*')];
  const scroller = all.find((each) => each.scrollHeight > each.clientHeight + 1_000);
  if (scroller === undefined) throw new Error('There is no list to scroll.');
  const frames: number[] = [];
  let direction = 1;
  return new Promise((resolve) => {
    const frame = (now: number): void => {
      frames.push(now);
      const before = scroller.scrollTop;
      scroller.scrollTop += 48 * direction;
      if (scroller.scrollTop === before) direction = -direction;
      if (now - (frames[0] ?? now) < milliseconds) requestAnimationFrame(frame);
      else resolve(frames);
    };
    requestAnimationFrame(frame);
  });
}
