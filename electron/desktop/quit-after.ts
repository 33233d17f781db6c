import type { App, Event } from 'electron';

/** So long may saving take, in milliseconds; what was reported as saved is safe in any case. */
const savingMost = 10_000;

/**
 * Lets the program end only after `save` has settled, once, however often quitting is asked for
 * meanwhile. Nobody is asked anything.
 */
export function quitAfter(
  app: Pick<App, 'quit'> & {
    on(event: 'before-quit', listener: (event: Pick<Event, 'preventDefault'>) => void): unknown;
  },
  save: () => Promise<void>,
): void {
  let state: 'running' | 'saving' | 'saved' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'saved') return;
    event.preventDefault();
    if (state === 'saving') return;
    state = 'saving';
    const end = (): void => {
      if (state === 'saved') return;
      state = 'saved';
      clearTimeout(bound);
      app.quit();
    };
    const bound = setTimeout(end, savingMost);
    void save().then(end, end);
  });
}
