import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readSumsFile } from '../engine/policy/digests/checksum-text.ts';
import type { Checksum } from '../../shared/model/checksum.ts';
import type { Result } from '../../shared/model/result.ts';
import { exitStatus, printable, writeLine, type CommandIo } from './command-io.ts';
import type { HashFailure } from './file-hash.ts';
import { HashPool } from './hash-pool.ts';
import { hashProgress } from './hash-progress.ts';
import { eitherReading } from './either-reading.ts';
import { readInput, readText } from './sums-input.ts';
import { knownKinds, refusalOf, refuse, writeBoth } from './verify-refusal.ts';

const drawEvery = 100;
/** Files of sums by their names: lists of a folder, and those of one file each. */
const listName = /^(?:(?:md5|b2|sha(?:1|256|384|512))sums?|checksums?)(?:\.txt)?$/i;
const ownEnding = /\.(?:md5|sha1|sha256|sha384|sha512|b2(?:sum)?|blake2b?)$/i;

interface Entry {
  readonly name: string;
  readonly checksum: Checksum;
}

/** Checks all that a file of sums names (`-`: stdin), as seen from its folder, on all cores. */
export async function verifyList(sums: string, io: CommandIo): Promise<number> {
  const fromInput = sums === '-';
  const shown = fromInput ? 'stdin' : printable(sums);
  const folder = fromInput ? io.cwd : dirname(resolve(io.cwd, sums));
  const text = fromInput ? await readInput(io) : await readText(resolve(io.cwd, sums));
  if (!text.ok) return refuse(io, refusalOf(fromInput ? shown : sums, text.failure));
  const own = ownEnding.test(sums) ? basename(sums).replace(ownEnding, '') : null;
  const { entries: found, foreign } = readSumsFile(text.value, basename(sums));
  const entries = found.flatMap(({ name, checksum }): Entry[] => {
    const file = name ?? own;
    return file === null ? [] : [{ name: file, checksum }];
  });
  if (entries.length === 0) {
    const sentence =
      foreign.named + foreign.unnamed > 0
        ? `${shown} holds sums of a kind that is not computed here: ${knownKinds} are.`
        : `${shown} holds no checksum of a file.`;
    return refuse(io, { sentence, status: exitStatus.badOption });
  }
  const status = await verifyEntries(entries, folder, shown, io);
  if (foreign.named > 0) {
    const lines = foreign.named === 1 ? '1 line holds' : `${foreign.named} lines hold`;
    writeLine(io.stderr, `${shown}: ${lines} a sum of a kind that is not computed here, and told nothing.`);
  }
  return status;
}

/** Checks all that the files of sums in a folder name; the status is that of the worst. */
export async function verifyFolder(path: string, io: CommandIo): Promise<number> {
  const names = await readdir(resolve(io.cwd, path)).catch(() => []);
  const lists = names.filter((name) => listName.test(name) || ownEnding.test(name)).sort();
  if (lists.length === 0) {
    const sentence = `${printable(path)} holds no file of sums, such as SHA256SUMS.`;
    return refuse(io, { sentence, status: exitStatus.badOption });
  }
  const statuses: number[] = [];
  for (const list of lists) {
    const status = await verifyList(join(path, list), io);
    if (status === exitStatus.interrupted) return status;
    statuses.push(status);
  }
  const worstFirst = [exitStatus.mismatch, exitStatus.missing];
  return (
    worstFirst.find((status) => statuses.includes(status)) ?? statuses.find((status) => status !== 0) ?? 0
  );
}

async function verifyEntries(
  entries: readonly Entry[],
  folder: string,
  shown: string,
  io: CommandIo,
): Promise<number> {
  const pool = new HashPool();
  const progress = hashProgress(shown, io.stderr);
  const drawing = setInterval(() => {
    progress.show(pool.hashed, pool.size);
  }, drawEvery);
  try {
    const results = entries.map(({ name, checksum }) =>
      eitherReading(checksum, ({ algorithm }) => pool.hash(resolve(folder, name), algorithm, io.signal)),
    );
    return await tellInOrder(entries, results, shown, io, progress.clear);
  } finally {
    clearInterval(drawing);
    progress.clear();
    await pool.close();
  }
}

/** A line for each file, in the order of the list, as soon as it and those before are known. */
async function tellInOrder(
  entries: readonly Entry[],
  results: readonly Promise<Result<Checksum, HashFailure>>[],
  shown: string,
  io: CommandIo,
  clear: () => void,
): Promise<number> {
  const counts = { matched: 0, mismatched: 0, missing: 0, unread: 0 };
  let unreadStatus: number = exitStatus.io;
  for (const [index, { name, checksum }] of entries.entries()) {
    const computed = await results[index];
    if (computed === undefined) continue;
    clear();
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
