import type { BodyEnd, BodySink, Flow, HttpReply, HttpRequest } from '../../ports/transport.ts';

/** A sink for tests: it keeps what comes, and says what `flow` says. */
export class CollectingSink implements BodySink {
  readonly #flow: (received: number) => Flow;
  readonly #pieces: Buffer[] = [];
  received = 0;

  constructor(flow: (received: number) => Flow = () => 'more') {
    this.#flow = flow;
  }

  write(bytes: Uint8Array): Flow {
    this.#pieces.push(Buffer.from(bytes));
    this.received += bytes.length;
    return this.#flow(this.received);
  }

  get text(): string {
    return Buffer.concat(this.#pieces).toString('latin1');
  }
}

export function requestFor(url: URL, changes: Partial<HttpRequest> = {}): HttpRequest {
  return { url, headers: [], connectTimeout: 5000, firstByteTimeout: 5000, idleTimeout: 5000, ...changes };
}

export async function drain(reply: HttpReply): Promise<{ readonly text: string; readonly end: BodyEnd }> {
  const sink = new CollectingSink();
  const end = await reply.receive(sink);
  return { text: sink.text, end };
}
