import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseSumsFile, readSumsFile, sumForName } from '../engine/policy/digests/checksum-text.ts';
import { algorithmLabel, type Checksum } from '../../shared/model/checksum.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { exitStatus, printable, writeLine, type CommandIo } from './command-io.ts';
import { eitherReading } from './either-reading.ts';
import { hashFile, type HashFailure } from './file-hash.ts';
import { readChecksum } from './get-options.ts';
import { hashProgress } from './hash-progress.ts';
import { readArguments } from './option-text.ts';
import { readText } from './sums-input.ts';
import { verifyFolder, verifyList } from './verify-list.ts';
import { knownKinds, refusalOf, refuse, writeBoth, type Refusal } from './verify-refusal.ts';

/**
 * `tributary verify FILE SUM`, `tributary verify -c SUMSFILE` (`-`: stdin) and `tributary verify FOLDER`;
 * gives the exit status.
 */
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
  if (values.check === undefined && sum === undefined && file !== undefined && (await isFolder(file, io)))
    return verifyFolder(file, io);
  if (values.check !== undefined || positionals.length !== 2 || !file || !sum) {
    return refuse(io, {
      sentence: 'Give a file and its checksum, a folder, or -c and the name of a sums file.',
      status: exitStatus.badOption,
    });
  }
  return verifyOne(file, sum, io);
}

async function verifyOne(file: string, sum: string, io: CommandIo): Promise<number> {
  const written = readChecksum(sum);
  const expected = written === null ? await expectedFromList(file, sum, io) : ok(written);
  if (!expected.ok) return refuse(io, expected.failure);
  const computed = await eitherReading(expected.value, (sum) => hash(file, resolve(io.cwd, file), sum, io));
  if (!computed.ok) return refuse(io, refusalOf(file, computed.failure));
  const name = printable(file);
  const label = algorithmLabel(computed.value.algorithm);
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
  const isForeign = readSumsFile(sums).foreign.named > 0;
  const notFound = isForeign
    ? `That sum is of a kind that is not computed here: ${knownKinds} are.`
    : `${printable(sums)} is neither a checksum nor the name of a sums file.`;
  const text = await readText(resolve(io.cwd, sums));
  if (!text.ok) return fail({ sentence: notFound, status: exitStatus.badOption });
  const entries = parseSumsFile(text.value, basename(sums));
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

async function hash(
  name: string,
  path: string,
  { algorithm }: Checksum,
  io: CommandIo,
): Promise<Result<Checksum, HashFailure>> {
  const progress = hashProgress(printable(name), io.stderr);
  try {
    return await hashFile(path, algorithm, io.signal, progress.show);
  } finally {
    progress.clear();
  }
}

async function isFolder(path: string, { cwd }: CommandIo): Promise<boolean> {
  const facts = await stat(resolve(cwd, path)).catch(() => null);
  return facts?.isDirectory() ?? false;
}
