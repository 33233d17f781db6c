import type { Checksum } from '../../shared/model/checksum.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import { connectionsMost, defaultSettings } from '../../shared/model/settings.ts';
import { isWebUrl, notAChecksum, readChecksum } from './get-options.ts';
import { readArguments, readSeconds, readWhole } from './option-text.ts';
import { readServerOptions, serverOptions, type ServerOptions } from './server-options.ts';

/** `tributary repair`, understood and checked. */
export interface RepairOptions extends ServerOptions {
  /** As typed: relative to the caller's folder. */
  readonly file: string;
  readonly urls: readonly string[];
  readonly checksum: Checksum | null;
  /** Path of a metalink; its sums count, and its addresses are sources too. */
  readonly metalink: string | null;
  readonly connections: number;
  /** Seconds. */
  readonly timeout: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

const timeoutMost = 2_000_000;

/** Options of `tributary repair`. The failure is one sentence for the person. */
export function readRepairOptions(args: readonly string[]): Result<RepairOptions, string> {
  const parsed = readArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      checksum: { type: 'string' },
      metalink: { type: 'string' },
      connections: { type: 'string', short: 'x', default: String(defaultSettings.connections) },
      ...serverOptions,
      timeout: { type: 'string', default: String(defaultSettings.timeout) },
      json: { type: 'boolean', default: false },
      quiet: { type: 'boolean', short: 'q', default: false },
    },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [file, ...urls] = positionals;
  if (file === undefined || file === '') return fail('Give a file, and a URL that has its bytes.');
  if (urls.length === 0 && values.metalink === undefined)
    return fail('Give at least one URL that has the bytes of the file, or a metalink.');
  const badUrl = urls.findIndex((url) => !isWebUrl(url));
  if (badUrl >= 0) return fail(`URL ${badUrl + 1} is not an http or https address.`);
  const checksum = values.checksum === undefined ? null : readChecksum(values.checksum);
  if (checksum === null && values.checksum !== undefined) return fail(`--checksum ${notAChecksum}`);
  if (checksum === null && values.metalink === undefined)
    return fail('Without --checksum or --metalink nobody can tell whether the file is as it should be.');
  const servers = readServerOptions(values);
  if (!servers.ok) return servers;
  const connections = readWhole(values.connections, 1, connectionsMost);
  if (connections === null) return fail(`--connections is a whole number from 1 to ${connectionsMost}.`);
  const timeout = readSeconds(values.timeout, 0.001, timeoutMost);
  if (timeout === null) return fail('--timeout is a number of seconds above 0.');
  return ok({
    file,
    urls,
    checksum,
    metalink: values.metalink ?? null,
    connections,
    ...servers.value,
    timeout,
    json: values.json,
    quiet: values.quiet,
  });
}
