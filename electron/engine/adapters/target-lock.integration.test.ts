import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockTarget } from './target-lock.ts';

let folder = '';
let locks = '';
let children: Child[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-target-'));
  locks = join(folder, 'locks');
});
afterEach(async () => {
  for (const child of children) await child.end('SIGKILL');
  children = [];
  rmSync(folder, { recursive: true, force: true });
});

const program = `
import { createInterface } from 'node:readline';
const { lockTarget } = await import(process.argv[1]);
const [, , target, folder] = process.argv;
let lock = null;
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('lock')) {
    const result = lockTarget(line.split(' ')[1] ?? target, folder);
    if (result.ok) lock = result.value;
    console.log(result.ok ? 'ok' : result.failure.code);
  } else if (line === 'release') {
    lock?.release();
    console.log('released');
  } else {
    // Takes and releases the lock so many times; each time it holds it, it must be alone.
    const { openSync, closeSync, unlinkSync } = await import('node:fs');
    let taken = 0;
    let clash = 0;
    for (let turn = 0; turn < Number(line); turn += 1) {
      const result = lockTarget(target, folder);
      if (!result.ok) continue;
      taken += 1;
      try {
        closeSync(openSync(folder + '/../alone', 'wx'));
        unlinkSync(folder + '/../alone');
      } catch {
        clash += 1;
      }
      result.value.release();
    }
    console.log(taken + ' ' + clash);
  }
}
`;

/** Another process that locks when it is told to. */
class Child {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<void>;

  constructor(target: string) {
    const lock = new URL('./target-lock.ts', import.meta.url).href;
    const args = ['--input-type=module', '--no-warnings', '-e', program, lock, target, locks];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process = child;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    children.push(this);
  }

  async ask(line: string): Promise<string> {
    this.#process.stdin?.write(`${line}\n`);
    return String((await this.#lines.next()).value);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.#process.kill(signal);
    await this.#ended;
  }
}

/** Names of locks; each process has a file of its own beside them. */
const locksIn = (): string[] => readdirSync(locks).filter((name) => !name.startsWith('process-'));

/** A lock whose holder was killed. */
async function leaveDead(target: string): Promise<void> {
  const holder = new Child(target);
  expect(await holder.ask('lock')).toBe('ok');
  await holder.end('SIGKILL');
}

describe('lockTarget', () => {
  const codeOf = (result: ReturnType<typeof lockTarget>) => (result.ok ? 'ok' : result.failure.code);

  it('leaves nothing behind, and nothing open, once the last lock is released', () => {
    const descriptors = (): number => readdirSync('/proc/self/fd').length;
    const before = process.platform === 'linux' ? descriptors() : 0;
    const taken = ['a.iso', 'b.iso', 'a.iso'].map((name) => lockTarget(join(folder, name), locks));
    expect(taken.map(codeOf)).toEqual(['ok', 'ok', 'file-in-use']);
    for (const lock of taken) if (lock.ok) lock.value.release();
    expect(readdirSync(locks)).toEqual([]);
    if (process.platform === 'linux') expect(descriptors()).toBe(before);
    expect(codeOf(lockTarget(join(folder, 'a.iso'), locks))).toBe('ok');
  });

  it('I8: of two processes one has the lock until it releases it', async () => {
    const target = join(folder, 'a.iso');
    const one = new Child(target);
    const other = new Child(target);
    expect(await one.ask('lock')).toBe('ok');
    expect(await other.ask('lock')).toBe('file-in-use');
    expect(codeOf(lockTarget(target, locks))).toBe('file-in-use');
    expect(await one.ask('release')).toBe('released');
    expect(await other.ask('lock')).toBe('ok');
    expect(await one.ask('lock')).toBe('file-in-use');
  });

  it('I5: a lock ends with its process, killed or not', async () => {
    const target = join(folder, 'a.iso');
    const holder = new Child(target);
    expect(await holder.ask('lock')).toBe('ok');
    expect(codeOf(lockTarget(target, locks))).toBe('file-in-use');
    await holder.end('SIGKILL');
    const lock = lockTarget(target, locks);
    expect(codeOf(lock)).toBe('ok');
    if (lock.ok) lock.value.release();
  });

  it('is held by one process at a time while two take and release it as fast as they can', async () => {
    const target = join(folder, 'a.iso');
    const counts = await Promise.all([new Child(target).ask('300'), new Child(target).ask('300')]);
    for (const count of counts) {
      expect(count).toMatch(/^[1-9]\d* 0$/);
    }
    expect(locksIn()).toEqual([]);
  });

  it.each(['before', 'after'])(
    'is on no file that was removed meanwhile: %s SQLite opened it',
    async (when) => {
      const target = join(folder, 'a.iso');
      await leaveDead(target);
      let opened = 0;
      const lock = lockTarget(target, locks, (file) => {
        opened += 1;
        const database = new DatabaseSync(file, { timeout: 0 });
        if (opened > 1) return database;
        if (when === 'after') database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA user_version');
        renameSync(file, `${file}.old`);
        if (when === 'before') writeFileSync(file, '');
        return database;
      });
      expect([codeOf(lock), opened]).toEqual(['ok', when === 'before' ? 2 : 1]);
      expect(await new Child(target).ask('lock')).toBe('file-in-use');
      if (lock.ok) lock.value.release();
    },
  );

  it('frees every lock of a process that died, while others hold some of them again', async () => {
    const targets = ['a.iso', 'b.iso', 'c.iso'].map((name) => join(folder, name));
    const holder = new Child(targets[0] ?? '');
    for (const target of targets) expect(await holder.ask(`lock ${target}`)).toBe('ok');
    await holder.end('SIGKILL');
    const one = new Child(targets[0] ?? '');
    expect(await one.ask('lock')).toBe('ok');
    const mine = targets.slice(1).map((target) => lockTarget(target, locks));
    expect(mine.map(codeOf)).toEqual(['ok', 'ok']);
    for (const lock of mine) if (lock.ok) lock.value.release();
  });

  it('takes its locks again where the folder was swept meanwhile', async () => {
    const target = join(folder, 'a.iso');
    const before = lockTarget(join(folder, 'b.iso'), locks);
    expect(codeOf(before)).toBe('ok');
    for (const name of readdirSync(locks)) rmSync(join(locks, name));
    const lock = lockTarget(target, locks);
    expect(codeOf(lock)).toBe('ok');
    expect(await new Child(target).ask('lock')).toBe('file-in-use');
    for (const one of [before, lock]) if (one.ok) one.value.release();
  });

  it('removes what dead processes left of themselves', async () => {
    await leaveDead(join(folder, 'a.iso'));
    expect(readdirSync(locks)).toHaveLength(2);
    const child = new Child(join(folder, 'b.iso'));
    expect(await child.ask('lock')).toBe('ok');
    expect(readdirSync(locks).filter((name) => name.startsWith('process-'))).toHaveLength(1);
  });

  it('I8: of two downloads of one process one has the lock', () => {
    const lock = lockTarget(join(folder, 'a.iso'), locks);
    expect(codeOf(lockTarget(join(folder, 'a.iso'), locks))).toBe('file-in-use');
    const other = lockTarget(join(folder, 'b.iso'), locks);
    expect(codeOf(other)).toBe('ok');
    for (const one of [lock, lock, other]) if (one.ok) one.value.release();
    expect(locksIn()).toEqual([]);
    const again = lockTarget(join(folder, 'a.iso'), locks);
    expect(codeOf(again)).toBe('ok');
    if (again.ok) again.value.release();
  });

  it('knows a target by another way to its folder, another case and another Unicode form', () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'way'));
    const lock = lockTarget(join(folder, 'real', 'Caf\u00e9.iso'), locks);
    expect(codeOf(lockTarget(join(folder, 'way', 'cafe\u0301.ISO'), locks))).toBe('file-in-use');
    if (lock.ok) lock.value.release();
  });

  it('trusts no folder of lock files that others may write to, nor a link in its place', () => {
    const target = join(folder, 'a.iso');
    mkdirSync(locks);
    chmodSync(locks, 0o777);
    expect(lockTarget(target, locks)).toEqual({
      ok: false,
      failure: { code: 'file-open', facts: { errno: 'EPERM', op: 'lock' } },
    });
    chmodSync(locks, 0o700);
    symlinkSync(locks, join(folder, 'link'));
    expect(codeOf(lockTarget(target, join(folder, 'link')))).toBe('file-open');
    expect(codeOf(lockTarget(join(folder, 'none', 'a.iso'), locks))).toBe('file-open');
  });
});
