import { PassThrough } from 'node:stream';
import type { CommandIo } from './command-io.ts';

/** A command's world for tests: text goes in and what was written comes out. */
export interface TestingIo {
  readonly io: CommandIo;
  readonly stop: AbortController;
  /** Everything written so far. */
  out(): string;
  err(): string;
  /** Resolves with the first whole line on stdout. */
  firstLine(): Promise<string>;
}

/** `input`: all that stands on stdin, which is left open without it. */
export function testingIo(
  cwd: string,
  env: CommandIo['env'] = {},
  stderrIsTerminal = false,
  input: Uint8Array | null = null,
): TestingIo {
  const stdin = new PassThrough();
  if (input !== null) stdin.end(input);
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY: stderrIsTerminal });
  const stop = new AbortController();
  let out = '';
  let err = '';
  stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return {
    io: { stdin, stdout, stderr, env, cwd, signal: stop.signal },
    stop,
    out: () => out,
    err: () => err,
    firstLine: () =>
      new Promise((resolve) => {
        const look = (): void => {
          const [line, ...rest] = out.split('\n');
          if (rest.length > 0) resolve(line ?? '');
          else stdout.once('data', () => setImmediate(look));
        };
        look();
      }),
  };
}
