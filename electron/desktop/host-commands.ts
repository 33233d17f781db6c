import { app } from 'electron';
import type { Contract } from '../../shared/contract/contract.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { LimitMode } from '../../shared/model/speed-limit.ts';
import type { Client } from '../../shared/wire/client.ts';
import type { App } from '../app/create-app.ts';
import type { MainWindow } from './main-window.ts';

/** What the menu, the tray and the drop zone can do; all of it goes the way that the window's own buttons go. */
export interface HostCommands {
  readonly show: () => void;
  /** Shows the main window, or hides the one that is shown. */
  readonly toggle: () => void;
  readonly add: () => void;
  readonly pauseAll: () => void;
  readonly resumeAll: () => void;
  /** Turns the switch of the speed limit; where something has to be set first, the window asks for it. */
  readonly limit: (mode: LimitMode) => void;
  /** Shows the drop zone or hides it. */
  readonly dropZone: (on: boolean) => void;
  readonly quit: () => void;
}

export interface CommandParts {
  readonly main: MainWindow;
  readonly program: App;
  readonly call: Client<Contract>['call'];
  readonly settings: () => Pick<Settings, 'limit' | 'limitTimes'>;
}

export function hostCommands({ main, program, call, settings }: CommandParts): HostCommands {
  return {
    show: () => {
      main.show();
    },
    toggle: () => {
      main.toggle();
    },
    add: () => {
      main.showAnd(() => {
        program.offer('');
      });
    },
    pauseAll: () => void call.pauseAll(),
    resumeAll: () => void call.resumeAll(),
    limit(limitMode) {
      const { limit, limitTimes } = settings();
      const unset =
        (limitMode === 'limited' && limit === 0) || (limitMode === 'timetable' && limitTimes.length === 0);
      void call.setSettings({ limitMode });
      if (!unset) return;
      main.showAnd(() => {
        program.reveal({ kind: 'speed-limit' });
      });
    },
    dropZone(on) {
      // Something stays from which everything else is reached.
      if (!on && !main.isShown) main.show();
      void call.setSettings({ dropZone: on });
    },
    quit: () => {
      app.quit();
    },
  };
}
