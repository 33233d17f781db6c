import { join } from 'node:path';
import { createLogger, type AppLog } from '../app/logging/index.ts';
import { programFolders } from '../app/program-folders.ts';
import type { TlsTrustOptions } from '../engine/adapters/http/tls/tls-trust.ts';
import { openNodePorts, type NodePorts } from '../engine/adapters/node-ports.ts';
import { rulesOf } from '../engine/policy/proxy/proxy-rules.ts';
import type { Access } from './access-options.ts';
import type { CommandIo } from './command-io.ts';
import type { ProxyOptions } from './proxy-options.ts';

/** The log and the engine's ports of a command in a terminal; whoever opens them closes both, the log last. */
export function openCommandPorts(
  { proxy, noProxy }: ProxyOptions,
  access: Access,
  tls: TlsTrustOptions,
  io: CommandIo,
): { readonly log: AppLog; readonly ports: NodePorts } {
  const folders = programFolders(io.env);
  const log = createLogger({
    folder: join(folders.state, 'logs'),
    env: io.env,
    stderr: io.stderr,
    terminalLevel: 'warn',
  });
  const proxies = rulesOf(proxy, noProxy, io.env);
  const ports = openNodePorts({
    dataFolder: folders.data,
    catalogName: 'get-history.sqlite',
    log,
    credentials: access.credentials,
    proxies: () => proxies,
    tls,
  });
  return { log, ports };
}
