import type { LoggedRequest } from './access-log.ts';

export { startApache, type ApacheOptions } from './apache-server.ts';
export { startNginx, type NginxOptions } from './nginx-server.ts';

/** A real server that serves a folder on a free port of loopback. */
export interface RealServer {
  /** `http://127.0.0.1:PORT` or `https://…`, without a slash at its end. */
  readonly url: string;
  readonly pid: number;
  /** The requests in its log so far. */
  log(): Promise<readonly LoggedRequest[]>;
  /** The same, once at least `count` requests stand there; rejects after 5 s. */
  logOf(count: number): Promise<readonly LoggedRequest[]>;
  /** Ends the server by its process id and removes its own files. */
  stop(): Promise<void>;
}
