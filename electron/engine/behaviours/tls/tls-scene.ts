import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LookupFunction } from 'node:net';
import { createHttpTransport } from '../../adapters/http/transport.ts';
import type { HttpTransportOptions } from '../../adapters/http/transport.ts';
import type { Facts } from '../../../../shared/model/reasons.ts';
import type { RealServer } from '../../testing/real-servers/real-servers.ts';
import { CertificateAuthority } from '../../testing/tls/certificate-authority.ts';
import { Relay } from '../../testing/tls/relay.ts';
import { writeSeededFile } from '../../testing/range-server/seeded-body.ts';
import { openHarness, type EngineHarness, type FetchEnd, type FetchOptions } from '../engine-harness.ts';

export const size = 4 << 20;
export const body = { seed: 7, size };

/** A folder to serve, and an engine that trusts one authority and asks servers through a relay. */
export class TlsScene {
  readonly served: string;
  readonly harness: EngineHarness;
  /** Fingerprints trusted by hand, by `host:port`. */
  readonly exceptions: Map<string, string>;
  readonly #closers: (() => Promise<unknown>)[] = [];

  static async open(root: CertificateAuthority, options: HttpTransportOptions = {}): Promise<TlsScene> {
    const served = await mkdtemp(join(tmpdir(), 'tributary-served-'));
    writeSeededFile(join(served, 'file.bin'), body.seed, size, new Date(Date.now() - 3_600_000));
    const exceptions = new Map<string, string>();
    const transport = createHttpTransport({
      authorities: [await root.authority()],
      exceptions: {
        trusted: (host, port) => {
          const fingerprint = exceptions.get(`${host}:${String(port)}`);
          return fingerprint === undefined ? [] : [fingerprint];
        },
      },
      ...options,
    });
    const harness = await openHarness({ ports: (ports) => ({ ...ports, transport }) });
    return new TlsScene(served, harness, exceptions, () => {
      transport.close();
    });
  }

  private constructor(
    served: string,
    harness: EngineHarness,
    exceptions: Map<string, string>,
    closeTransport: () => void,
  ) {
    this.served = served;
    this.harness = harness;
    this.exceptions = exceptions;
    this.#closers.push(async () => {
      closeTransport();
      await harness.close();
    });
  }

  /** Ends with the scene, the last one first. */
  onClose(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  /** A server that stops with the scene, and a relay before it that counts the connections. */
  async before(server: RealServer): Promise<{ readonly relay: Relay; readonly port: number }> {
    this.onClose(() => server.stop());
    const relay = await Relay.to(Number(new URL(server.url).port));
    this.onClose(() => relay.close());
    return { relay, port: relay.port };
  }

  /** An authority that the engine does not know. */
  async stranger(): Promise<CertificateAuthority> {
    const made = await CertificateAuthority.make('Another root');
    this.onClose(() => made.close());
    return made;
  }

  fetch(url: string, connections: number, options: Partial<FetchOptions> = {}): Promise<FetchEnd> {
    return this.harness.fetch({ url, connections, body, ...options });
  }

  async close(): Promise<void> {
    const [closeHarness, ...closers] = this.#closers;
    try {
      await closeHarness?.();
    } finally {
      for (const close of closers.reverse()) await close();
      await rm(this.served, { recursive: true, force: true });
    }
  }
}

/** Facts of the failure that a download ended in. */
export function factsOf({ download }: FetchEnd): Facts {
  return download.state.kind === 'interrupted' ? (download.state.failure.facts ?? {}) : {};
}

/** Every name is this machine. */
export const everyNameIsHere: LookupFunction = (_name, options, done) => {
  if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};
