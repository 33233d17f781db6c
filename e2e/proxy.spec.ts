import { HostileProxy } from '../electron/engine/testing/proxies/hostile-proxy.ts';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { expect, test } from './fixtures/test.ts';

test('a download goes through the proxy of the settings, and its row says what the proxy wants', async ({
  desk,
}) => {
  const { page } = desk;
  const login = { scheme: 'basic', user: 'visitor', password: 'open-sesame-3' } as const;
  const server = await startRangeServer({ size: 1024 * 1024 });
  const proxy = await HostileProxy.start({ login });
  try {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.getByRole('combobox', { name: 'Way to the servers' }).click();
    await page.getByRole('option', { name: 'Through this proxy' }).click();
    const address = settings.getByRole('textbox', { name: 'Address of the proxy' });
    await address.fill(`127.0.0.1:${proxy.port}`);
    await address.press('Tab');
    await expect(address).toHaveValue(`http://127.0.0.1:${proxy.port}`);
    await settings.getByRole('button', { name: 'Close' }).click();

    await desk.add(server.url);
    await expect(desk.row('file.bin')).toContainText('The proxy asks for a user and a password');
    expect(server.requests).toEqual([]);

    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await address.fill(`http://visitor:open-sesame-3@127.0.0.1:${proxy.port}`);
    await address.press('Tab');
    await expect(address).toHaveValue(`http://127.0.0.1:${proxy.port}`);
    await expect(settings.getByRole('textbox', { name: 'User of the proxy' })).toHaveValue('visitor');
    await settings.getByRole('button', { name: 'Close' }).click();
    await desk.select('file.bin');
    await page.getByRole('toolbar').getByRole('button', { name: 'Resume' }).click();
    await expect(desk.row('file.bin')).toContainText('Size only');
    expect(server.requests.length).toBeGreaterThan(0);
  } finally {
    await Promise.all([server.close(), proxy.close()]);
  }
});
