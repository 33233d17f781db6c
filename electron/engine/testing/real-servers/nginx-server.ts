import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccessLog, waitForLog } from './access-log.ts';
import { freePort, startDaemon } from './daemon.ts';
import { findCommand } from './find-command.ts';
import type { RealServer } from './real-servers.ts';

/** What nginx is told; null and absent leave its own default. */
export interface NginxOptions {
  /** Bytes per second of each request. */
  readonly limitRate?: number;
  /** Requests from one address at a time; the next gets 503, or `limitStatus`. */
  readonly limitConnections?: number;
  readonly limitStatus?: number;
  readonly etag?: boolean;
  /** 0 turns range support off. */
  readonly maxRanges?: number;
  readonly gzip?: boolean;
  /** Fields of every reply. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly tls?: NginxTls;
  /** Further directives of the server. */
  readonly lines?: readonly string[];
  /** Who is let in, by Basic. */
  readonly auth?: { readonly user: string; readonly password: string };
  /** Worker processes (1). */
  readonly workers?: number;
}

export interface NginxTls {
  readonly keyPath: string;
  readonly certPath: string;
  readonly http2?: boolean;
  /** Further hosts at the same port, told apart by SNI. */
  readonly hosts?: readonly { readonly name: string; readonly keyPath: string; readonly certPath: string }[];
}

/** Starts nginx with a configuration, logs and temporary files of its own, serving `folder`. */
export async function startNginx(folder: string, options: NginxOptions = {}): Promise<RealServer> {
  const command = findCommand(['nginx']);
  if (command === null) throw new Error('nginx is not installed.');
  const prefix = await mkdtemp(join(tmpdir(), 'tributary-nginx-'));
  const port = await freePort();
  await mkdir(join(prefix, 'temp'));
  const configuration = join(prefix, 'nginx.conf');
  await writeFile(configuration, configurationText(folder, prefix, port, options));
  const log = join(prefix, 'access.log');
  if (options.auth !== undefined) {
    const { password, user } = options.auth;
    await writeFile(join(prefix, 'users'), `${user}:{PLAIN}${password}\n`);
  }
  try {
    const daemon = await startDaemon(
      command,
      ['-p', prefix, '-c', configuration, '-e', join(prefix, 'error.log')],
      port,
    );
    return {
      url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`,
      pid: daemon.pid,
      log: () => readAccessLog(log),
      logOf: (count) => waitForLog(log, count),
      async stop() {
        await daemon.stop();
        await rm(prefix, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(prefix, { recursive: true, force: true });
    throw error;
  }
}

function configurationText(folder: string, prefix: string, port: number, options: NginxOptions): string {
  const {
    auth,
    limitRate,
    limitConnections,
    limitStatus = 503,
    etag,
    maxRanges,
    gzip,
    tls,
    workers = 1,
  } = options;
  // Only root may name the workers' user; it stays root so that folders of 0700 can be served.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${quote(join(prefix, 'temp', name))};`,
  );
  const format = [
    '$request_method',
    '$request_uri',
    '$status',
    '$body_bytes_sent',
    '$bytes_sent',
    '$http_range',
  ];
  const served = [
    limitRate === undefined ? '' : `limit_rate ${String(limitRate)};`,
    limitConnections === undefined ? '' : `limit_conn clients ${String(limitConnections)};`,
    `limit_conn_status ${String(limitStatus)};`,
    etag === undefined ? '' : `etag ${etag ? 'on' : 'off'};`,
    maxRanges === undefined ? '' : `max_ranges ${String(maxRanges)};`,
    ...(options.headers ?? []).map(([name, value]) => `add_header ${name} ${quote(value)};`),
    gzip === true ? 'gzip on; gzip_types *; gzip_min_length 1; gzip_http_version 1.0;' : '',
    auth === undefined ? '' : `auth_basic "the vault"; auth_basic_user_file ${quote(join(prefix, 'users'))};`,
    tls === undefined ? '' : certificateLines(tls),
    ...(options.lines ?? []),
  ];
  const listen = `listen 127.0.0.1:${String(port)}${tls === undefined ? '' : ` ssl${tls.http2 === true ? ' http2' : ''}`};`;
  const hosts = (tls?.hosts ?? []).map(
    (host) =>
      `server { ${listen} server_name ${host.name}; root ${quote(folder)}; ${certificateLines(host)} }`,
  );
  return `
daemon off;
${user}
worker_processes ${String(workers)};
pid ${quote(join(prefix, 'nginx.pid'))};
events { worker_connections 512; }
http {
  types { text/html html; text/plain txt; application/gzip gz; application/zip zip; }
  default_type application/octet-stream;
  sendfile on;
  tcp_nopush on;
  log_format fields '${format.join('\t')}';
  access_log ${quote(join(prefix, 'access.log'))} fields;
  limit_conn_zone $binary_remote_addr zone=clients:1m;
  ${temporary.join('\n  ')}
  server {
    ${listen}
    root ${quote(folder)};
    ${served.filter((line) => line !== '').join('\n    ')}
  }
  ${hosts.join('\n  ')}
}
`;
}

function certificateLines({ certPath, keyPath }: Pick<NginxTls, 'certPath' | 'keyPath'>): string {
  return `ssl_certificate ${quote(certPath)}; ssl_certificate_key ${quote(keyPath)};`;
}

function quote(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
