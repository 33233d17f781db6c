import { once } from 'node:events';
import { createServer, type LookupFunction } from 'node:net';
import { createHttpTransport } from '../../adapters/http/transport.ts';
import { rulesOfProxy } from '../../policy/proxy/proxy-rules.ts';
import { makeCertificate } from '../../testing/certificate.ts';
import { startRangeServer } from '../../testing/range-server/range-server.ts';
import { stopOf, waitOf, type Causes } from './cause.ts';

const quick = { timeout: 300, patience: 0 };

/** The resolver that this machine asks does not answer. */
const noResolver: LookupFunction = (name, _options, callback) => {
  const error = Object.assign(new Error(`getaddrinfo EAI_AGAIN ${name}`), { code: 'EAI_AGAIN' });
  setImmediate(() => {
    callback(error, '', 4);
  });
};

/** An address at which nobody listens any more. */
async function closedAddress(): Promise<string> {
  const server = await startRangeServer();
  await server.close();
  return server.url;
}

/** What may happen on the way to a server. */
export const networkCauses: Causes = {
  'network-timeout': {
    options: quick,
    reach: async (harness) => {
      const server = await harness.serve({ fault: { kind: 'stall', at: 'before-head' } });
      return stopOf(harness, { url: server.url });
    },
  },
  'network-patience': {
    options: { timeout: 300, patience: 12_000 },
    reach: async (harness) => {
      const server = await harness.serve({ fault: { kind: 'stall', at: 'before-head' } });
      return stopOf(harness, { url: server.url });
    },
  },
  'network-offline': {
    // No system has a way to a group for a connection: as where there is no network at all.
    options: quick,
    reach: (harness) => waitOf(harness, { url: 'http://224.0.0.1:9/file.bin' }),
  },
  'network-refused': {
    options: quick,
    reach: async (harness) => stopOf(harness, { url: await closedAddress() }),
  },
  'network-reset': {
    options: quick,
    reach: async (harness) => {
      const server = await harness.serve({ fault: { kind: 'reset', at: 0 } });
      return stopOf(harness, { url: server.url });
    },
  },
  'network-name-unknown': {
    options: quick,
    reach: (harness) => stopOf(harness, { url: `http://${'a'.repeat(64)}.test/file.bin` }),
  },
  'network-name-lookup': {
    options: {
      ...quick,
      ports: (ports) => ({ ...ports, transport: createHttpTransport({ lookup: noResolver }) }),
    },
    reach: (harness) => waitOf(harness, { url: 'http://files.example/file.bin' }),
  },
  'network-tls': {
    options: quick,
    reach: async (harness) => {
      const plain = createServer((socket) => {
        socket.on('error', () => undefined).end('220 this is no secure place\r\n');
      });
      plain.listen(0, '127.0.0.1');
      await once(plain, 'listening');
      const address = plain.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      try {
        return await stopOf(harness, { url: `https://127.0.0.1:${port}/file.bin` });
      } finally {
        plain.close();
      }
    },
  },
  'network-certificate': {
    options: quick,
    reach: async (harness) => {
      const server = await harness.serve({ tls: await makeCertificate(harness.root) });
      return stopOf(harness, { url: server.url });
    },
  },
  'network-proxy': {
    options: {
      ...quick,
      ports: (ports) => {
        const proxies = rulesOfProxy('http://127.0.0.1:1', null, '');
        return { ...ports, transport: createHttpTransport({ proxies: () => proxies }) };
      },
    },
    reach: (harness) => stopOf(harness, { url: 'http://files.example/file.bin' }),
  },
};
