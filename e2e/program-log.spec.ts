import { expect, test } from './fixtures/test.ts';

test('the menu shows the log of the program, with what it did for a download', async ({ desk, serve }) => {
  const file = await serve({ name: 'logged.bin', size: 1024 * 1024, rate: 64 * 1024 * 1024 });
  await desk.add(file.url);
  await expect(desk.row(file.name)).toContainText('Size only');
  await desk.page.getByRole('button', { name: 'Menu' }).click();
  await desk.page.getByRole('menuitem', { name: 'Program log' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Program log' });
  const lines = dialog.getByRole('log', { name: 'Lines of the log' });
  await expect(lines).toContainText(/\[INFO\|[\w-]+\.ts:\d+\] \d{4}-\d\d-\d\d .* > Started/);
  await expect(lines).toContainText('Completed');
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
