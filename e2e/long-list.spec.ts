import { expect, test } from './fixtures/test.ts';

test('a thousand rows are sorted, searched and selected by mouse and by keyboard', async ({ desk }) => {
  const { page } = desk;
  await desk.button('Add').click();
  // Nobody answers at this port, and paused downloads do not ask.
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill('http://127.0.0.1:9/row[0001-1000].bin');
  await expect(desk.addDialog).toContainText('1,000');
  await desk.addDialog.getByRole('button', { name: 'Add paused' }).click();
  await expect(desk.list).toHaveAttribute('aria-rowcount', '1001');

  const head = desk.list.getByRole('columnheader', { name: 'Name' });
  const top = desk.list.locator('[role=row][aria-rowindex="2"]');
  const last = desk.list.locator('[role=row][aria-rowindex="1001"]');
  const selected = desk.list.locator('[role=row][aria-selected=true]');
  await head.click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(top).toHaveAccessibleName(/^row0001\.bin, /);
  await head.click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(top).toHaveAccessibleName(/^row1000\.bin, /);
  await head.click();

  // One that is added alone is selected and brought in sight, wherever the order puts it.
  await desk.button('Add').click();
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill('http://127.0.0.1:9/row0500-again.bin');
  await expect(desk.addDialog).toContainText('1 link found');
  await desk.addDialog.getByRole('button', { name: 'Add paused' }).click();
  await expect(selected).toHaveAccessibleName(/^row0500-again\.bin, /);
  await expect(selected).toBeInViewport({ ratio: 1 });
  await desk.list.press('Delete');
  await desk.list.press('Home');

  // By mouse: one, one more, all between, one out again.
  await desk.row('row0002.bin').click();
  await desk.row('row0004.bin').click({ modifiers: ['ControlOrMeta'] });
  await expect(selected).toHaveCount(2);
  await desk.row('row0006.bin').click({ modifiers: ['Shift'] });
  await expect(selected).toHaveCount(3);
  await desk.row('row0005.bin').click({ modifiers: ['ControlOrMeta'] });
  await expect(selected).toHaveCount(2);
  await expect(desk.row('row0005.bin')).toHaveAttribute('aria-selected', 'false');

  // By keyboard: the last, from there upwards, a page, and all of them.
  await desk.row('row0001.bin').click();
  await page.keyboard.press('End');
  await expect(last).toHaveAccessibleName(/^row1000\.bin, /);
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(desk.list).toHaveAttribute('aria-activedescendant', (await last.getAttribute('id')) ?? '');
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift+ArrowUp');
  await expect(selected).toHaveCount(4);
  await page.keyboard.press('PageUp');
  await expect(selected).toHaveCount(1);
  await page.keyboard.press('Shift+Home');
  await expect(top).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await expect(selected).toHaveCount(1);

  await page.keyboard.press('Control+F');
  await page.keyboard.type('row099');
  await expect(desk.toolbar.getByRole('status')).toContainText('10 matches');
  await expect(desk.list).toHaveAttribute('aria-rowcount', '11');
  await page.keyboard.press('ArrowDown');
  await expect(desk.list).toBeFocused();
  await page.keyboard.press('Control+A');
  await expect(selected).toHaveCount(10);
  await page.keyboard.press('Delete');
  await expect(page.getByText('10 downloads are in the trash')).toBeVisible();
  await page.keyboard.press('Control+Z');
  await expect(desk.list).toHaveAttribute('aria-rowcount', '11');
  await page.keyboard.press('Control+F');
  await page.keyboard.press('Escape');
  await expect(desk.list).toHaveAttribute('aria-rowcount', '1001');

  await page.keyboard.press('Escape');
  await expect(desk.list).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await expect(page.getByText('1,000 downloads are in the trash')).toBeVisible();
  await expect(page.getByRole('treeitem', { name: /^Trash/ })).toContainText('1,001');
});
