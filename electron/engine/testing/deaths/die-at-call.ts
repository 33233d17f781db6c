import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { isMainThread, Worker } from 'node:worker_threads';
import { deathVariable, type DeathPlan } from './death-plan.ts';

/**
 * `node --import die-at-call.ts program.ts`: the program, unchanged, is killed (SIGKILL to itself) at
 * one of the calls by which it opens, writes, syncs, names, cuts or removes something, or changes a
 * database. The calls of Node itself are replaced, so that nothing of the program knows of it.
 */
const text = process.env[deathVariable];
if (text !== undefined && isMainThread) await arm(JSON.parse(text) as DeathPlan);

type Method = (this: unknown, ...args: readonly unknown[]) => unknown;
/** What a call is; null: it is none that counts. */
type Describe = (self: unknown, args: readonly unknown[]) => string | null;
/** Does a part of a call, or all of it while something else kills the process. */
type Half = (self: unknown, args: readonly unknown[], original: Method) => unknown;

async function arm(plan: DeathPlan): Promise<void> {
  const calls: string[] = [];
  const paths = new WeakMap<object, string>();
  const { death, report, root } = plan;
  const writeReport = fs.writeFileSync;
  const killer = death?.when === 'halfway' ? startKiller(death.number) : null;

  const reached = (what: string): boolean => {
    calls.push(what);
    if (death === null || (death.what !== undefined && death.what !== what)) return false;
    const alike = death.what === undefined ? calls.length : calls.filter((call) => call === what).length;
    return alike === death.number;
  };
  const counted = (owner: object, name: string, describe: Describe, half?: Half): void => {
    const original = Reflect.get(owner, name) as Method;
    const replacement: Method = function (...args) {
      const what = describe(this, args);
      if (what === null || !reached(what)) return Reflect.apply(original, this, args);
      if (death?.when === 'before' || (death?.when === 'halfway' && half === undefined)) die();
      const part = death?.when === 'halfway' ? half : undefined;
      const result = part === undefined ? Reflect.apply(original, this, args) : part(this, args, original);
      return result instanceof Promise ? result.then(die, die) : die();
    };
    Reflect.set(owner, name, replacement);
  };

  const kind = (path: unknown): string | null => {
    if (typeof path !== 'string' || !path.startsWith(root) || path.includes('/logs/')) return null;
    if (path.endsWith('.part.tributary')) return 'control';
    if (path.endsWith('.part')) return 'part';
    if (path.endsWith('.lock')) return 'lock';
    if (path.endsWith('.tmp') || path.endsWith('settings.json')) return 'settings';
    if (path.includes('sqlite')) return 'catalog';
    const lies = fs.statSync(path, { throwIfNoEntry: false });
    return lies?.isDirectory() === true ? 'folder' : 'target';
  };
  const onPath =
    (verb: string, at = 0): Describe =>
    (_self, args) => {
      const what = kind(args[at]);
      return what === null ? null : `${verb} ${what}`;
    };
  const onFolder: Describe = (_self, args) => (kind(args[0]) === null ? null : 'make folder');
  const onHandle =
    (verb: string): Describe =>
    (self) => {
      const what = kind(paths.get(self as object));
      return what === null ? null : `${verb} ${what}`;
    };
  const halfWrite: Half = (self, [bytes, from, length, offset], original) =>
    original.call(self, bytes, from, Math.floor(Number(length) / 2), offset);
  const whileKilled: Half = (self, args, original) => {
    killer?.();
    return Reflect.apply(original, self, args);
  };
  const onDatabase: Describe = (self) => {
    const what = kind((self as DatabaseSync).location());
    return what === null ? null : `change ${what}`;
  };

  const { promises } = fs;
  const probe = await promises.open(process.execPath, 'r');
  const handles = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  counted(handles, 'write', onHandle('write'), halfWrite);
  counted(handles, 'sync', onHandle('sync'));
  counted(handles, 'datasync', onHandle('sync'));
  counted(handles, 'truncate', onHandle('truncate'));
  counted(promises, 'open', onPath('open'));
  // Counted by now; its handles get the path that later calls are told apart by.
  const { open } = promises;
  Reflect.set(promises, 'open', async (...args: Parameters<typeof promises.open>) => {
    const handle = await open(...args);
    paths.set(handle, String(args[0]));
    return handle;
  });
  counted(promises, 'link', onPath('link', 1));
  counted(fs, 'linkSync', onPath('link', 1));
  counted(promises, 'rename', onPath('rename', 1));
  counted(promises, 'unlink', onPath('unlink'));
  counted(promises, 'mkdir', onFolder);
  counted(fs, 'openSync', onPath('open'));
  counted(fs, 'renameSync', onPath('rename', 1));
  counted(fs, 'unlinkSync', onPath('unlink'));
  counted(fs, 'mkdirSync', onFolder);
  counted(DatabaseSync.prototype, 'exec', onDatabase, whileKilled);
  counted(DatabaseSync.prototype, 'close', onDatabase, whileKilled);
  counted(StatementSync.prototype, 'run', () => 'change catalog', whileKilled);
  syncBuiltinESMExports();
  if (report !== null) process.on('exit', () => writeReport(report, JSON.stringify(calls)));
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('The process outlived its death.');
}

/** A thread that kills the process a moment after it is told to: sooner or later by `number`. */
function startKiller(number: number): () => void {
  const told = new Int32Array(new SharedArrayBuffer(4));
  const source = `
    const { workerData } = require('node:worker_threads');
    Atomics.wait(workerData.told, 0, 0);
    const end = performance.now() + workerData.delay;
    while (performance.now() < end);
    process.kill(process.pid, 'SIGKILL');`;
  const delay = (number % 16) / 32;
  new Worker(source, { eval: true, execArgv: [], workerData: { told, delay } }).unref();
  return () => {
    Atomics.store(told, 0, 1);
    Atomics.notify(told, 0);
  };
}
