import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { metalinkText } from '../engine/policy/export/metalink-text.ts';
import { pieceLengthFor } from '../engine/policy/export/piece-length.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { exitStatus, printable, writeLine, type CommandIo } from './command-io.ts';
import { isWebUrl } from './get-options.ts';
import { hashProgress } from './hash-progress.ts';
import { openToRead, systemCode } from './open-to-read.ts';
import { readArguments } from './option-text.ts';
import { refusalOf, type Refusal } from './verify-refusal.ts';

const readLength = 1_024 * 1_024;

/**
 * `tributary metalink FILE URL…`: prints a metalink of version 4 with the file's size, its SHA-256, those of
 * its pieces, and the addresses as its sources. Gives the exit status.
 */
export async function runMetalink(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = readArguments({
    args: [...args],
    allowPositionals: true,
    options: { name: { type: 'string' } },
  });
  const refuse = (sentence: string, status: number): number => {
    writeLine(io.stderr, sentence);
    return status;
  };
  if (!parsed.ok) return refuse(parsed.failure, exitStatus.badOption);
  const [file, ...urls] = parsed.value.positionals;
  if (file === undefined || urls.length === 0)
    return refuse('Give a file, and the URLs that it can be had from.', exitStatus.badOption);
  const badUrl = urls.findIndex((url) => !isWebUrl(url));
  if (badUrl >= 0) return refuse(`URL ${badUrl + 1} is not an http or https address.`, exitStatus.badOption);
  const sums = await sumsOf(file, io);
  if (!sums.ok) return refuse(sums.failure.sentence, sums.failure.status);
  const [first = '', ...others] = urls.map((url) => new URL(url).href);
  const source = (url: string) => ({ url, headers: [], signsIn: false, cookies: false });
  io.stdout.write(
    metalinkText({
      name: parsed.value.values.name ?? basename(file),
      size: sums.value.size,
      connections: 1,
      sum: { algorithm: 'sha256', hex: sums.value.whole },
      pieces:
        sums.value.size === 0
          ? null
          : { algorithm: 'sha256', length: sums.value.length, sums: sums.value.pieces },
      sources: [source(first), ...others.map(source)],
    }),
  );
  return exitStatus.ok;
}

interface FileSums {
  readonly size: number;
  readonly whole: string;
  /** Bytes of a piece. */
  readonly length: number;
  readonly pieces: readonly string[];
}

/** The sums of a file, in one pass over it. */
async function sumsOf(file: string, { cwd, signal, stderr }: CommandIo): Promise<Result<FileSums, Refusal>> {
  const name = printable(file);
  const opened = await openToRead(resolve(cwd, file));
  if (!opened.ok) return fail(refusalOf(file, opened.failure));
  const { file: handle, stats } = opened.value;
  const { size } = stats;
  const progress = hashProgress(name, stderr);
  try {
    const length = pieceLengthFor(size);
    const whole = createHash('sha256');
    const pieces: string[] = [];
    const buffer = Buffer.allocUnsafe(readLength);
    for (let start = 0; start < size; start += length) {
      const piece = createHash('sha256');
      const end = Math.min(size, start + length);
      for (let at = start; at < end;) {
        if (signal.aborted)
          return fail({ sentence: `Interrupted before ${name} was read.`, status: exitStatus.interrupted });
        const { bytesRead } = await handle.read(buffer, 0, Math.min(readLength, end - at), at);
        if (bytesRead === 0)
          return fail({ sentence: `${name} became shorter while it was read.`, status: exitStatus.io });
        for (const hash of [whole, piece]) hash.update(buffer.subarray(0, bytesRead));
        at += bytesRead;
        progress.show(at, size);
      }
      pieces.push(piece.digest('hex'));
    }
    return ok({ size, whole: whole.digest('hex'), length, pieces });
  } catch (error) {
    return fail(refusalOf(file, { code: 'io', system: systemCode(error) }));
  } finally {
    progress.clear();
    await handle.close();
  }
}
