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
});
