import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRunning, transition, type DownloadEvent } from '../../shared/model/state.ts';
import { DownloadList } from './download-list.ts';
import { newRecord } from './download-request.ts';
import type { DownloadRecord } from './ports/catalog.ts';

/** A row whose state changes as a download's does: the list is told where one waits anew. */
class Row {
  record: DownloadRecord;
  readonly #list: DownloadList<Row>;

  constructor(list: DownloadList<Row>, number: number) {
    const request = { url: new URL('http://a.example/f'), folder: '/d', connections: 1 };
    this.record = newRecord(request, String(number), 0, number);
    this.#list = list;
  }
  get id(): string {
    return this.record.id;
  }
  get state(): DownloadRecord['state'] {
    return this.record.state;
  }
  apply(event: DownloadEvent): void {
    const state = transition(this.state, event);
    if (state === this.state) return;
    this.record = { ...this.record, state };
    if (state.kind === 'queued') this.#list.lineUp();
  }
}

const events: readonly DownloadEvent[] = [
  { kind: 'received' },
  { kind: 'verified' },
  { kind: 'finished' },
  { kind: 'held' },
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'resume' },
  { kind: 'failed', failure: { code: 'crash' } },
];

test('those that wait are told in their order and those that run beside them, whatever happens to any', () => {
  const move = fc.record({
    do: fc.constantFrom('add', 'move', 'start', 'event', 'event', 'event'),
    which: fc.nat(2),
  });
  const event = fc.constantFrom(...events);
  const step = fc.record({ move, event, order: fc.integer({ max: 99 }), looks: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const list = new DownloadList<Row>();
      const rows: Row[] = [];
      for (const { move: next, event: happened, order, looks } of steps) {
        const row = rows[next.which % (rows.length || 1)];
        if (next.do === 'add' || row === undefined) {
          const added = new Row(list, rows.length);
          rows.push(added);
          list.add(added);
        } else if (next.do === 'move') {
          row.record = { ...row.record, order };
          list.lineUp();
        } else if (next.do === 'start' && row.state.kind === 'queued') {
          list.begin(row);
          row.apply({ kind: 'admitted' });
        } else if (next.do === 'event') row.apply(happened);
        // Between two looks much may have happened, or nothing.
        if (!looks) continue;
        const waiting = rows.filter(({ state }) => state.kind === 'queued');
        const orders = [...list.waiting()].map((record) => record.order);
        expect(orders).toEqual(waiting.map(({ record }) => record.order).sort((a, b) => a - b));
        expect([...list.waiting()].map(({ id }) => id).sort()).toEqual(waiting.map(({ id }) => id).sort());
        const running = rows.filter(({ state }) => isRunning(state)).map(({ id }) => id);
        expect([...list.running()].map(({ id }) => id).sort()).toEqual(running.sort());
      }
    }),
  );
});
