import type { Port } from '../../shared/wire/port.ts';
import { exitStatus, printable, writeLine, type CommandIo } from './command-io.ts';
import type { TlsTrustOptions } from '../engine/adapters/http/tls/tls-trust.ts';
import { makeFolder } from '../engine/adapters/make-folder.ts';
import type { HostServices } from '../app/host-services.ts';
import { headlessServices } from './host-services.ts';
import type { Installation } from './installation.ts';
import { Roots } from './roots.ts';
import { downloadFolder, readServeOptions, windowAddresses } from './serve-options.ts';
import { newSessionToken, tokenFromFile } from './session-token.ts';
import { openTlsTrust } from './tls-options.ts';
import { startWebServer, type WebServerFailure } from './web-server.ts';

/** What serving needs of the app. */
export interface ServedApp {
  attach(port: Port): void;
  /** Saves everything. */
  close(): Promise<void>;
}

export interface ServeParts {
  readonly installation: Installation;
  readonly createApp: (host: HostServices, tls: TlsTrustOptions) => Promise<ServedApp>;
}

/** `tributary serve`: until the signal comes, then saves all and ends with 0. */
export async function runServe(args: readonly string[], io: CommandIo, parts: ServeParts): Promise<number> {
  const refuse = (sentence: string, status: number): number => {
    writeLine(io.stderr, sentence);
    return status;
  };
  const read = readServeOptions(args, io.cwd);
  if (!read.ok) return refuse(read.failure, exitStatus.badOption);
  const options = read.value;

  const folders = options.folders.length > 0 ? options.folders : [downloadFolder(io.env)];
  // Only the usual folder is made: a --dir that is missing may be a drive that is not there today.
  if (options.folders.length === 0) await makeFolder(folders[0] ?? '').catch(() => {});
  const roots = await Roots.open(folders);
  if (!roots.ok)
    return refuse(`${printable(roots.failure)} is no folder: give one with --dir.`, exitStatus.badOption);

  const stored = options.tokenFile === null ? null : await tokenFromFile(options.tokenFile);
  if (stored !== null && !stored.ok) return refuse(printable(stored.failure), exitStatus.badOption);
  if (stored?.value.exposed === true) {
    writeLine(io.stderr, 'Others on this machine can read the token file; chmod 600 keeps it yours.');
  }
  const token = stored?.value.token ?? newSessionToken();

  const tls = await openTlsTrust(options.tls, [], io.cwd);
  if (!tls.ok) return refuse(tls.failure, exitStatus.badOption);

  const { version } = parts.installation;
  const host = headlessServices(roots.value, version, options.allowsCommands);
  const app = await parts.createApp(host, tls.value);
  try {
    const server = await startWebServer({
      rendererFolder: parts.installation.rendererFolder,
      address: options.address,
      port: options.port,
      allowedHosts: options.allowedHosts,
      token,
      onPort: (port) => app.attach(port),
    });
    if (!server.ok) return refuse(sentenceFor(server.failure, options.port), exitStatus.other);
    for (const address of windowAddresses(options, server.value.port, token)) {
      writeLine(io.stdout, `Listening on ${address}`);
    }
    await aborted(io.signal);
    await server.value.close();
  } finally {
    await app.close();
  }
  return exitStatus.ok;
}

function sentenceFor(failure: WebServerFailure, port: number): string {
  if (failure.code === 'no-window') return 'The window is not built: run npm run build.';
  return failure.system === 'EADDRINUSE'
    ? `Port ${port} is taken: choose another with --port.`
    : `The address cannot be listened on (${failure.system}): see --host and --port.`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
