import { afterEach, expect, test } from 'vitest';
import { createHttpTransport } from './transport.ts';
import { idleLifetime, idlePerOrigin } from './connection-pool.ts';
import { drain, requestFor } from './reply-drain.ts';
import { ScriptedServer } from './scripted-server.ts';
import { systemTimer } from './watchdog.ts';

let server: ScriptedServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

test('an idle connection is closed when its time is over, and not before', async () => {
  server = await ScriptedServer.start((peer) => peer.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'));
  const lifetimes: (() => void)[] = [];
  const transport = createHttpTransport({
    clock: {
      now: systemTimer.now,
      after(delay, action) {
        if (delay !== idleLifetime) return systemTimer.after(delay, action);
        lifetimes.push(action);
        return () => lifetimes.splice(lifetimes.indexOf(action), 1);
      },
    },
  });
  const fetchOne = async (): Promise<void> => {
    if (server === null) throw new Error('no server');
    const reply = await transport.open(requestFor(server.url()), new AbortController().signal);
    if (!reply.ok) throw new Error(reply.failure.code);
    await drain(reply.value);
  };
  await fetchOne();
  await fetchOne();
  expect([server.connections.length, lifetimes.length]).toEqual([1, 1]);
  lifetimes[0]?.();
  await server.connections[0]?.closed;
  await fetchOne();
  expect(server.connections).toHaveLength(2);
  transport.close();
  expect(lifetimes).toHaveLength(0);
});

test('only a few idle connections of one origin are kept', async () => {
  server = await ScriptedServer.start((peer) => peer.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'));
  const transport = createHttpTransport();
  const url = server.url();
  const opened = await Promise.all(
    Array.from({ length: idlePerOrigin + 3 }, () =>
      transport.open(requestFor(url), new AbortController().signal),
    ),
  );
  for (const reply of opened) if (reply.ok) await drain(reply.value);
  await Promise.race(server.connections.map(({ closed }) => closed));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.connections.filter(({ peer }) => !peer.destroyed)).toHaveLength(idlePerOrigin);
  transport.close();
  await Promise.all(server.connections.map(({ closed }) => closed));
});
