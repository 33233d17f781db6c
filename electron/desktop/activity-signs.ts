import { powerSaveBlocker } from 'electron';
import type { BrowserWindow, Tray } from 'electron';

/** `rate` in bytes per second; `progress` from 0 to 1, null where no size is known. */
export interface Activity {
  readonly running: number;
  readonly rate: number;
  readonly progress: number | null;
}

const noBar = -1;
/** Any value above 1 is a bar that moves without saying how far it is. */
const endlessBar = 2;

/** Shows outside the window what is going on, and keeps the computer awake while it is. */
export function activitySigns(window: () => BrowserWindow | null, tray: Tray | null) {
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
      tray?.setToolTip(running ? `Tributary · ${rateText(activity.rate)}` : 'Tributary');
    },
    stop(): void {
      keepAwake(false);
    },
  };
}

/** A rate for a tool tip: one decimal, powers of 1,024. */
export function rateText(rate: number): string {
  const units = ['B/s', 'KiB/s', 'MiB/s', 'GiB/s'] as const;
  let value = rate;
  let unit = 0;
  while (value >= 1_024 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value).toString() : value.toFixed(1)} ${units[unit] ?? ''}`;
}
