import type { Readable, Writable } from 'node:stream';

/** Where a command writes its text. */
export interface TextOutput extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Everything a command has of the world outside, so that tests can give it another one. */
export interface CommandIo {
  readonly stdin: Readable;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Aborted by the first SIGINT or SIGTERM: save and end. */
  readonly signal: AbortSignal;
}

/** Exit statuses that are not an interrupt reason's; the others are in shared/model/reasons.ts. */
export const exitStatus = {
  ok: 0,
  other: 1,
  missing: 3,
  interrupted: 7,
  open: 15,
  io: 17,
  badOption: 28,
  mismatch: 32,
} as const;

export function writeLine(output: TextOutput, line: string): void {
  output.write(`${line}\n`);
}

/** Text from outside, with what a terminal would obey made visible. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (sign) => `\\u{${sign.codePointAt(0)?.toString(16) ?? ''}}`,
  );
}
