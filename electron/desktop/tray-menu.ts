import type { MenuItemConstructorOptions } from 'electron';
import { limitModes, type LimitMode } from '../../shared/model/speed-limit.ts';
import { formatRate } from '../../shared/model/units.ts';
import type { HostCommands } from './host-commands.ts';
import { filled } from '../../shared/model/words/word-tree.ts';
import type { HostWords } from './host-words.ts';

/** What the tray tells. Rates are bytes per second, 0 is no limit. */
export interface TrayState {
  readonly words: HostWords;
  /** BCP 47 tag, for numbers. */
  readonly language: string;
  readonly running: number;
  readonly rate: number;
  readonly mode: LimitMode;
  /** The rate of the mode `limited`. */
  readonly limit: number;
  readonly dropZone: boolean;
}

/** How much is going on, in a few words: what the tray's tip and the head of its menu say. */
export function activityWords({ words, language, running, rate }: TrayState): string {
  return running === 0
    ? words.idle
    : filled(words.running, (place) => (place === 'count' ? running : formatRate(rate, language)));
}

/** The tray's menu; its first line only tells. */
export function trayMenu(state: TrayState, commands: HostCommands): MenuItemConstructorOptions[] {
  const { words } = state;
  return [
    { label: activityWords(state), enabled: false },
    { type: 'separator' },
    { label: words.show, click: commands.show },
    { label: words.add, click: commands.add },
    { type: 'separator' },
    { label: words.resumeAll, click: commands.resumeAll },
    { label: words.pauseAll, click: commands.pauseAll },
    { label: words.limit, submenu: limitItems(state, commands) },
    {
      label: words.dropZone,
      type: 'checkbox',
      checked: state.dropZone,
      click: () => {
        commands.dropZone(!state.dropZone);
      },
    },
    { type: 'separator' },
    { label: words.quit, click: commands.quit },
  ];
}

/** The menu of the drop zone. */
export function dropZoneMenu(words: HostWords, commands: HostCommands): MenuItemConstructorOptions[] {
  return [
    { label: words.toggle, click: commands.toggle },
    { label: words.add, click: commands.add },
    { type: 'separator' },
    { label: words.resumeAll, click: commands.resumeAll },
    { label: words.pauseAll, click: commands.pauseAll },
    { type: 'separator' },
    {
      label: words.hideDropZone,
      click: () => {
        commands.dropZone(false);
      },
    },
    { label: words.quit, click: commands.quit },
  ];
}

/** The ways of the toolbar's switch. To limit to no rate is no limit. */
function limitItems(state: TrayState, commands: HostCommands): MenuItemConstructorOptions[] {
  const { words, language, mode, limit } = state;
  const chosen = mode === 'limited' && limit === 0 ? 'unlimited' : mode;
  const labels: Readonly<Record<LimitMode, string>> = {
    unlimited: words.limitUnlimited,
    limited: limit === 0 ? words.limitUnset : filled(words.limitLimited, () => formatRate(limit, language)),
    room: words.limitRoom,
    timetable: words.limitTimetable,
  };
  return limitModes.map((each) => ({
    label: labels[each],
    type: 'radio',
    checked: each === chosen,
    click: () => {
      commands.limit(each);
    },
  }));
}
