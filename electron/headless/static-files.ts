import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import mime from 'mime/lite';

/** Where the build puts files whose names hold a hash of their contents: the same name, the same bytes. */
const hashedName = /^\/assets\/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

interface StaticFile {
  readonly path: string;
  readonly type: string;
  readonly caching: string;
}

/**
 * The built window's files. Only what was there when the server started is served, looked up by its
 * whole request path, so no request can name anything else.
 */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, StaticFile>;

  private constructor(files: ReadonlyMap<string, StaticFile>) {
    this.#files = files;
  }

  /** Null where `folder` holds no built window. */
  static async open(folder: string): Promise<StaticFiles | null> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = new Map<string, StaticFile>();
    for (const entry of entries.filter((each) => each.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const at = `/${relative(folder, path).split(sep).map(encodeURIComponent).join('/')}`;
      files.set(at, { path, type: typeOf(path), caching: cachingOf(at) });
    }
    const index = files.get('/index.html');
    if (index === undefined) return null;
    files.set('/', index);
    return new StaticFiles(files);
  }

  /** Answers a GET or HEAD; everything else is turned away. Never rejects. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return endWith(response, 405, 'Only GET and HEAD.');
    }
    const file = this.#files.get((request.url ?? '').replace(/[?#].*$/s, ''));
    const bytes = file === undefined ? null : await readFile(file.path).catch(() => null);
    if (file === undefined || bytes === null) return endWith(response, 404, 'Not found.');
    response.writeHead(200, {
      'Content-Type': file.type,
      'Content-Length': bytes.length,
      'Cache-Control': file.caching,
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }
}

/** Ends a reply with one sentence as plain text. */
export function endWith(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${sentence}\n`);
}

function typeOf(path: string): string {
  const type = mime.getType(path) ?? 'application/octet-stream';
  return type.startsWith('text/') || type === 'application/json' ? `${type}; charset=utf-8` : type;
}

function cachingOf(at: string): string {
  return hashedName.test(at) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
