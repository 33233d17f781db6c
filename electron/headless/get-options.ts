import { parseChecksum } from '../engine/policy/digests/checksum-text.ts';
import { numberedNameBytes } from '../engine/policy/file-names/file-name.ts';
import { isReservedName } from '../engine/policy/file-names/reserved-names.ts';
import type { Checksum } from '../../shared/model/checksum.ts';
import { batchAddresses, batchMost, readBatch } from '../../shared/model/batch-pattern.ts';
import { parseRate } from '../../shared/model/rate-text.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { connectionsMost, defaultSettings } from '../../shared/model/settings.ts';
import { readArguments, readSeconds, readWhole } from './option-text.ts';
import { readServerOptions, serverOptions, type ServerOptions } from './server-options.ts';

/** `tributary get`, understood and checked. */
export interface GetOptions extends ServerOptions {
  /** http and https addresses, and paths of metalinks, in their order; empty only where `input` is given. */
  readonly urls: readonly string[];
  /** As typed: relative to the caller's folder. */
  readonly folder: string;
  /** Name of the one file; null where the server's is taken. */
  readonly name: string | null;
  readonly connections: number;
  readonly jobs: number;
  /** Path of a list of addresses, "-" for stdin. */
  readonly input: string | null;
  /** Other sources of the one URL. */
  readonly mirrors: readonly string[];
  /** The URL or a mirror that is preferred to the others; null where none is. */
  readonly prefer: string | null;
  /** Path of a file that another program left half done; null where there is none. */
  readonly adopt: string | null;
  readonly checksum: Checksum | null;
  /** Sums are looked for in files beside each URL. */
  readonly findChecksum: boolean;
  /** Bytes per second; 0 is no limit. */
  readonly limit: number;
  /** Seconds. */
  readonly timeout: number;
  /** Seconds; 0 is never. */
  readonly patience: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

const jobsMost = 1_000;
/** Seconds: what a timer can count. */
const secondsMost = 2_000_000;
const secondsLeast = 0.001;
const patienceUsual = 120;

/** Options of `tributary get`. The failure is one sentence for the person. */
export function readGetOptions(args: readonly string[]): Result<GetOptions, string> {
  const parsed = readArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      dir: { type: 'string', short: 'd', default: '.' },
      out: { type: 'string', short: 'o' },
      connections: { type: 'string', short: 'x', default: String(defaultSettings.connections) },
      jobs: { type: 'string', short: 'j', default: String(defaultSettings.jobs) },
      batch: { type: 'boolean', default: false },
      input: { type: 'string', short: 'i' },
      mirror: { type: 'string', multiple: true, default: [] },
      checksum: { type: 'string' },
      adopt: { type: 'string' },
      prefer: { type: 'string' },
      'find-checksum': { type: 'boolean', default: false },
      ...serverOptions,
      limit: { type: 'string' },
      timeout: { type: 'string', default: String(defaultSettings.timeout) },
      patience: { type: 'string', default: String(patienceUsual) },
      json: { type: 'boolean', default: false },
      quiet: { type: 'boolean', short: 'q', default: false },
    },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const expanded = values.batch ? expandBatches(positionals) : ok(positionals);
  if (!expanded.ok) return expanded;
  const urls = expanded.value;

  if (urls.length === 0 && values.input === undefined)
    return fail('Give at least one URL, or a list of them with -i.');
  const badUrl = urls.findIndex((url) => !isWebUrl(url) && !/\.(?:meta4|metalink)$/i.test(url));
  if (badUrl >= 0) return fail(`URL ${badUrl + 1} is not an http or https address.`);
  if (values.mirror.some((url) => !isWebUrl(url))) return fail('A --mirror is not an http or https address.');
  if (urls.length !== 1 || values.input !== undefined) {
    const { adopt, checksum, mirror, out, prefer } = values;
    const single = Object.entries({ out, mirror: mirror[0], checksum, adopt, prefer }).find(
      ([, value]) => value !== undefined,
    );
    if (single !== undefined)
      return fail(`--${single[0]} is for one URL; in a list that -i reads, each line has its own.`);
  }

  const nameFault = values.out === undefined ? null : fileNameFault(values.out);
  if (nameFault !== null) return fail(`--out ${nameFault}`);
  if (values.dir === '' || values.dir.includes('\0')) return fail('--dir needs the name of a folder.');
  if (values.prefer !== undefined && ![...urls, ...values.mirror].includes(values.prefer))
    return fail('--prefer is the URL or one of the --mirror addresses, as it is written there.');
  if (values.adopt === '') return fail('--adopt needs the name of a file.');
  if (values.input === '') return fail('--input needs the name of a file, or - for stdin.');
  const checksum = values.checksum === undefined ? null : readChecksum(values.checksum);
  if (checksum === null && values.checksum !== undefined) return fail(`--checksum ${notAChecksum}`);
  const servers = readServerOptions(values);
  if (!servers.ok) return servers;

  const connections = readWhole(values.connections, 1, connectionsMost);
  if (connections === null) return fail(`--connections is a whole number from 1 to ${connectionsMost}.`);
  const jobs = readWhole(values.jobs, 1, jobsMost);
  if (jobs === null) return fail(`--jobs is a whole number from 1 to ${jobsMost}.`);
  const limit = values.limit === undefined ? ok(0) : parseRate(values.limit);
  if (!limit.ok || (limit.value === 0 && values.limit !== undefined)) {
    return fail('--limit is a number of bytes a second above 0, such as 500k or 2M.');
  }
  const timeout = readSeconds(values.timeout, secondsLeast, secondsMost);
  if (timeout === null) return fail('--timeout is a number of seconds above 0.');
  const patience = values.patience === '0' ? 0 : readSeconds(values.patience, secondsLeast, secondsMost);
  if (patience === null) return fail('--patience is a number of seconds; 0 never gives up.');

  return ok({
    urls,
    folder: values.dir,
    name: values.out ?? null,
    connections,
    jobs,
    input: values.input ?? null,
    mirrors: values.mirror,
    adopt: values.adopt ?? null,
    prefer: values.prefer ?? null,
    checksum,
    findChecksum: values['find-checksum'],
    ...servers.value,
    limit: limit.value,
    timeout,
    patience,
    json: values.json,
    quiet: values.quiet,
  });
}

/** The addresses that patterns such as `[001-100]` and `{a,b}` stand for. */
function expandBatches(patterns: readonly string[]): Result<readonly string[], string> {
  const urls: string[] = [];
  for (const [index, pattern] of patterns.entries()) {
    const batch = readBatch(pattern);
    if (batch?.ok === false && batch.failure.kind === 'no-address')
      return fail(`URL ${index + 1} is not an http or https address.`);
    if (batch?.ok !== false) urls.push(...(batch === null ? [pattern] : batchAddresses(batch.value)));
    if (batch?.ok === false || urls.length > batchMost)
      return fail(`--batch takes ${batchMost} URLs at most, and these stand for more.`);
  }
  return ok(urls);
}

/** What is wrong with a text that is no checksum, to follow the name of what holds it. */
export const notAChecksum =
  'is no MD5, SHA-1, SHA-256, SHA-384, SHA-512 or BLAKE2b sum in a notation that is known.';

export function isWebUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** A sum in any notation, or null. */
export function readChecksum(text: string): Checksum | null {
  const parsed = parseChecksum(text);
  return parsed.ok ? parsed.value.checksum : null;
}

/** What keeps a text from being the name of a file inside its folder; null where nothing does. */
export function fileNameFault(name: string): string | null {
  if (name === '' || name === '.' || name === '..') return 'needs the name of a file.';
  if (/[/\0]/.test(name) || (process.platform === 'win32' && name.includes('\\'))) {
    return 'takes a name without a folder: the folder is given by --dir (in a list: dir=).';
  }
  if (/\.part\.tributary$/i.test(name))
    return 'ends as the control files do, by which other downloads are known.';
  if (process.platform === 'win32' && (/[<>:"|?*\p{Cc}]|[. ]$/u.test(name) || isReservedName(name))) {
    return 'is no name that a file can have on Windows.';
  }
  return Buffer.byteLength(name) > numberedNameBytes
    ? `is longer than ${numberedNameBytes} bytes: the names of its part files would be too long for the disk.`
    : null;
}
