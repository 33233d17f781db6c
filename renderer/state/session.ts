import type { Client } from '../host/client.ts';
import {
  applyChanges,
  applyRemoval,
  applyAfterAll,
  applyQueues,
  applySettings,
  applySpeedLimit,
  openDialog,
  revealDownload,
  setConnection,
  setDetail,
  setHost,
  singleSelected,
  takeSnapshot,
  useStore,
} from './store.ts';

/**
 * Feeds the store from the client: events are heard first, the snapshot is asked for second, and
 * events that overtook the snapshot are applied after it. Returns what ends it.
 */
export function startSession(client: Client): () => void {
  let asked = 0;
  let held: { readonly seq: number; readonly apply: () => void }[] | null = [];
  let watched: string | null = null;

  const listen = (seq: number, apply: () => void) => {
    if (held === null) apply();
    else held.push({ seq, apply });
  };

  async function synchronise(): Promise<void> {
    const ticket = (asked += 1);
    held = [];
    const snapshot = await client.call.snapshot();
    if (ticket !== asked) return;
    if (!snapshot.ok) {
      setConnection('lost');
      return;
    }
    const late = held.filter((event) => event.seq > snapshot.value.seq);
    held = null;
    takeSnapshot(snapshot.value);
    for (const event of late) event.apply();
    watched = null;
    void watch();
  }

  async function meetHost(): Promise<void> {
    const host = await client.call.host();
    if (host.ok) setHost(host.value);
  }

  async function watch(): Promise<void> {
    const id = singleSelected(useStore.getState());
    if (id === watched) return;
    watched = id;
    if (useStore.getState().detail?.id !== id) setDetail(null);
    const answer = await client.call.watch({ id });
    if (watched === id && answer.ok && answer.value !== null) setDetail(answer.value);
  }

  const ends = [
    client.on('changed', (patches, seq) => listen(seq, () => applyChanges(patches))),
    client.on('removed', (ids, seq) => listen(seq, () => applyRemoval(ids))),
    client.on('settings', (settings, seq) => listen(seq, () => applySettings(settings))),
    client.on('afterAll', (after, seq) => listen(seq, () => applyAfterAll(after))),
    client.on('queues', (queues, seq) => listen(seq, () => applyQueues(queues))),
    client.on('speedLimit', (limit, seq) => listen(seq, () => applySpeedLimit(limit))),
    client.on('detail', (detail) => {
      if (detail.id === watched) setDetail(detail);
    }),
    client.on('offered', ({ text }) => openDialog({ kind: 'add', text })),
    client.on('reveal', (what, seq) =>
      listen(seq, () => {
        if (what.kind === 'download') revealDownload(what.id);
        else openDialog({ kind: what.kind });
      }),
    ),
    client.onStatus((status) => {
      if (status === 'closed' || status === 'refused') {
        asked += 1;
        setConnection(status === 'closed' ? 'lost' : 'refused');
        return;
      }
      if (status === 'open') void meetHost();
      void synchronise();
    }),
    useStore.subscribe((state, before) => {
      if (state.selection !== before.selection && held === null) void watch();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
