import { powerSaveBlocker } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Activity } from '../app/create-app.ts';

const noBar = -1;
/** Any value above 1 is a bar that moves without saying how far it is. */
const endlessBar = 2;

/** Shows on the window's place in the taskbar or dock what is going on, and keeps the computer awake meanwhile. */
export function activitySigns(window: () => BrowserWindow | null) {
  let blocker: number | null = null;

  const keepAwake = (wanted: boolean): void => {
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    else if (!wanted && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };

  return {
    show(activity: Activity): void {
      const running = activity.running > 0;
      keepAwake(running);
      const shown = window();
      if (shown !== null && !shown.isDestroyed()) {
        shown.setProgressBar(running ? (activity.progress ?? endlessBar) : noBar);
      }
    },
    stop(): void {
      keepAwake(false);
    },
  };
}
