import { expect, test } from './fixtures/test.ts';

test('a setting is found by a word of its explanation, applied at once, and still there after a reload', async ({
  desk,
}) => {
  const { page } = desk;
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const open = async (): Promise<void> => {
    await desk.button('Menu').click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await expect(settings).toBeVisible();
  };
  await open();
  const search = settings.getByRole('textbox', { name: 'Search the settings' });
  await expect(search).toBeFocused();
  const sections = settings.getByRole('navigation', { name: 'Sections' }).getByRole('button');
  expect(await sections.count()).toBeGreaterThan(4);

  await search.fill('replaced by a new one');
  await expect(sections).toHaveText(['Downloads']);
  const timeout = settings.getByRole('textbox', { name: 'Seconds without an answer' });
  await expect(timeout).toHaveAccessibleDescription(/replaced by a new one/);
  await expect(settings.getByRole('textbox', { name: 'Downloads at a time' })).toBeHidden();
  await timeout.fill('20');
  await timeout.blur();
  await search.fill('no such setting');
  await expect(settings.getByText('No setting has “no such setting”.')).toBeVisible();
  await search.fill('');
  await sections.filter({ hasText: 'Proxy' }).click();
  await expect(settings.getByRole('region', { name: 'Proxy' })).toBeInViewport();

  // A folder that is refused says why where it stands; one that is empty is none.
  const folder = settings.getByRole('textbox', { name: 'Folder for new downloads' });
  const before = await folder.inputValue();
  await folder.fill('nowhere');
  await folder.blur();
  await expect(folder).toHaveAccessibleDescription(/outside the folders/);
  await expect(page.getByText('That did not work')).toBeHidden();
  await folder.fill('');
  await folder.blur();
  await expect(folder).toHaveValue(before);

  await page.reload();
  await open();
  await expect(timeout).toHaveValue('20');
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
});

test('every setting has one line that explains it', async ({ desk }) => {
  const { page } = desk;
  await desk.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const regions = settings.getByRole('region');
  await expect(regions.first()).toBeVisible();
  const fields = regions
    .getByRole('textbox')
    .or(regions.getByRole('combobox'))
    .or(regions.getByRole('checkbox'));
  const names = await fields.evaluateAll((all) =>
    all.filter((field) => !field.hasAttribute('aria-describedby')).map((field) => field.outerHTML),
  );
  expect(names).toEqual([]);
  expect(await fields.count()).toBeGreaterThan(8);
});
