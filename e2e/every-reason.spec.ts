import { once } from 'node:events';
import { join } from 'node:path';
import { interruptReasonCodes } from '../shared/model/reasons.ts';
import { projectFolder, startHost } from './fixtures/host-process.ts';
import { expect, test } from './fixtures/test.ts';
import { misfitsOf } from './pages/view-measures.ts';
import { violations } from './pages/violations.ts';
import { WordedWindow } from './pages/worded-window.ts';

/** What each button asks the program for, or the dialog that it opens. */
const effects = {
  resume: { call: 'resume' },
  retry: { call: 'resume' },
  'start-over': { call: 'resume' },
  'keep-both': { call: 'answerChanged' },
  leave: { call: 'answerChanged' },
  'keep-page': { call: 'keepPage' },
  repair: { call: 'repair' },
  remove: { call: 'trash' },
  'sign-in': { dialog: 'sign-in:title' },
  'new-link': { dialog: 'new-link:title' },
  settings: { dialog: 'settings:title' },
  certificate: { dialog: null },
} as const;

const nothing = { words: '', buttons: [] };

for (const language of ['en', 'ko'] as const) {
  test(`every reason why a download stops is one sentence and a button that helps (${language})`, async ({
    home,
    hostKind,
    lazyBrowser,
  }) => {
    test.skip(hostKind !== 'headless', 'The downloads are made up, and no host stands behind them.');
    const locale = language === 'ko' ? 'ko-KR' : 'en-US';
    // So high that every row is in the page.
    const context = await (
      await lazyBrowser()
    ).newContext({ locale, viewport: { width: 1180, height: 3_400 } });
    const page = await context.newPage();
    const main = join(projectFolder, 'build/bench-window/scripted-host-main.ts');
    const host = startHost(main, ['--stopped'], home.env, true);
    const asked = async (): Promise<readonly (readonly [string, unknown])[]> => {
      const answer = once(host.child, 'message');
      host.child.send({ kind: 'asked' });
      const [calls] = (await answer) as [readonly (readonly [string, unknown])[]];
      return calls;
    };
    try {
      await page.goto(await host.saying(/Listening on (\S+)/));
      const window = new WordedWindow(page, language);
      await expect(page.getByRole('grid')).toHaveAttribute(
        'aria-rowcount',
        `${interruptReasonCodes.length + 1}`,
      );
      const rows = await page.getByRole('row').evaluateAll((all) =>
        all.map((row) => ({
          label: row.getAttribute('aria-label') ?? '',
          words: row.textContent,
          buttons: [...row.querySelectorAll('button')].map((button) => ({
            shown: button.textContent,
            name: button.getAttribute('aria-label') ?? '',
          })),
        })),
      );
      const tried = new Set<string>();
      for (const code of interruptReasonCodes) {
        const { buttons, words } = rows.find(({ label }) => label.startsWith(`${code}.bin,`)) ?? nothing;
        // What happened, and then what to do about it.
        const remedy = window.word(`remedies:${code}`);
        expect.soft(words, code).toMatch(new RegExp(`\\S.{5,}[.)] ${remedy.replaceAll(/[.?]/g, '\\$&')}`));
        expect.soft(buttons.length, code).toBeGreaterThan(0);
        for (const { name, shown } of buttons) {
          const [help = '', effect] =
            Object.entries(effects).find(([each]) => window.word(`list:help.${each}`) === shown) ?? [];
          if (effect === undefined) throw new Error(`${code} has a button "${shown}" that nobody knows`);
          expect.soft(name).toBe(window.word(`list:helpFor.${help}`, { name: `${code}.bin` }));
          const call = code === 'server-changed' || !('call' in effect) ? 'answerChanged' : effect.call;
          // Each button does what it says, wherever it stands.
          if (tried.has(`${help} ${call}`)) continue;
          tried.add(`${help} ${call}`);
          await asked();
          await window.row(`${code}.bin`).getByRole('button', { name }).click();
          if ('dialog' in effect) {
            const dialog =
              effect.dialog === null ? page.getByRole('dialog').last() : window.dialog(effect.dialog);
            await expect(dialog).toBeVisible();
            await page.keyboard.press('Escape');
            await expect(dialog).toBeHidden();
          } else {
            await expect
              .poll(async () => (await asked()).map(([each, input]) => [each, JSON.stringify(input)]))
              .toContainEqual([call, expect.stringContaining(`"${code}"`)]);
          }
        }
      }
      expect(await violations(page)).toEqual([]);
      expect((await misfitsOf(page)).cut).toEqual([]);
    } finally {
      await context.close();
      await host.end();
    }
  });
}
