import { expect, test } from 'vitest';
import { openHarness } from './engine-harness.ts';
test.each(Array.from({length: 12}, (_, i) => i))('debug %i', async () => {
  const harness = await openHarness();
  const size = 8 << 20;
  const rules = [{ when: { from: 6 }, use: { status: 404 } }];
  const server = await harness.serve({ size, rate: 8 << 20, rules });
  const end = await harness.fetch({ url: server.url, connections: 8 });
  if (end.state !== 'completed') {
    console.log(end.record.received, JSON.stringify(end.download.detail().map), '\n' + end.download.log.entries().map((e) => `${e.at % 100000} [${e.slot}] ${e.text}`).join('\n'));
    console.log(server.requests.map((r) => `${r.number} ${r.range?.first}-${r.range?.last} ${r.status} sent ${r.sent} ${r.end} ${Math.round(r.startedAt)}-${Math.round(r.endedAt ?? 0)}`).join('\n'));
  }
  await harness.close();
  expect(end.state).toBe('completed');
});
