import { describe, expect, it } from 'vitest';
import { openWebSocketPort, socketAddress } from './web-socket-port.ts';

class PlayedSocket extends EventTarget {
  static last: PlayedSocket;
  readonly sent: string[] = [];
  readonly url: string;
  readonly protocols: readonly string[];
  constructor(url: string, protocols: readonly string[]) {
    super();
    this.url = url;
    this.protocols = protocols;
    PlayedSocket.last = this;
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.dispatchEvent(new Event('close'));
  }
}
const Socket = PlayedSocket as unknown as typeof WebSocket;
const opening = () => openWebSocketPort('ws://127.0.0.1:1/ws', 'secret', Socket);
const message = (data: unknown) => new MessageEvent('message', { data });

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the WebSocket port', () => {
  it('goes to its own origin, encrypted where the page is', () => {
    expect(socketAddress({ protocol: 'http:', host: '127.0.0.1:80' })).toBe('ws://127.0.0.1:80/ws');
    expect(socketAddress({ protocol: 'https:', host: 'nas.example' })).toBe('wss://nas.example/ws');
  });

  it('carries the token as a subprotocol and not in the address', () => {
    void opening();
    expect(PlayedSocket.last.url).not.toContain('secret');
    expect(PlayedSocket.last.protocols).toEqual(['tributary.secret']);
  });

  it('is null where the socket closes before it opens', async () => {
    const port = opening();
    PlayedSocket.last.close();
    expect(await port).toBeNull();
  });

  it('keeps frames that come before somebody listens, in order', async () => {
    const opened = opening();
    PlayedSocket.last.dispatchEvent(new Event('open'));
    const port = await opened;
    PlayedSocket.last.dispatchEvent(message('{"n":1}'));
    PlayedSocket.last.dispatchEvent(message('{"n":2}'));
    const frames: unknown[] = [];
    port?.onFrame((frame) => frames.push(frame));
    PlayedSocket.last.dispatchEvent(message('{"n":3}'));
    await settled();
    expect(frames).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('sends frames as JSON and closes on what is none', async () => {
    const opened = opening();
    PlayedSocket.last.dispatchEvent(new Event('open'));
    const port = await opened;
    port?.send({ kind: 'call' });
    expect(PlayedSocket.last.sent).toEqual(['{"kind":"call"}']);
    let closed = 0;
    port?.onClose(() => (closed += 1));
    PlayedSocket.last.dispatchEvent(message('not json'));
    await settled();
    expect(closed).toBe(1);
    port?.onClose(() => (closed += 1));
    await settled();
    expect(closed).toBe(2);
  });
});
