import { expect, test } from './fixtures/test.ts';

test('whoever comes first may choose folder, language and clipboard watch, once; nothing waits for it', async ({
  open,
}) => {
  const { window: page } = await open();
  const choices = page.getByRole('region', { name: 'Three choices to begin with' });
  await expect(choices).toBeVisible();

  const add = page.getByRole('toolbar').getByRole('button', { name: 'Add', exact: true });
  await add.click();
  await expect(page.getByRole('dialog', { name: 'Add downloads' })).toBeVisible();
  await page.keyboard.press('Escape');

  await expect(choices.getByRole('textbox')).toHaveCount(1);
  await expect(choices.getByRole('combobox')).toHaveCount(2);
  await choices.getByRole('combobox', { name: 'Clipboard watch' }).click();
  await page.getByRole('option', { name: 'Ask about copied links' }).click();
  await expect(choices).toContainText('A link that is copied opens the Add dialog');
  await choices.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: '한국어' }).click();
  const korean = page.getByRole('region', { name: '시작하기 전 세 가지 선택' });
  await korean.getByRole('button', { name: '완료' }).click();
  await expect(korean).toBeHidden();
  await page.reload();
  await expect(page.getByRole('toolbar')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toBeVisible();
  await expect(korean).toBeHidden();
  await page.getByRole('toolbar').getByRole('button', { name: '메뉴' }).click();
  await page.getByRole('menuitem', { name: '설정', exact: true }).click();
  await expect(page.getByRole('combobox', { name: '클립보드 감시' })).toContainText('복사한 링크');
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
