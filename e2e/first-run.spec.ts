import { expect, test } from './fixtures/test.ts';

test('whoever comes first may choose folder, language and theme, once; nothing waits for it', async ({
  open,
}) => {
  const { window: page } = await open();
  const choices = page.getByRole('region', { name: 'Three choices to begin with' });
  await expect(choices).toBeVisible();

  const add = page.getByRole('toolbar').getByRole('button', { name: 'Add', exact: true });
  await add.click();
  await expect(page.getByRole('dialog', { name: 'Add downloads' })).toBeVisible();
  await page.keyboard.press('Escape');

  await choices.getByRole('combobox', { name: 'Theme' }).click();
  await page.getByRole('option', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await choices.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: '한국어' }).click();
  const korean = page.getByRole('region', { name: '시작하기 전 세 가지 선택' });
  await korean.getByRole('button', { name: '완료' }).click();
  await expect(korean).toBeHidden();
  await page.reload();
  await expect(page.getByRole('toolbar')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toBeVisible();
  await expect(korean).toBeHidden();
});

test('a folder that cannot be used is told, and the choices stay', async ({ open, home }) => {
  const { window: page } = await open();
  const choices = page.getByRole('region', { name: 'Three choices to begin with' });
  const folder = choices.getByRole('textbox', { name: 'Folder for new downloads' });
  await expect(folder).toHaveValue(home.downloads);
  await folder.fill('downloads');
  await choices.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('That did not work')).toBeVisible();
  await expect(choices).toBeVisible();
  await folder.fill(`${home.downloads}/Files`);
  await choices.getByRole('button', { name: 'Done' }).click();
  await expect(choices).toBeHidden();
});
