import { describe, expect, it } from 'vitest';
import { EventLog } from './event-log.ts';

describe('EventLog', () => {
  it('keeps entries in their order, with the newest thousand of many', () => {
    const log = new EventLog();
    for (let at = 0; at < 5_000; at += 1) log.add(at, at % 3, 'info', `entry ${at}`);
    const entries = log.entries();
    expect(entries).toHaveLength(1_000);
    expect(entries[0]).toEqual({ at: 4_000, slot: 1, level: 'info', text: 'entry 4000' });
    expect(entries.at(-1)?.text).toBe('entry 4999');
  });

  it('keeps the heads of the newest requests only, and what happened of all', () => {
    const log = new EventLog();
    const head = `GET / HTTP/1.1\n${'x'.repeat(1_000)}`;
    for (let at = 0; at < 500; at += 1) log.add(at, 1, 'info', `asking ${at}\n${head}`);
    const entries = log.entries();
    expect(entries.map(({ text }) => text.split('\n')[0])).toEqual(
      Array.from({ length: 500 }, (_, at) => `asking ${at}`),
    );
    expect(entries[0]?.text).toBe('asking 0');
    expect(entries.at(-1)?.text).toContain(head);
    expect(entries.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(80 * 1024);
  });
});
