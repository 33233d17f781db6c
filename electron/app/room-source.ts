import type { Engine } from '../engine/index.ts';
import { measureRoundTrip } from '../engine/adapters/http/round-trip.ts';
import { routeTo, type ProxyRules } from '../engine/policy/proxy/proxy-rules.ts';
import type { RoomSource } from './speed-control.ts';

const measureMost = 3_000;

/**
 * What leaving room goes by: the time to a server that bytes come from now. Through a proxy there is
 * nothing to measure: the proxy answers, however long the line behind it is.
 */
export function roomSource(engine: () => Engine, rules: () => ProxyRules): RoomSource {
  const running = () =>
    engine()
      .list()
      .filter(({ state }) => state.kind === 'downloading');
  return {
    rate() {
      const downloads = running();
      if (downloads.length === 0) return null;
      return downloads.reduce((sum, download) => sum + download.view().rate, 0);
    },
    async measure() {
      const sources = running().flatMap(({ sources: all }) => all);
      const source = sources.find(({ state, active }) => state === 'good' && active > 0);
      if (source === undefined) return null;
      const url = source.resolved ?? source.url;
      if (routeTo(url, rules()).kind !== 'direct') return null;
      const roundTrip = await measureRoundTrip(url, source.reach, measureMost);
      return roundTrip === null ? null : { server: url.host, roundTrip };
    },
  };
}
