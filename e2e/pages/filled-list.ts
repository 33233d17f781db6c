import { expect } from '@playwright/test';
import type { FileFacts, FileSource } from '../fixtures/file-source.ts';
import type { ShownFiles } from './views.ts';
import type { WordedWindow } from './worded-window.ts';

const mebibyte = 1024 * 1024;

/** Fills the list with a download that runs over six connections and is selected, one that has ended, and one that failed. */
export async function fillList(
  window: WordedWindow,
  serve: (facts: FileFacts) => Promise<FileSource>,
): Promise<ShownFiles> {
  const done = await serve({ name: 'done.bin', size: mebibyte, rate: 64 * mebibyte });
  const slow = await serve({ name: 'slow.bin', size: 256 * mebibyte, rate: mebibyte / 4 });
  const missing = new URL('missing.bin', done.url).href;
  await window.button('toolbar:add').click();
  const dialog = window.dialog('add:title');
  await dialog
    .getByRole('textbox', { name: window.word('add:links') })
    .fill(`${missing}\n${done.url}\n${slow.url}`);
  await expect(dialog.getByRole('checkbox')).toHaveCount(3);
  await dialog.getByRole('button', { name: window.word('add:download'), exact: true }).click();
  await expect(window.row('missing.bin')).toContainText(window.word('states:failed'));
  await expect(window.row('done.bin')).toContainText(window.word('states:size-only'));
  await window.row('slow.bin').click();
  await expect(window.row('slow.bin')).toContainText(window.word('states:downloading'));
  return { running: 'slow.bin', finished: 'done.bin', failed: 'missing.bin', links: [missing, done.url] };
}
