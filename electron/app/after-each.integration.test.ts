import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startRangeServer } from '../engine/testing/range-server/range-server.ts';
import { AppHarness } from './testing/app-harness.ts';

const size = 64 << 10;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function open(runsCommands: boolean): Promise<AppHarness> {
  const harness = await AppHarness.open({ runsCommands });
  closing.push(() => harness.close());
  return harness;
}

/** Hears of each run of a program that tells its arguments: `next` is those of the next one, in order. */
async function listener(folder: string) {
  const heard: string[][] = [];
  const waiting: ((words: string[]) => void)[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const words = JSON.parse(text) as string[];
      const told = waiting.shift();
      if (told === undefined) heard.push(words);
      else told(words);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const script = join(folder, 'tell it.mjs');
  await writeFile(
    script,
    `await fetch(process.argv[2], { method: 'POST', body: JSON.stringify(process.argv.slice(3)) });`,
  );
  const { port } = server.address() as AddressInfo;
  return {
    program: `"${process.execPath}" "${script}" http://127.0.0.1:${port}/`,
    heard,
    next: (): Promise<string[]> =>
      new Promise((resolve) => {
        const first = heard.shift();
        if (first === undefined) waiting.push(resolve);
        else resolve(first);
      }),
  };
}

const names = [
  'plain.bin',
  'two words.bin',
  "it's $(touch x) `y` ; & .bin",
  '-rf --help.bin',
  '{url} %PATH% $HOME.bin',
  '한글 이름.bin',
];

test('a command is run for each finished file, every argument one, whatever the file is called', async () => {
  const harness = await open(true);
  const told = await listener(harness.root);
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const set = await window.client.call.setSettings({
    doneCommand: `${told.program} {file} "{folder}" {name} --name={name} 'a  b' {url}`,
    doneCommandOn: true,
  });
  expect(set).toMatchObject({ ok: true, value: { doneCommandOn: true } });
  for (const [index, asked] of names.entries()) {
    const url = `${server.origin}/${index}`;
    const id = await window.add(url, harness.folder, { name: asked });
    await window.reaches(id, 'completed');
    const name = window.view(id)?.name ?? '';
    const one = name.startsWith('-') ? `./${name}` : name;
    const file = join(harness.folder, name);
    expect(await told.next()).toEqual([file, harness.folder, one, `--name=${name}`, 'a  b', url]);
  }
  expect(await harness.files()).toHaveLength(names.length);
});

test('a command that is another one is not run before that is said, and none where the host runs none', async () => {
  const harness = await open(true);
  const told = await listener(harness.root);
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  const { call } = window.client;
  await call.setSettings({ doneCommand: `${told.program} first`, doneCommandOn: true });
  expect(await call.setSettings({ doneCommand: `${told.program} second` })).toMatchObject({
    value: { doneCommandOn: false },
  });
  await window.reaches(await window.add(`${server.origin}/a`, harness.folder), 'completed');
  await call.setSettings({ doneCommandOn: true });
  await window.reaches(await window.add(`${server.origin}/b`, harness.folder), 'completed');
  expect(await told.next()).toEqual(['second']);
  expect(told.heard).toEqual([]);

  const other = await open(false);
  const there = await other.window();
  expect(await there.client.call.setSettings({ doneCommand: 'x', doneCommandOn: true })).toMatchObject({
    failure: { code: 'not-possible-here' },
  });
});

test('a finished file is opened where the settings say so; a program that is not there ends nothing', async () => {
  const harness = await open(true);
  const server = await harness.serve(startRangeServer({ size }));
  const window = await harness.window();
  await window.client.call.setSettings({
    doneOpen: true,
    doneCommand: join(harness.root, 'no such program'),
    doneCommandOn: true,
  });
  const first = await window.add(`${server.origin}/a.txt`, harness.folder);
  await window.reaches(first, 'completed');
  const second = await window.add(`${server.origin}/b.txt`, harness.folder);
  await window.reaches(second, 'completed');
  expect(harness.host.opened).toEqual([harness.path('a.txt'), harness.path('b.txt')]);
  // Those that were finished before are not opened again.
  await harness.restart();
  const again = await harness.window();
  await again.reaches(await again.add(`${server.origin}/c.txt`, harness.folder), 'completed');
  expect(harness.host.opened.slice(2)).toEqual([harness.path('c.txt')]);
});
