import { bytesBySlot } from './byte-map.ts';
import { hueOfSlot } from './slot-hue.ts';

/** One hue of the map and what it stands for. Bytes. */
export interface LegendEntry {
  /** Null: missing bytes. 0: an earlier session. */
  readonly hue: number | null;
  /** The connections that wear the hue, ascending; empty for an earlier session and for missing. */
  readonly slots: readonly number[];
  readonly bytes: number;
}

/**
 * The legend of a map: connections in order of hue (a ninth shares the first one's), then an earlier
 * session, then what is missing. `slots` are open connections that may not have brought a byte yet.
 */
export function legendOf(
  map: readonly number[],
  size: number,
  slots: readonly number[],
): readonly LegendEntry[] {
  const tally = bytesBySlot(map, { start: 0, end: size });
  const byHue = new Map<number, { slots: number[]; bytes: number }>();
  const all = [...new Set([...slots, ...tally.keys()])].sort((a, b) => a - b);
  let received = 0;
  for (const slot of all) {
    const bytes = tally.get(slot) ?? 0;
    received += bytes;
    const hue = hueOfSlot(slot);
    const entry = byHue.get(hue) ?? { slots: [], bytes: 0 };
    if (hue > 0) entry.slots.push(slot);
    entry.bytes += bytes;
    byHue.set(hue, entry);
  }
  const entries: LegendEntry[] = [...byHue]
    .map(([hue, entry]) => ({ hue, ...entry }))
    .sort((a, b) => (a.hue === 0 ? 1 : b.hue === 0 ? -1 : a.hue - b.hue));
  const missing = size - received;
  if (missing > 0) entries.push({ hue: null, slots: [], bytes: missing });
  return entries;
}
