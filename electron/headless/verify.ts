import { open } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { parseSumsFile, sumForName } from '../engine/policy/checksum-text.ts';
import { algorithmLabel, type Checksum } from '../../shared/model/checksum.ts';
import { fileText } from '../../shared/model/file-text.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { exitStatus, printable, writeLine, type CommandIo } from './command-io.ts';
import { hashFile, type HashFailure } from './file-hash.ts';
import { readChecksum } from './get-options.ts';
import { hashProgress } from './hash-progress.ts';
import { readArguments } from './option-text.ts';

/** Bytes: a longer text is no list of sums. */
const sumsFileBytesMost = 16 * 1024 * 1024;

/** A sentence for stderr and the exit status that goes with it. */
interface Refusal {
  readonly sentence: string;
  readonly status: number;
}

/** `tributary verify FILE SUM` and `tributary verify -c SUMSFILE` (`-`: stdin); gives the exit status. */
export async function runVerify(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = readArguments({
    args: [...args],
    allowPositionals: true,
    options: { check: { type: 'string', short: 'c' } },
  });
  if (!parsed.ok) return refuse(io, { sentence: parsed.failure, status: exitStatus.badOption });
  const { values, positionals } = parsed.value;
  if (values.check !== undefined && positionals.length === 0) return verifyList(values.check, io);
  const [file, sum] = positionals;
  if (values.check !== undefined || positionals.length !== 2 || file === undefined || sum === undefined) {
    return refuse(io, {
      sentence: 'Give a file and its checksum, or -c and the name of a sums file.',
      status: exitStatus.badOption,
    });
  }
  return verifyOne(file, sum, io);
}

async function verifyOne(file: string, sum: string, io: CommandIo): Promise<number> {
  const written = readChecksum(sum);
  const expected = written === null ? await expectedFromList(file, sum, io) : ok(written);
  if (!expected.ok) return refuse(io, expected.failure);
  const computed = await hash(file, resolve(io.cwd, file), expected.value, io);
  if (!computed.ok) return refuse(io, refusalOf(file, computed.failure));
  const name = printable(file);
  const label = algorithmLabel(expected.value.algorithm);
  if (computed.value.hex === expected.value.hex) {
    writeLine(io.stdout, `${name}: OK`);
    writeLine(io.stdout, `${label} ${computed.value.hex}`);
    return exitStatus.ok;
  }
  writeLine(io.stdout, `${name}: FAILED`);
  writeBoth(io, expected.value, computed.value);
  writeLine(
    io.stderr,
    `${name} does not match its ${label} sum: it is damaged, or another file; fetch it again.`,
  );
  return exitStatus.mismatch;
}

/** The sum of `file` in a sums file: by its path as seen from there, else by its bare name. */
async function expectedFromList(
  file: string,
  sums: string,
  io: CommandIo,
): Promise<Result<Checksum, Refusal>> {
  const notFound = `${printable(sums)} is neither a checksum nor the name of a sums file.`;
  const text = await readText(resolve(io.cwd, sums));
  if (!text.ok) return fail({ sentence: notFound, status: exitStatus.badOption });
  const entries = parseSumsFile(text.value);
  const folder = dirname(resolve(io.cwd, sums));
  const path = resolve(io.cwd, file);
  const name = basename(path);
  const ofPath = entries.filter((entry) => entry.name !== null && resolve(folder, entry.name) === path);
  const found =
    sumForName(
      ofPath.map((entry) => ({ ...entry, name })),
      name,
    ) ?? sumForName(entries, name);
  if (found !== null) return ok(found);
  const sentence = entries.length === 0 ? notFound : `${printable(sums)} holds no sum of ${printable(file)}.`;
  return fail({ sentence, status: exitStatus.badOption });
}

async function verifyList(sums: string, io: CommandIo): Promise<number> {
  const fromInput = sums === '-';
  const shown = fromInput ? 'stdin' : printable(sums);
  const folder = fromInput ? io.cwd : dirname(resolve(io.cwd, sums));
  const text = fromInput ? await readInput(io) : await readText(resolve(io.cwd, sums));
  if (!text.ok) return refuse(io, refusalOf(fromInput ? shown : sums, text.failure));
  const entries = parseSumsFile(text.value).flatMap(({ name, checksum }) =>
    name === null ? [] : [{ name, checksum }],
  );
  if (entries.length === 0) {
    return refuse(io, { sentence: `${shown} holds no checksum of a file.`, status: exitStatus.badOption });
  }
  const counts = { matched: 0, mismatched: 0, missing: 0, unread: 0 };
  let unreadStatus: number = exitStatus.io;
  for (const { name, checksum } of entries) {
    const computed = await hash(name, resolve(folder, name), checksum, io, true);
    if (computed.ok && computed.value.hex === checksum.hex) {
      counts.matched += 1;
      writeLine(io.stdout, `${printable(name)}: OK`);
      continue;
    }
    writeLine(io.stdout, `${printable(name)}: FAILED`);
    if (computed.ok) {
      counts.mismatched += 1;
      writeBoth(io, checksum, computed.value);
      continue;
    }
    const refusal = refusalOf(name, computed.failure);
    writeLine(io.stderr, refusal.sentence);
    if (computed.failure.code === 'interrupted') return refusal.status;
    if (computed.failure.code === 'missing') counts.missing += 1;
    else counts.unread += 1;
    unreadStatus = refusal.status;
  }
  const parts = [
    `${counts.matched} of ${entries.length} match`,
    ...(counts.mismatched > 0 ? [`${counts.mismatched} do not`] : []),
    ...(counts.missing > 0 ? [`${counts.missing} missing`] : []),
    ...(counts.unread > 0 ? [`${counts.unread} not readable`] : []),
  ];
  writeLine(counts.matched === entries.length ? io.stdout : io.stderr, `${shown}: ${parts.join(', ')}.`);
  if (counts.mismatched > 0) return exitStatus.mismatch;
  if (counts.missing > 0) return exitStatus.missing;
  return counts.unread > 0 ? unreadStatus : exitStatus.ok;
}

async function hash(
  name: string,
  path: string,
  { algorithm }: Checksum,
  io: CommandIo,
  /** The path is from a list, whose author may be anybody: no device and no pipe is read. */
  filesOnly = false,
): Promise<Result<Checksum, HashFailure>> {
  const progress = hashProgress(printable(name), io.stderr);
  try {
    return await hashFile(path, algorithm, io.signal, progress.show, filesOnly);
  } finally {
    progress.clear();
  }
}

function writeBoth(io: CommandIo, expected: Checksum, computed: Checksum): void {
  writeLine(io.stdout, `  expected ${algorithmLabel(expected.algorithm)} ${expected.hex}`);
  writeLine(io.stdout, `  computed ${algorithmLabel(computed.algorithm)} ${computed.hex}`);
}

/** All of stdin. */
async function readInput({ stdin, signal }: CommandIo): Promise<Result<string, HashFailure>> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stdin)) {
      const bytes = Buffer.from(chunk as string | Buffer);
      length += bytes.length;
      if (length > sumsFileBytesMost) return fail({ code: 'open', system: 'EFBIG' });
      chunks.push(bytes);
    }
  } catch (error) {
    if (signal.aborted) return fail({ code: 'interrupted' });
    return fail({
      code: 'io',
      system: error instanceof Error && 'code' in error ? String(error.code) : 'unknown',
    });
  }
  return ok(fileText(Buffer.concat(chunks)));
}

async function readText(path: string): Promise<Result<string, HashFailure>> {
  try {
    const file = await open(path, 'r');
    try {
      if ((await file.stat()).size > sumsFileBytesMost) return fail({ code: 'open', system: 'EFBIG' });
      return ok(fileText(await file.readFile()));
    } finally {
      await file.close();
    }
  } catch (error) {
    const system = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return fail(system === 'ENOENT' || system === 'ENOTDIR' ? { code: 'missing' } : { code: 'open', system });
  }
}

function refusalOf(file: string, failure: HashFailure): Refusal {
  const name = printable(file);
  switch (failure.code) {
    case 'missing':
      return { sentence: `${name} does not exist: check its name and folder.`, status: exitStatus.missing };
    case 'interrupted':
      return { sentence: `Interrupted before ${name} was checked.`, status: exitStatus.interrupted };
    case 'open':
      return { sentence: `${name} cannot be opened (${failure.system}).`, status: exitStatus.open };
    case 'io':
      return {
        sentence: `${name} cannot be read (${failure.system}): check the drive.`,
        status: exitStatus.io,
      };
  }
}

function refuse(io: CommandIo, { sentence, status }: Refusal): number {
  writeLine(io.stderr, sentence);
  return status;
}
