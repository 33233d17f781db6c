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
  readonly tls?: { readonly keyPath: string; readonly certPath: string };
  /** Worker processes (1). */
  readonly workers?: number;
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
  const { limitRate, limitConnections, limitStatus = 503, etag, maxRanges, gzip, tls, workers = 1 } = options;
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
    gzip === true ? 'gzip on; gzip_types *; gzip_min_length 1; gzip_http_version 1.0;' : '',
    tls === undefined
      ? ''
      : `ssl_certificate ${quote(tls.certPath)}; ssl_certificate_key ${quote(tls.keyPath)};`,
  ];
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
    listen 127.0.0.1:${String(port)}${tls === undefined ? '' : ' ssl'};
    root ${quote(folder)};
    ${served.filter((line) => line !== '').join('\n    ')}
  }
}
`;
}

function quote(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
