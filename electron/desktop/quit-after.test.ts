import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { quitAfter } from './quit-after.ts';

/** Like Electron's: `quit` asks `before-quit` first and ends only where nobody prevented it. */
class FakeApp extends EventEmitter {
  ended = 0;

  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.ended += 1;
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('ends after everything is saved, and saves once', async () => {
  const app = new FakeApp();
  const saving = Promise.withResolvers<void>();
  const save = vi.fn(() => saving.promise);
  quitAfter(app, save);
  app.quit();
  app.quit();
  expect(save).toHaveBeenCalledTimes(1);
  expect(app.ended).toBe(0);
  saving.resolve();
  await saving.promise;
  await Promise.resolve();
  expect(app.ended).toBe(1);
});

it('ends also where saving fails', async () => {
  const app = new FakeApp();
  quitAfter(app, () => Promise.reject(new Error('disk gone')));
  app.quit();
  await vi.advanceTimersByTimeAsync(0);
  expect(app.ended).toBe(1);
});

it('does not wait for ever', async () => {
  const app = new FakeApp();
  quitAfter(app, () => new Promise(() => undefined));
  app.quit();
  await vi.advanceTimersByTimeAsync(9_000);
  expect(app.ended).toBe(0);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(app.ended).toBe(1);
});
