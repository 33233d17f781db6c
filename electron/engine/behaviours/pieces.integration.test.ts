import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PieceHashes } from '../../../shared/model/sums.ts';
import { seededBytes } from '../testing/range-server/seeded-body.ts';
import { openHarness, sumOf, type EngineHarness } from './engine-harness.ts';

const mebibyte = 1 << 20;
const size = 8 * mebibyte + 4_321;
const pieceLength = 300_000;
const body = seededBytes(1, 0, size);

let harness: EngineHarness;

beforeEach(async () => {
  harness = await openHarness({ speed: 4 });
});

afterEach(() => harness.close());

function piecesOf(bytes: Uint8Array, length = pieceLength): PieceHashes {
  const sums: string[] = [];
  for (let at = 0; at < bytes.length; at += length)
    sums.push(
      createHash('sha1')
        .update(bytes.subarray(at, at + length))
        .digest('hex'),
    );
  return { algorithm: 'sha1', length, sums };
}

describe.each([1, 8])('with %i connections at most', (connections) => {
  test('B15: bytes that were right come once, and the file is verified by pieces and sum', async () => {
    const server = await harness.serve({ size });
    const end = await harness.fetch({
      url: server.url,
      connections,
      checksum: sumOf(body),
      pieces: piecesOf(body),
    });
    expect(end.state).toBe('completed');
    expect(end.log.join('\n')).not.toContain('does not match');
  });

  test('B15: of a source with two bad pieces only those come again, from another', async () => {
    const bad = await harness.serve({ size, seed: 1, rate: 20_000_000, corrupt: [1_000_000, 5_000_000] });
    const good = await harness.serve({ size, rate: 20_000_000 });
    const end = await harness.fetch({
      url: bad.url,
      mirrors: [good.url],
      connections,
      checksum: sumOf(body),
      pieces: piecesOf(body),
      body: { seed: 1, size },
    });
    expect(end.state).toBe('completed');
    expect(end.refetched).toBeGreaterThan(0);
    // Counted at the servers: the file once and the two pieces, and what proves the other source. Several
    // connections ask for the end of a fast transfer twice, whatever the pieces.
    if (connections === 1) {
      expect(end.refetched).toBeLessThanOrEqual(3 * pieceLength);
      expect(bad.bytesSent + good.bytesSent).toBeLessThan(size + 3 * pieceLength + mebibyte);
    }
  });

  test('B15: with one source that stays bad the file keeps its part name', async () => {
    const bad = await harness.serve({ size, corrupt: [1_000_000] });
    const end = await harness.fetch({
      url: bad.url,
      connections,
      checksum: sumOf(body),
      pieces: piecesOf(body),
      body: null,
    });
    expect(end).toMatchObject({ state: 'interrupted', code: 'file-hash-mismatch' });
    expect(end.refetched).toBeLessThanOrEqual(3 * pieceLength + mebibyte);
  });

  test('B15: a piece that is bad once comes once more from the same source', async () => {
    const server = await harness.serve({ size, rules: [{ when: { to: 1 }, use: { corrupt: [400_000] } }] });
    const end = await harness.fetch({
      url: server.url,
      connections,
      pieces: piecesOf(body),
      checksum: sumOf(body),
    });
    expect(end.state).toBe('completed');
    expect(end.log.join('\n')).toContain('Piece 2, brought by');
    expect(end.log.filter((line) => line.endsWith('for bytes 300000-599999'))).toHaveLength(1);
    // With several connections the end of a fast transfer is asked for twice, whatever the pieces.
    if (connections === 1) expect(server.bytesSent).toBe(size + pieceLength);
  });

  test('B15: sums of pieces of another file are not believed, and the sum of the whole decides', async () => {
    const server = await harness.serve({ size });
    const other = piecesOf(seededBytes(2, 0, size));
    const end = await harness.fetch({ url: server.url, connections, checksum: sumOf(body), pieces: other });
    expect(end.state).toBe('completed');
    expect(end.refetched).toBeLessThanOrEqual(12 * pieceLength);
  });

  test('B15: a list for a file of another size is not used', async () => {
    const server = await harness.serve({ size });
    const other = piecesOf(body.subarray(0, 3 * mebibyte));
    const end = await harness.fetch({ url: server.url, connections, checksum: sumOf(body), pieces: other });
    expect(end).toMatchObject({ state: 'completed' });
    expect(end.log.join('\n')).toContain('of another size: not used');
  });

  test('B15: of a whole file that does not match only the bad pieces come again', async () => {
    const server = await harness.serve({ size, rules: [{ when: { to: 1 }, use: { corrupt: [2_500_000] } }] });
    const first = await harness.fetch({ url: server.url, connections: 1, checksum: sumOf(body), body: null });
    expect(first).toMatchObject({ state: 'interrupted', code: 'file-hash-mismatch' });
    const sent = server.bytesSent;
    first.download.expectPieces(piecesOf(body));
    const end = await harness.goOn(first.download);
    expect(end.state).toBe('completed');
    expect(server.bytesSent - sent).toBeLessThanOrEqual(pieceLength + 64 * 1024);
  });

  test('B15: a file without ranges begins anew for a bad piece, and ends', async () => {
    const server = await harness.serve({
      size,
      ranges: 'ignored',
      rules: [{ when: { to: 1 }, use: { corrupt: [2_500_000] } }],
    });
    const end = await harness.fetch({
      url: server.url,
      connections,
      checksum: sumOf(body),
      pieces: piecesOf(body),
    });
    expect(end.state).toBe('completed');
  });
});
