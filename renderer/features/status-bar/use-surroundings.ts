import { useEffect, useState } from 'react';
import type { Surroundings } from '../../../shared/contract/types.ts';
import { latestRate } from '../../../shared/model/speed-series.ts';
import { useSpeeds } from '../../state/speeds.ts';
import { useClient, useStore } from '../../state/store.ts';

const askEvery = 30_000;

/**
 * Room and network of the machine that downloads; null until it has told. Asked again when the folder
 * or this machine's own network changes, when downloads begin or end, and now and then while the
 * window can be seen.
 */
export function useSurroundings(): Surroundings | null {
  const client = useClient();
  const [surroundings, setSurroundings] = useState<Surroundings | null>(null);
  const connection = useStore((state) => state.connection);
  const folder = useStore((state) => state.settings?.folder);
  const running = useSpeeds((speeds) => latestRate(speeds.total) !== null);

  useEffect(() => {
    if (connection !== 'open') return;
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const answer = await client.call.surroundings();
      if (answer.ok && !stop.signal.aborted) setSurroundings(answer.value);
    };
    const look = (): void => {
      if (document.visibilityState === 'visible') void ask();
    };
    look();
    const timer = setInterval(look, askEvery);
    document.addEventListener('visibilitychange', look, { signal: stop.signal });
    for (const name of ['online', 'offline']) window.addEventListener(name, look, { signal: stop.signal });
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [client, connection, folder, running]);

  return surroundings;
}
