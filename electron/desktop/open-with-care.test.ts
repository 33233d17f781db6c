import { expect, test } from 'vitest';
import { openWithCare, type OpenAnswer } from './open-with-care.ts';

/** What was asked and done, in order. */
async function opening(path: string, answer: OpenAnswer): Promise<readonly string[]> {
  const done: string[] = [];
  await openWithCare(path, {
    ask: async (name) => {
      done.push(`ask ${name}`);
      return answer;
    },
    open: async (file) => done.push(`open ${file}`) > 0,
    show: (file) => void done.push(`show ${file}`),
  });
  return done;
}

test('a document is opened', async () => {
  expect(await opening('/d/thesis.pdf', 'cancel')).toEqual(['open /d/thesis.pdf']);
});

test('a file that can act is opened only when the person says so', async () => {
  const path = '/d/photo.jpg.exe';
  expect(await opening(path, 'cancel')).toEqual(['ask photo.jpg.exe']);
  expect(await opening(path, 'show')).toEqual(['ask photo.jpg.exe', `show ${path}`]);
  expect(await opening(path, 'open')).toEqual(['ask photo.jpg.exe', `open ${path}`]);
});
