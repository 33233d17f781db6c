import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findChromium } from '../e2e/fixtures/chromium.ts';
import { startHost } from '../e2e/fixtures/host-process.ts';
import { privateHome } from '../e2e/fixtures/private-home.ts';
import { Desk } from '../e2e/pages/desk.ts';
import { ensureBuilt } from './current-build.ts';
import { Camera } from './shots/camera.ts';
import { Film } from './shots/film.ts';
import { startScene, type Scene } from './shots/scene.ts';

/** `npm run shots`: the pictures of the window in docs/pictures, taken of the compiled program at work. */
const root = fileURLToPath(new URL('..', import.meta.url));
const pictures = join(root, 'docs', 'pictures');
/** Milliseconds that anything on the way to a picture may take. */
const patience = 60_000;

if (!(await ensureBuilt(root))) {
  process.exitCode = 1;
} else {
  await shoot();
}

async function shoot(): Promise<void> {
  await mkdir(pictures, { recursive: true });
  const { executablePath, args } = findChromium();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  const scene = await startScene();
  const home = await privateHome();
  // The dialogs show it: a short one can be read whole.
  const folder = await mkdtemp(join(tmpdir(), 'Downloads-'));
  const cli = join(root, 'dist/headless/cli.js');
  const host = startHost(cli, ['serve', '--port', '0', '--dir', folder], home.env, false);
  try {
    await takeAll(browser, await host.saying(/Listening on (\S+)/), scene, folder);
  } finally {
    await browser.close();
    await host.end();
    await scene.stop();
    await home.remove();
    await rm(folder, { recursive: true });
  }
}

async function takeAll(browser: Browser, address: string, scene: Scene, folder: string): Promise<void> {
  const main = await Camera.open(browser, address, pictures, { locale: 'en-US', theme: 'light' });
  const desk = new Desk(main.page);
  await main.page.getByRole('grid', { name: 'Downloads' }).or(desk.button('Add')).first().waitFor();
  await main.take('empty');
  await takeAddDialog(main, desk, scene);
  await addFinished(desk, scene);
  await takeVerifyDialog(main, desk, scene, folder);

  await desk.add(scene.paused.url, { checksum: scene.paused.sha1 });
  await reaches(desk, scene.paused.name, 30);
  await desk.select(scene.paused.name);
  await desk.button('Pause').click();
  await expect(desk.row(scene.paused.name)).toContainText('Paused', { timeout: patience });
  await desk.add(scene.second.url);
  await desk.add(scene.running.url, { checksum: scene.running.sha1, connections: 6 });

  const darkEn = await Camera.open(browser, address, pictures, { locale: 'en-US', theme: 'dark' });
  const lightKo = await Camera.open(browser, address, pictures, { locale: 'ko-KR', theme: 'light' });
  const darkKo = await Camera.open(browser, address, pictures, { locale: 'ko-KR', theme: 'dark' });
  const narrow = await Camera.open(browser, address, pictures, {
    locale: 'en-US',
    theme: 'light',
    width: 640,
  });
  await narrow.page.getByRole('button', { name: 'Show details' }).click();
  const small = { locale: 'en-US', theme: 'light', width: 960, height: 600 } as const;
  const cinema = await Camera.open(browser, address, pictures, small);
  const film = new Film(cinema);
  for (const camera of [main, darkEn, lightKo, darkKo, narrow, cinema])
    await camera.show(scene.running.name, 0);

  await shootFilm(film, desk, scene, 4, 38);
  await reaches(desk, scene.running.name, 40);
  await main.take('light-en');
  await darkEn.take('dark-en');
  await lightKo.take('light-ko');
  await darkKo.take('dark-ko');
  await narrow.take('narrow');
  await main.show(scene.running.name, 1);
  await reaches(desk, scene.running.name, 66);
  await main.take('map');
  await shootFilm(film, desk, scene, 72, 97);
  await expect(desk.row(scene.running.name)).toContainText('Verified', { timeout: patience });
  await film.take(2_500);
  await film.save(pictures, 'story');
}

/** A picture every three percent of the running download. */
async function shootFilm(film: Film, desk: Desk, scene: Scene, from: number, to: number): Promise<void> {
  for (let percent = from; percent <= to; percent += 3) {
    await reaches(desk, scene.running.name, percent);
    await film.take(400);
  }
}

/** Three links in a piece of prose, as they were understood. */
async function takeAddDialog(camera: Camera, desk: Desk, scene: Scene): Promise<void> {
  const { running, verified, unproven } = scene;
  await desk.button('Add').click();
  const text = `The image is at ${running.url}, the handbook at\n<${verified.url}> and the tiles: ${unproven.url}.\n`;
  await desk.addDialog.getByRole('textbox', { name: 'Links' }).fill(text);
  await expect(desk.addDialog.getByRole('checkbox')).toHaveCount(3, { timeout: patience });
  await expect(desk.addDialog.getByText('Parallel, can resume')).toHaveCount(3, { timeout: patience });
  const sums = [running, verified].map((file) => `${file.sha1}  ${file.name}`).join('\n');
  await desk.addDialog.getByRole('textbox', { name: 'Checksum' }).first().focus();
  await camera.paste(sums);
  await expect(desk.addDialog.getByText('2 sums matched by name')).toBeVisible({ timeout: patience });
  await camera.take('add-dialog');
  await camera.page.keyboard.press('Escape');
  await expect(desk.addDialog).toBeHidden();
}

/** Downloads that have ended, each in another way. */
async function addFinished(desk: Desk, scene: Scene): Promise<void> {
  const { verified, unproven, different, missing } = scene;
  await desk.add(missing.url);
  await desk.add(different.url, { checksum: scene.verified.sha1 });
  await desk.add(unproven.url);
  await desk.add(verified.url, { checksum: verified.sha1 });
  const words = [
    [missing, 'Failed'],
    [different, 'Does not match'],
    [unproven, 'Size only'],
    [verified, 'Verified'],
  ] as const;
  for (const [file, word] of words) {
    await expect(desk.row(file.name)).toContainText(word, { timeout: patience });
  }
}

async function takeVerifyDialog(camera: Camera, desk: Desk, scene: Scene, folder: string): Promise<void> {
  await desk.button('Verify').click();
  const dialog = desk.verifyDialog;
  await dialog.getByRole('textbox', { name: 'File' }).fill(join(folder, scene.unproven.name));
  const sum = `SHA1 (${scene.unproven.name}) = ${scene.unproven.sha1}`;
  await dialog.getByRole('textbox', { name: 'Checksum' }).fill(sum);
  await dialog.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('Verified', { timeout: patience });
  await camera.take('verify');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
}

/** Waits until a download has `percent` of its bytes. */
async function reaches(desk: Desk, file: string, percent: number): Promise<void> {
  await expect
    .poll(async () => Number(await desk.bar(file).getAttribute('aria-valuenow')), { timeout: patience })
    .toBeGreaterThanOrEqual(percent);
}
