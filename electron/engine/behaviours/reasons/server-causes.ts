import type { RangeServerOptions } from '../../testing/range-server/range-server-options.ts';
import { refreshLink } from '../../answers/refresh-link.ts';
import { stopOf, type Cause, type Causes } from './cause.ts';

const size = 300_000;
const wrongDigest: RangeServerOptions['headers'] = [['Content-Digest', `sha-256=:${'A'.repeat(43)}=:`]];

/** A server that behaves like this to everybody. */
function server(options: RangeServerOptions): Cause {
  return {
    options: { timeout: 500, patience: 0 },
    reach: async (harness) => stopOf(harness, { url: (await harness.serve({ size, ...options })).url }),
  };
}

/** What a server may do. */
export const serverCauses: Causes = {
  'server-not-found': server({ status: 404 }),
  'server-unauthorized': server({ status: 401 }),
  'server-forbidden': server({ status: 403 }),
  'server-link-expired': server({
    fault: { kind: 'close', at: 100_000 },
    rules: [{ when: { from: 2 }, use: { status: 403 } }],
  }),
  'server-unavailable': server({ status: 502 }),
  'server-asked-to-wait': server({ status: 429, retryAfter: 7_200 }),
  'server-bad-status': server({ status: 418 }),
  'server-protocol': server({ statusLine: 'HTTP/1.1 something else' }),
  'server-bad-range': server({ ranges: 'forced', shiftStart: 7 }),
  'server-incomplete': server({ framing: 'chunked', chunkFault: 'no-last', ranges: 'ignored', etag: null }),
  'server-damaged': server({ size: 4 << 20, maxReply: 512 * 1024, headers: wrongDigest }),
  'server-no-content': server({ status: 204 }),
  'server-unexpected-page': server({
    content: '<!doctype html><html><head><title>Sign in</title></head><body>Welcome</body></html>',
    contentType: 'text/html',
  }),
  'server-too-large': server({ contentLengths: ['9'.repeat(24)] }),
  'server-redirect-refused': server({ redirect: { status: 302, to: 'file:///etc/hostname' } }),
  'server-redirect-loop': server({ redirect: { status: 302, to: '/file.bin' } }),
  'server-changed': server({
    fault: { kind: 'reset', at: 100_000 },
    rules: Array.from({ length: 40 }, (_, index) => ({
      when: { from: index + 1 },
      use: { seed: index + 1, etag: `"${index}"` },
    })),
  }),
  'server-other-size': {
    // A metalink names another length than the server does.
    reach: async (harness) =>
      stopOf(harness, { url: (await harness.serve({ size })).url, listSize: size + 1 }),
  },
  'server-address-refused': {
    // A page of the web leads to this very machine.
    reach: async (harness) => {
      const { url } = await harness.serve({ size });
      return stopOf(harness, { url, reach: 'public' });
    },
  },
  'server-no-resume': {
    // A new link for a download that began elsewhere: nothing proves that its server has the same file.
    reach: async (harness) => {
      const unnamed = { size: 1 << 20, etag: null, lastModified: null };
      const first = await harness.serve({ ...unnamed, rate: 1 << 20 });
      const download = await harness.fetchUntil(200_000, { url: first.url });
      const second = await harness.serve({ ...unnamed, ranges: 'ignored' });
      const taken = await refreshLink(harness.engine, download.id, new URL(second.url));
      if (taken.ok || taken.failure.kind !== 'failed') throw new Error('The link was judged otherwise.');
      return taken.failure.failure;
    },
  },
};
