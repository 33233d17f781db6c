import type { Locator } from '@playwright/test';
import { startRangeServer, type RangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import type { Desk } from './pages/desk.ts';
import { expect, test as base } from './fixtures/test.ts';

const size = 12 * 1024 * 1024;

const test = base.extend<{ server: RangeServer }>({
  server: async ({}, use) => {
    const rules = [{ when: { path: '/few.bin', activeOver: 2 }, use: { status: 503 } }];
    const auth = { schemes: ['basic'] as const, user: 'ada', password: 'open-sesame-7', path: '/vault.bin' };
    const server = await startRangeServer({ size, rate: 4 * 1024 * 1024, rules, auth });
    await use(server);
    await server.close();
  },
});

/** Replies with bytes of a path that were under way at one time, at most. */
function atOnce(server: RangeServer, path: string): number {
  const replies = server.stats.requests.filter((each) => each.path === path && each.status === 206);
  const until = (endedAt: number | null): number => endedAt ?? Infinity;
  return Math.max(
    0,
    ...replies.map(
      ({ startedAt: now }) =>
        replies.filter(({ startedAt, endedAt }) => startedAt <= now && until(endedAt) > now).length,
    ),
  );
}

async function openServers(desk: Desk): Promise<Locator> {
  await desk.button('Menu').click();
  await desk.page.getByRole('menuitem', { name: 'Servers…' }).click();
  return desk.page.getByRole('dialog', { name: 'Servers' });
}

test('a server is set up by keyboard, asked as it says, changed without writing the password again, and removed', async ({
  desk,
  server,
}) => {
  const { page } = desk;
  const { host } = new URL(server.origin);
  const dialog = await openServers(desk);
  await expect(dialog).toContainText('Nothing is set for a single server yet.');
  await dialog.getByRole('button', { name: 'Add server' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'New server' });
  const pattern = form.getByRole('textbox', { name: 'Server' });
  await expect(pattern).toBeFocused();

  // What cannot be is said at the field, which has the focus then.
  await page.keyboard.press('Enter');
  await expect(form).toContainText('Write which server this is for.');
  await pattern.fill('*.org');
  await page.keyboard.press('Enter');
  await expect(form).toContainText('every server of a whole top-level domain');
  await expect(pattern).toBeFocused();
  await pattern.fill(host);
  await form.getByRole('combobox', { name: 'Sign-in' }).press('Enter');
  await page.getByRole('option', { name: 'User name and password' }).click();
  await form.getByRole('textbox', { name: 'User name' }).fill('ada');
  await form.getByLabel('Password', { exact: true }).fill('open-sesame-7');
  const connections = form.getByRole('textbox', { name: 'Connections at most' });
  await connections.fill('2');
  await connections.blur();
  await form.getByRole('textbox', { name: 'User agent' }).fill('Agent/7');
  await form.getByRole('textbox', { name: 'Header lines' }).fill('X-Key: 123\nno line');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toContainText('Line 2 is no header line');
  await form.getByRole('textbox', { name: 'Header lines' }).fill('X-Key: 123');
  await form.getByRole('button', { name: 'Save' }).click();
  const row = dialog.getByRole('row').filter({ hasText: host });
  await expect(row.getByRole('cell')).toContainText(['2', 'ada', 'User agent, X-Key']);

  await row.getByRole('button', { name: `Edit ${host}` }).click();
  const edit = page.getByRole('dialog', { name: `Server ${host}` });
  await expect(edit.getByRole('textbox', { name: 'Header lines' })).toHaveValue('X-Key: ••••••');
  await expect(edit.getByLabel('Password', { exact: true })).toHaveValue('');
  await edit.getByRole('textbox', { name: 'User agent' }).fill('');
  await edit.getByRole('textbox', { name: 'Referer' }).fill('https://page.example/');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(row.getByRole('cell')).toContainText(['2', 'ada', 'Referer, X-Key']);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await desk.add(`${server.origin}/vault.bin`);
  await expect(desk.row('vault.bin')).toContainText('Size only');
  expect(atOnce(server, '/vault.bin')).toBe(2);
  expect(server.auth?.refused).toBe(0);
  for (const { headers, path } of server.stats.requests) {
    expect(headers).toMatchObject({ 'x-key': '123', referer: 'https://page.example/' });
    if (path === '/vault.bin') expect(headers['user-agent']).toMatch(/^Tributary/);
  }
  await desk.select('vault.bin');
  await desk.tab('Log').click();
  await expect(page.getByRole('tabpanel')).toContainText('X-Key: ***');

  await openServers(desk);
  await row.getByRole('button', { name: `Remove ${host}` }).click();
  await expect(row).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Add server' })).toBeFocused();
});

test('what a server was seen to bear is shown, set for good, and forgotten', async ({ desk, server }) => {
  const { page } = desk;
  const { host } = new URL(server.origin);
  await desk.add(`${server.origin}/few.bin`);
  await expect(desk.row('few.bin')).toContainText('Size only');
  const dialog = await openServers(desk);
  const learned = dialog.getByRole('table', { name: 'Learned from servers' });
  await expect(learned.getByRole('row').filter({ hasText: host })).toHaveCount(1);
  await learned.getByRole('button', { name: `Edit ${host}` }).click();
  const form = page.getByRole('dialog', { name: 'New server' });
  await expect(form.getByRole('textbox', { name: 'Server' })).toHaveValue(host);
  await expect(form.getByRole('textbox', { name: 'Connections at most' })).toHaveValue(/^[12]$/);
  await form.getByRole('button', { name: 'Save' }).click();
  const known = dialog.getByRole('table', { name: 'Servers with settings of their own' });
  await expect(known.getByRole('row').filter({ hasText: host })).toHaveCount(1);
  await learned.getByRole('button', { name: `Forget what was learned of ${host}` }).click();
  await expect(dialog).toContainText('No server has refused a connection of late.');
});
