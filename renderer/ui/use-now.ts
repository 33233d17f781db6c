import { useEffect, useState } from 'react';

/** The time in epoch milliseconds, anew each second while `active`: for countdowns. */
export function useNow(active: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!active) return;
    const tick = () => setNow(Date.now());
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [active]);
  return now;
}
