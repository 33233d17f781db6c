import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { CommandIo } from './command-io.ts';
import { hostFromText, isLoopback } from './host-allow-list.ts';
import { readArguments, readWhole } from './option-text.ts';
import { readTlsOptions, type TlsOptions } from './tls-options.ts';

/** `tributary serve`, understood and checked. Paths are absolute. */
export interface ServeOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Empty where none was given. */
  readonly folders: readonly string[];
  readonly tokenFile: string | null;
  /** Address to listen on. */
  readonly address: string;
  readonly allowedHosts: readonly string[];
  /** Commands that the settings name are run for finished files. */
  readonly allowsCommands: boolean;
  readonly tls: TlsOptions;
}

/** The failure is one sentence for the person. */
export function readServeOptions(args: readonly string[], cwd: string): Result<ServeOptions, string> {
  const parsed = readArguments({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      dir: { type: 'string', multiple: true, default: [] },
      'token-file': { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      'allow-host': { type: 'string', multiple: true, default: [] },
      'allow-commands': { type: 'boolean', default: false },
      'ca-certificate': { type: 'string', multiple: true, default: [] },
      crl: { type: 'string', multiple: true, default: [] },
    },
  });
  if (!parsed.ok) return parsed;
  const { values } = parsed.value;
  const port = readWhole(values.port, 0, 65_535);
  if (port === null) return fail('--port is a whole number from 0 to 65535; 0 picks a free one.');
  if ([...values.dir, values['token-file'] ?? 'absent'].some((path) => path === '' || path.includes('\0'))) {
    return fail('--dir and --token-file need a name.');
  }
  // An address in brackets is how URLs write IPv6.
  const address = values.host.replace(/^\[(.*)\]$/, '$1');
  if (hostFromText(address)?.port !== null) return fail('--host is an address or a name of this machine.');
  const allowedHosts = values['allow-host'];
  if (allowedHosts.some((name) => hostFromText(name) === null)) {
    return fail('--allow-host is a host name or an address, with or without a port.');
  }
  if (!isLoopback(address) && allowedHosts.length === 0) {
    return fail('--host opens the window to the network: say with --allow-host by which name it is reached.');
  }
  const tls = readTlsOptions(values['ca-certificate'], values.crl, []);
  if (!tls.ok) return tls;
  const tokenFile = values['token-file'];
  return ok({
    port,
    folders: values.dir.map((folder) => resolve(cwd, folder)),
    tokenFile: tokenFile === undefined ? null : resolve(cwd, tokenFile),
    address,
    allowedHosts,
    allowsCommands: values['allow-commands'],
    tls: tls.value,
  });
}

/** Where downloads go when no --dir says so. */
export function downloadFolder(env: CommandIo['env']): string {
  const own = env['XDG_DOWNLOAD_DIR'];
  return own !== undefined && isAbsolute(own) ? own : join(env['HOME'] ?? homedir(), 'Downloads');
}

/**
 * The addresses that a person may open, one that works on this machine first. The token stands
 * behind the "#", which a browser keeps to itself.
 */
export function windowAddresses(
  options: Pick<ServeOptions, 'address' | 'allowedHosts'>,
  port: number,
  token: string,
): readonly string[] {
  const { address, allowedHosts } = options;
  const everywhere = address === '0.0.0.0' || address === '::';
  const here = isLoopback(address) ? [address] : everywhere ? ['127.0.0.1'] : [];
  return [...here, ...allowedHosts].flatMap((text) => {
    const host = hostFromText(text);
    return host === null ? [] : [`http://${host.name}:${host.port ?? port}/#token=${token}`];
  });
}
