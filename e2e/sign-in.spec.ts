import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import type { RangeServerOptions } from '../electron/engine/testing/range-server/range-server-options.ts';
import type { RangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { violations } from './pages/violations.ts';
import { expect, test as base } from './fixtures/test.ts';

const size = 2 * 1024 * 1024;
const word = 'open-sesame-7';

const test = base.extend<{ start: (options: RangeServerOptions) => Promise<RangeServer> }>({
  start: async ({}, use) => {
    const servers: RangeServer[] = [];
    await use(async (options) => {
      const server = await startRangeServer({ seed: 3, size, ...options });
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.close();
  },
});

/** Every file of the program below a folder as text, one character a byte; the double's browser is not it. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.startsWith('electron-double-')) continue;
    const path = join(folder, name);
    if ((await stat(path)).isFile()) found.set(path, await readFile(path, 'latin1'));
  }
  return found;
}

test('a download that a server asks a password for goes on after "Sign in", and is not asked again', async ({
  desk,
  home,
  hostKind,
  start,
}) => {
  const { page } = desk;
  const auth = { schemes: ['sha-256', 'digest'] as const, user: 'visitor7', password: word };
  const server = await start({ auth });
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  const asked = desk.row('file.bin').getByRole('button', { name: 'Sign in for file.bin' });
  const signIn = async (password: string, remember: boolean): Promise<void> => {
    await asked.click();
    await dialog.getByRole('textbox', { name: 'User name' }).fill('visitor7');
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    if (remember) await dialog.getByRole('checkbox', { name: 'Remember for this server' }).click();
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(dialog).toBeHidden();
  };

  await desk.add(server.url);
  await expect(desk.row('file.bin')).toContainText('Sign-in needed');
  await expect(desk.row('file.bin')).toContainText('asks for a user and a password (HTTP 401)');
  await asked.click();
  await expect(dialog).toContainText(new URL(server.origin).host);
  await expect(dialog).toContainText(hostKind === 'headless' ? 'a file that only you can read' : 'key store');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await signIn('wrong', false);
  await expect(desk.row('file.bin')).toContainText('does not accept this user and password');
  await signIn(word, true);
  await expect(desk.row('file.bin')).toContainText('Size only');
  expect(server.auth?.refused).toBeLessThanOrEqual(2);

  // Another file of that server asks nobody.
  await desk.add(`${server.origin}/other.bin`);
  await expect(desk.row('other.bin')).toContainText('Size only');

  const files = await filesOf(home.folder);
  const kept = [...files].filter(([, text]) => text.includes(word)).map(([path]) => path);
  if (hostKind === 'headless') {
    expect(kept.map((path) => path.slice(-14))).toEqual(['passwords.json']);
    for (const path of kept) expect((await stat(path)).mode & 0o777).toBe(0o600);
  } else {
    expect(kept).toEqual([]);
    expect([...files.keys()].some((path) => path.endsWith('passwords.sealed'))).toBe(true);
  }

  await desk.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings).toContainText(`${server.origin}, user visitor7`);
  await settings.getByRole('button', { name: `Forget ${server.origin}, user visitor7` }).click();
  await expect(settings).toContainText('No password is remembered.');
  for (const [path, text] of await filesOf(home.folder))
    expect([path, text.includes(word)]).toEqual([path, false]);
});
