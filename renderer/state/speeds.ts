import { create } from 'zustand';
import { emptySeries, withSample, type SpeedSeries } from '../../shared/model/speed-series.ts';
import type { Client } from '../host/client.ts';
import { singleSelected, useStore } from './store.ts';

/** How fast it went: in total, and of the one selected download (null until the host has told). */
export interface Speeds {
  readonly total: SpeedSeries;
  readonly id: string | null;
  readonly download: SpeedSeries | null;
}

export const useSpeeds = create<Speeds>()(() => ({ total: emptySeries, id: null, download: null }));

/** Keeps the speeds up with the host and the selection. Returns what ends it. */
export function followSpeeds(client: Client): () => void {
  const { getState, setState } = useSpeeds;
  let asked = 0;

  async function ask(): Promise<void> {
    const ticket = (asked += 1);
    const id = singleSelected(useStore.getState());
    if (id !== getState().id) setState({ id, download: null });
    const answer = await client.call.speeds({ id });
    // Events that came before the answer are in it.
    if (ticket === asked && answer.ok) setState({ id, ...answer.value });
  }

  const ends = [
    client.onStatus((status) => {
      if (status !== 'closed') void ask();
    }),
    client.on('speed', ({ total, download }) => {
      setState((speeds) => {
        const own = download !== null && download.id === speeds.id ? speeds.download : null;
        return {
          total: withSample(speeds.total, total),
          ...(own === null || download === null ? {} : { download: withSample(own, download.sample) }),
        };
      });
    }),
    useStore.subscribe((state) => {
      if (singleSelected(state) !== getState().id) void ask();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
