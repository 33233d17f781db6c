import { expect } from '@playwright/test';
import type { WordedWindow } from './worded-window.ts';

/** A file of each kind, by its name: what the views are of. */
export interface ShownFiles {
  readonly running: string;
  readonly finished: string;
  readonly failed: string;
  /** Links that a server answers. */
  readonly links: readonly string[];
}

/** Something that the window can show, and the way there from the list. */
export interface View {
  readonly name: string;
  readonly open: (window: WordedWindow, files: ShownFiles) => Promise<void>;
  /** Only as long as there is room for three panes. */
  readonly wide?: true;
}

/** A view that a command of the palette opens. */
function commanded(name: string, key: string, heading: string): View {
  return {
    name,
    async open(window) {
      await window.command(`palette:commands.${key}`);
      await expect(window.page.getByRole('dialog')).toContainText(window.word(heading));
    },
  };
}

const tabs: readonly View[] = ['segments', 'map', 'graph', 'log', 'sources', 'checksum', 'details'].map(
  (tab) => ({
    name: `the tab "${tab}"`,
    async open(window) {
      const name = window.word(`detail:tabs.${tab}`);
      await window.command('palette:commands.tab', { name });
      await expect(window.page.getByRole('tabpanel', { name })).toBeVisible();
    },
  }),
);

const menus: readonly View[] = [
  {
    name: 'the menu',
    async open(window) {
      await window.button('toolbar:menu').click();
      await expect(window.page.getByRole('menu')).toBeVisible();
    },
  },
  ...(['language', 'theme'] as const).map((choice): View => ({
    name: `the menu with its choice of ${choice}`,
    async open(window) {
      await window.button('toolbar:menu').click();
      await window.page.getByRole('menuitem', { name: window.word(`toolbar:${choice}`) }).click();
      await expect(window.page.getByRole('menu')).toHaveCount(2);
    },
  })),
  {
    name: 'the menu of the speed limit',
    async open(window) {
      const name = new RegExp(`^${window.word('limit:switch').trim()}`);
      await window.page.getByRole('toolbar').getByRole('button', { name }).click();
      await expect(window.page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'the menu of a row',
    open: (window, { running }) => window.rowMenu(running),
  },
  {
    name: 'the menu of a row with its queues',
    open: (window, { running }) => window.rowMenu(running, 'queues:place'),
  },
  {
    name: 'the menu of a row with what it can be copied as',
    open: (window, { running }) => window.rowMenu(running, 'toolbar:copyAs'),
  },
  {
    name: 'the menu of the columns',
    async open({ page }) {
      await page.getByRole('columnheader').first().click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'the menu of the categories',
    wide: true,
    async open({ page }) {
      await page.getByRole('treeitem').first().click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
];

const dialogs: readonly View[] = [
  {
    name: 'the dialog "Add downloads" with links, patterns, headers, duplicates and what was left out',
    async open(window, { links: [first = '', second = ''] }) {
      await window.button('toolbar:add').click();
      const dialog = window.dialog('add:title');
      const text = `${first}\n${second}?2\n${first}?1/img[01-20].jpg\n${first}?3/(*).bin\ncurl -k -H 'X-Key: 1' ${first}?4`;
      await dialog.getByRole('textbox', { name: window.word('add:links') }).fill(text);
      await expect(dialog.getByRole('checkbox').nth(3)).toBeVisible();
      await expect(dialog.getByRole('list', { name: window.word('intake:notes') })).toBeVisible();
      await dialog.getByText(window.word('add:more'), { exact: true }).click();
    },
  },
  {
    name: 'the dialog "Verify a file" without a file',
    async open(window) {
      await window.button('toolbar:verify').click();
      await window.dialog('verify:title').locator('button[type=submit]').click();
    },
  },
  {
    name: 'the dialog "Queues" with a new queue and its times',
    async open(window) {
      await window.command('palette:commands.queues');
      await window.page.getByRole('button', { name: window.word('queues:new'), exact: true }).click();
      // Of the new one, which is shown as soon as it is there.
      await expect(
        window.page.getByRole('textbox', { name: window.word('queues:name'), exact: true }),
      ).toBeVisible();
      await window.page.getByRole('checkbox', { name: window.word('queues:times') }).click();
      await expect(
        window.page.getByRole('group', { name: window.word('queues:time', { number: '1' }) }),
      ).toBeVisible();
    },
  },
  {
    name: 'the dialog "Speed limit" with a time',
    async open(window) {
      await window.command('palette:commands.limit', { name: window.word('limit:mode.timetable') });
      const dialog = window.dialog('limit:title');
      await dialog.getByRole('button', { name: window.word('limit:add') }).click();
    },
  },
  commanded('the dialog "Settings"', 'settings', 'settings:title'),
  {
    name: 'the settings with a list open',
    async open(window) {
      await window.command('palette:commands.settings');
      await window.dialog('settings:title').getByRole('combobox').last().click();
      await expect(window.page.getByRole('listbox')).toBeVisible();
    },
  },
  commanded('the dialog "Servers"', 'servers', 'servers:title'),
  {
    name: 'the dialog "Servers" with a server that is written',
    async open(window) {
      await window.command('palette:commands.servers');
      await window.page.getByRole('button', { name: window.word('servers:add') }).click();
      await expect(window.page.getByRole('textbox').first()).toBeVisible();
    },
  },
  commanded('the dialog "Categories"', 'categories', 'categories:dialog.title'),
  commanded('the dialog of a comment', 'comment', 'comment:label'),
  commanded('the dialog of a category', 'fileUnder', 'categories:fileUnder.label'),
  commanded('the dialog "New link"', 'newLink', 'new-link:title'),
  commanded('the dialog "Keys"', 'keys', 'keys:title'),
  commanded('the dialog "Program log"', 'programLog', 'program-log:title'),
  {
    name: 'the palette',
    async open(window) {
      await window.page.keyboard.press('Control+K');
      await expect(window.dialog('palette:title')).toBeVisible();
    },
  },
];

/** Those that stand in the window itself and stay until another takes their place. */
const places: readonly View[] = [
  {
    name: 'a search',
    async open({ page }, { running }) {
      await page.getByRole('searchbox').fill(running);
    },
  },
  {
    name: 'a search that finds nothing',
    async open({ page }) {
      await page.getByRole('searchbox').fill('no such file');
    },
  },
  {
    name: 'an empty category',
    async open(window) {
      await window.page.getByRole('searchbox').fill('');
      await window.command('palette:commands.place', { name: window.word('categories:standard.music') });
    },
  },
  {
    name: 'the trash, with what tells how to undo',
    async open(window, { finished }) {
      await window.command('palette:commands.place', { name: window.word('categories:place.all') });
      await window.row(finished).click();
      await window.page.keyboard.press('Delete');
      await expect(window.page.getByRole('button', { name: window.word('trash:undo') })).toBeVisible();
      await window.command('palette:commands.place', { name: window.word('categories:place.trash') });
    },
  },
  {
    name: 'the dialog "Remove"',
    async open(window, { finished }) {
      await window.row(finished).click();
      await window.page.keyboard.press('Delete');
      await expect(window.page.getByRole('dialog').last()).toContainText('1');
    },
  },
];

/** Every view of the window over a list that has something in it, in an order in which they can be visited. */
export const views: readonly View[] = [...tabs, ...menus, ...dialogs, ...places];

/** Visits each view in turn; `look` sees it as it stands. */
export async function visitViews(
  window: WordedWindow,
  files: ShownFiles,
  look: (view: View) => Promise<void>,
): Promise<void> {
  const wide = await window.page.evaluate<number>('innerWidth');
  for (const view of views) {
    if (view.wide === true && wide < 900) continue;
    await view.open(window, files);
    await look(view);
    await window.closeAll();
  }
}
