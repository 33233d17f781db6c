import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Engine, type Download, type EnginePorts } from '../engine/index.ts';
import { exitStatusOf } from '../../shared/model/reasons.ts';
import { fileText } from '../../shared/model/file-text.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { openAccess, type Access } from './access-options.ts';
import { openCommandPorts } from './command-ports.ts';
import { exitStatus, writeLine, type CommandIo } from './command-io.ts';
import { failureSentence } from './failure-sentence.ts';
import type { GetOptions } from './get-options.ts';
import { getReport } from './get-report.ts';
import { readInputList, type InputItem } from './input-list.ts';
import { itemsBroughtBy, withMetalinks } from './metalink-items.ts';
import { openTlsTrust } from './tls-options.ts';

/** `tributary get`: brings every URL, or says in one sentence each why not. Gives the exit status. */
export async function runGet(options: GetOptions, io: CommandIo): Promise<number> {
  const listed = await readItems(options, io);
  const note = (sentence: string): void => {
    if (!options.quiet) writeLine(io.stderr, sentence);
  };
  const items = listed.ok ? await withMetalinks(listed.value, io.cwd, note) : listed;
  if (!items.ok) {
    writeLine(io.stderr, items.failure);
    return exitStatus.badOption;
  }
  const urls = items.value.flatMap((item) => [item.url, ...item.mirrors]).map((url) => new URL(url));
  const tls = await openTlsTrust(options.tls, urls, io.cwd);
  if (!tls.ok) {
    writeLine(io.stderr, tls.failure);
    return exitStatus.badOption;
  }
  const access = await openAccess(options.access, urls, io);
  if (!access.ok) {
    if (io.signal.aborted) return exitStatus.interrupted;
    writeLine(io.stderr, access.failure);
    return exitStatus.badOption;
  }
  const { log, ports } = openCommandPorts(options, access.value, tls.value, io);
  try {
    return await getAll(items.value, options, access.value, io, {
      ...ports,
      catalog: finishedOnly(ports.catalog),
    });
  } finally {
    await ports.close();
    await log.close();
  }
}

async function getAll(
  items: readonly InputItem[],
  options: GetOptions,
  access: Access,
  io: CommandIo,
  ports: EnginePorts,
): Promise<number> {
  const report = getReport(options, io, ports.clock);
  const engine = new Engine(
    ports,
    {
      jobs: options.jobs,
      connectionsPerHost: Math.max(options.connections, defaultSettings.connectionsPerHost),
      limit: options.limit,
      timeout: options.timeout * 1_000,
      patience: options.patience * 1_000,
      sidecarSums: options.findChecksum,
    },
    {
      onChange: (id) => {
        const download = engine.get(id);
        if (download !== null) report.changed(download);
      },
    },
  );
  const add = (item: InputItem): Download =>
    engine.add({
      url: new URL(item.url),
      mirrors: item.mirrors.map((mirror) => new URL(mirror)),
      folder: resolve(io.cwd, options.folder, item.folder ?? ''),
      name: item.name,
      connections: options.connections,
      checksum: item.checksum,
      listSum: item.listSum ?? null,
      pieces: item.pieces ?? null,
      listSize: item.size ?? null,
      reach: item.reach ?? null,
      headers: options.headers,
      credential: access.credential,
      cookies: access.cookies,
      acceptExisting: true,
      ...(options.prefer === null ? {} : { preferred: new URL(options.prefer) }),
      givenFile: options.adopt === null ? null : resolve(io.cwd, options.adopt),
    });
  const downloads = items.map(add);
  const stop = (): void => {
    void engine.close();
  };
  if (io.signal.aborted) stop();
  else io.signal.addEventListener('abort', stop, { once: true });
  await engine.idle();
  const refused: string[] = [];
  // What a metalink lists is fetched; a metalink that one of those brings is not followed any more.
  for (const download of io.signal.aborted ? [] : [...downloads]) {
    const listed = await itemsBroughtBy(download);
    if (listed.ok) downloads.push(...listed.value.map(add));
    else refused.push(`${download.view().name}: ${listed.failure}`);
  }
  await engine.idle();
  io.signal.removeEventListener('abort', stop);
  await engine.close();
  report.close();
  for (const sentence of refused) writeLine(io.stderr, sentence);
  const status = firstFailure(downloads, io);
  return status === exitStatus.ok && refused.length > 0 ? exitStatus.other : status;
}

/** Prints a sentence for each that is not complete; the status is that of the first. */
function firstFailure(downloads: readonly Download[], io: CommandIo): number {
  let status: number = exitStatus.ok;
  for (const download of downloads) {
    const { state } = download;
    if (state.kind === 'completed') continue;
    const failed = state.kind === 'interrupted';
    if (failed) writeLine(io.stderr, `${download.view().name}: ${failureSentence(state.failure)}`);
    if (status === exitStatus.ok) status = failed ? exitStatusOf(state.failure.code) : exitStatus.interrupted;
  }
  return status;
}

async function readItems(options: GetOptions, io: CommandIo): Promise<Result<readonly InputItem[], string>> {
  const given = options.urls.map((url) => ({
    url,
    mirrors: options.mirrors,
    name: options.name,
    folder: null,
    checksum: options.checksum,
  }));
  if (options.input === null) return ok(given);
  let list: string;
  try {
    list = fileText(
      options.input === '-' ? await buffer(io.stdin) : await readFile(resolve(io.cwd, options.input)),
    );
  } catch {
    return fail('The list that --input names cannot be read: check its path.');
  }
  const read = readInputList(list);
  if (!read.ok) return read;
  const items = [...given, ...read.value];
  return items.length === 0 ? fail('The list has no URL in it.') : ok(items);
}

/** The terminal keeps no list of what goes on, only the files that it finished, to know them again. */
function finishedOnly(catalog: EnginePorts['catalog']): EnginePorts['catalog'] {
  /** What was saved last of each: the steps after the final name change nothing of it. */
  const saved = new Map<string, string>();
  return {
    all: () => [],
    save: (record) => {
      if (record.fileMark === null) return;
      const mark = JSON.stringify([record.fileMark, record.target, record.computed, record.validator]);
      if (saved.get(record.id) === mark) return;
      saved.set(record.id, mark);
      catalog.save({ ...record, state: { kind: 'completed' } });
    },
    remove: (id) => {
      catalog.remove(id);
    },
    finished: (url, folder, target) => catalog.finished(url, folder, target),
    queues: { all: () => [], save: () => undefined, remove: () => undefined },
    servers: catalog.servers,
    close: () => {
      catalog.close();
    },
  };
}
