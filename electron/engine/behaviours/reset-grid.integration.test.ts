import { expect, test } from 'vitest';
import type { RangeServer } from '../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness } from './engine-harness.ts';

/** `TRIBUTARY_RESET_GRID=all` resets at each of the 64 offsets; else at a sample of them. */
const everyPoint = process.env['TRIBUTARY_RESET_GRID'] === 'all';
const gridPoints = 64;
const sample = [0, 1, 31, 62, 63];
const points = everyPoint ? Array.from({ length: gridPoints }, (_, index) => index) : sample;
const size = 3 << 20;

/**
 * Where a reply is reset: the grid lies over what one connection brings. The first point is before its
 * first byte, and the others lie at odd places inside pieces, blocks and buffers.
 */
function offsetOf(point: number, connections: number): number {
  const share = Math.floor(size / connections);
  return Math.floor((point * share) / gridPoints) + (point === 0 ? 0 : (point * 7) % 13);
}

/** Each of the next replies, one for each connection, is reset after so many bytes. */
function resetNext(server: RangeServer, connections: number, at: number): void {
  const from = server.requests.length + 1;
  // Five replies in a row without a byte are the end of a download.
  const count = at === 0 ? Math.min(connections, 3) : connections;
  const when = { from, to: from + count - 1 };
  server.setRules([{ when, use: { fault: { kind: 'reset', at } } }]);
}

async function faultOf(
  harness: EngineHarness,
  when: 'fresh' | 'resume',
  connections: number,
  point: number,
): Promise<string | null> {
  // A host that resets is asked for less, so each point has a host of its own.
  const server = await harness.serve({ size, rate: when === 'resume' ? 12 << 20 : null });
  const name = `${when}-${connections}-${point}.bin`;
  const options = { url: server.url, connections, name };
  const at = offsetOf(point, connections);
  try {
    if (when === 'fresh') {
      resetNext(server, connections, at);
      const end = await harness.fetch(options);
      return end.state === 'completed' ? judge(server, 0) : `it ended as ${end.code ?? end.state}`;
    }
    const download = await harness.fetchUntil(size / 4, options);
    server.behave({ rate: null });
    const before = server.requests.length;
    resetNext(server, connections, at);
    const end = await harness.goOn(download);
    return end.state === 'completed' ? judge(server, before) : `it ended as ${end.code ?? end.state}`;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

/** A reply that was to be reset and was not must have been a shorter one. */
function judge(server: RangeServer, first: number): string | null {
  const reply = server.requests[first];
  if (reply === undefined || reply.end === 'fault' || reply.end === 'client-closed') return null;
  return reply.end === 'whole' ? null : `its first reply ended as ${reply.end}`;
}

const cases = (['fresh', 'resume'] as const).flatMap((when) => [[when, 1] as const, [when, 8] as const]);

test.for(cases)(
  'D1: reset at any offset of the grid, a %s download goes on, byte for byte (x %i)',
  { timeout: everyPoint ? 1_800_000 : 60_000 },
  async ([when, connections], { task }) => {
    const harness = await openHarness({ timeout: 2_000 });
    const faults: string[] = [];
    try {
      for (const point of points) {
        const fault = await faultOf(harness, when, connections, point);
        if (fault !== null) faults.push(`at ${offsetOf(point, connections)}: ${fault}`);
      }
    } finally {
      await harness.close();
    }
    Object.assign(task.meta, { tried: points.length, faults });
    expect(faults).toEqual([]);
  },
);
