import type { RangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { startRangeServer } from '../electron/engine/testing/range-server/range-server.ts';
import { expect, test as base } from './fixtures/test.ts';

const test = base.extend<{ start: typeof startRangeServer }>({
  start: async ({}, use) => {
    const servers: RangeServer[] = [];
    await use(async (options) => {
      const server = await startRangeServer({ seed: 3, size: 100_000, ...options });
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.close();
  },
});

test('Enter on a finished row without a screen tells where the file is', async ({
  desk,
  start,
  hostKind,
  home,
}) => {
  const server = await start({});
  await desk.add(server.url);
  await expect(desk.row('file.bin')).toContainText('Size only');
  await desk.select('file.bin');
  await desk.list.press('Enter');
  if (hostKind !== 'headless') return;
  const place = `file.bin is in ${home.downloads}, on the machine that runs Tributary.`;
  await expect(desk.page.getByText(place)).toBeVisible();
});

test('checksums pasted alone are named as such, and matched when the link comes', async ({ desk, start }) => {
  const server = await start({});
  const sum = 'c0ffee00'.repeat(5);
  await desk.button('Add').click();
  const field = desk.addDialog.getByRole('textbox', { name: 'Links' });
  await field.fill(`${sum}  file.bin`);
  await expect(desk.addDialog.getByText('Checksums, but no link yet.')).toBeVisible();
  await desk.addDialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.addDialog.getByRole('alert')).toContainText('Checksums, but no link yet.');
  await field.fill(`${sum}  file.bin\n${server.url}`);
  await expect(desk.addDialog.getByRole('textbox', { name: 'Checksum' })).toHaveValue(sum);
});

test('a wait of hours is told with its end, and nothing is asked before a person says so', async ({
  desk,
  start,
}) => {
  const server = await start({ status: 429, retryAfter: 7_200 });
  await desk.add(server.url);
  const row = desk.row('file.bin');
  await expect(row).toContainText(/The server asks to wait 2 h \(until .*\d:\d\d.*\)\. Retry after that\./);
  const { length } = server.requests;
  await row.getByRole('button', { name: 'Retry file.bin' }).click();
  await expect.poll(() => server.requests.length).toBe(length + 1);
});

test('while it waits a row says what happened and when it tries again', async ({ desk, start }) => {
  const server = await start({ status: 500 });
  await desk.add(server.url);
  await expect(desk.row('file.bin')).toContainText(
    /The server cannot deliver just now \(HTTP 500\)\. Tries again in 0:\d\d\./,
  );
});
