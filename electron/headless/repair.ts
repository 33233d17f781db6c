import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { NodePorts } from '../engine/adapters/node-ports.ts';
import type { MetalinkFile } from '../engine/policy/metalink/metalink-file.ts';
import { parseMetalink } from '../engine/policy/metalink/metalink.ts';
import { aria2Ending } from '../engine/policy/repair/aria2-control.ts';
import { halfDoneOf } from '../engine/repair/half-done.ts';
import { repairFile, type RepairEnd } from '../engine/repair/repair-file.ts';
import { repairOpenDeps, repairSources } from '../engine/repair/repair-sources.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { openAccess, type Access } from './access-options.ts';
import { openCommandPorts } from './command-ports.ts';
import { exitStatus, printable, writeLine, type CommandIo } from './command-io.ts';
import type { RepairOptions } from './repair-options.ts';
import { repairReport } from './repair-report.ts';
import { openTlsTrust } from './tls-options.ts';

/** `tributary repair`: makes a file what its sum says, and says what was done. Gives the exit status. */
export async function runRepair(options: RepairOptions, io: CommandIo): Promise<number> {
  const refuse = (sentence: string): number => {
    writeLine(io.stderr, sentence);
    return io.signal.aborted ? exitStatus.interrupted : exitStatus.badOption;
  };
  const listed = options.metalink === null ? ok(null) : await listedFile(options, io);
  if (!listed.ok) return refuse(listed.failure);
  const given = [...options.urls, ...(listed.value?.urls.map(({ url }) => url) ?? [])];
  const urls = [...new Set(given)].map((url) => new URL(url));
  const tls = await openTlsTrust(options.tls, urls, io.cwd);
  if (!tls.ok) return refuse(tls.failure);
  const access = await openAccess(options.access, urls, io);
  if (!access.ok) return refuse(access.failure);
  const { log, ports } = openCommandPorts(options, access.value, tls.value, io);
  const report = repairReport(options, io);
  try {
    const end = await repairWith(options, { urls, listed: listed.value, access: access.value }, ports, {
      ...io,
      report,
    });
    return report.end(end);
  } finally {
    ports.transport.close();
    await ports.close();
    await log.close();
  }
}

async function repairWith(
  options: RepairOptions,
  {
    urls,
    listed,
    access,
  }: { readonly urls: readonly URL[]; readonly listed: MetalinkFile | null; readonly access: Access },
  ports: NodePorts,
  { cwd, signal, report }: CommandIo & { readonly report: ReturnType<typeof repairReport> },
): Promise<RepairEnd> {
  const path = resolve(cwd, options.file);
  const halfDone = await halfDoneOf(ports.files, path);
  if (halfDone !== null)
    report.note(`${printable(options.file)}${aria2Ending} tells which parts are missing`);
  const sources = repairSources(ports, urls, { ...access, headers: options.headers });
  const request = {
    sum: options.checksum ?? listed?.sum ?? null,
    pieces: listed?.pieces ?? null,
    size: listed?.size ?? null,
    sources,
    halfDone,
    connections: options.connections,
  };
  const open = repairOpenDeps(ports, options.timeout * 1_000);
  return repairFile(path, request, {
    ports,
    open,
    signal,
    onProgress: report.progress,
    note: report.note,
  });
}

/** The file that a metalink lists under the name of the damaged one, else its only file. */
async function listedFile(
  { file, metalink }: RepairOptions,
  { cwd }: CommandIo,
): Promise<Result<MetalinkFile, string>> {
  const path = resolve(cwd, metalink ?? '');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return fail('The file that --metalink names cannot be read: check its path.');
  const parsed = parseMetalink(text);
  if (!parsed.ok) return fail('The file that --metalink names is no metalink with a file in it.');
  const { files } = parsed.value;
  const found =
    files.find(({ name }) => name === basename(file)) ?? (files.length === 1 ? files[0] : undefined);
  if (found === undefined) return fail(`The metalink lists no file named ${printable(basename(file))}.`);
  return found.sum === null && found.pieces === null
    ? fail('The metalink names no sum of the file.')
    : ok(found);
}
