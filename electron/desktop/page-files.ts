import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { contentSecurityPolicy } from '../app/content-security-policy.ts';
import { isOwnAddress } from './trusted-sender.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const guards = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/**
 * The page's own files, and nothing beside them: GET of an address of our own origin, below
 * `root`, of a kind that the page uses. Anything else is an empty 404, 403 or 405.
 */
export async function pageFile(root: string, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  const refuse = (status: number): Response => new Response(null, { status, headers: guards });
  if (request.method !== 'GET') return refuse(405);
  if (!isOwnAddress(request.url)) return refuse(403);
  const asked = decoded(new URL(request.url).pathname);
  if (asked === null || asked.includes('\0') || asked.includes('\\')) return refuse(403);
  const path = normalize(join(root, asked === '/' ? 'index.html' : asked));
  if (!path.startsWith(normalize(root) + sep)) return refuse(403);
  const type = types[extname(path)];
  if (type === undefined) return refuse(404);
  try {
    return new Response(new Uint8Array(await readFile(path)), {
      headers: { ...guards, 'content-type': type },
    });
  } catch {
    return refuse(404);
  }
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
