/** So many bytes had been read at a time in seconds. */
export interface ReadSample {
  readonly at: number;
  readonly bytes: number;
}

/**
 * The least and the most bytes per second over any `span` seconds between the first byte and the last;
 * NaN where that is not as long. Samples are in their order; `total` is what is read in the end.
 */
export function worstRates(
  samples: readonly ReadSample[],
  span: number,
  total: number,
): { readonly least: number; readonly most: number } {
  const first = Math.max(0, samples.findIndex(({ bytes }) => bytes > 0) - 1);
  // The last piece may be counted twice, by a hedge: what is above the total says nothing.
  const end = samples.findIndex(({ bytes }) => bytes >= total * 0.99);
  const counted = samples.slice(first, end === -1 ? samples.length : end + 1);
  const rates = counted.flatMap((sample) => {
    const later = bytesAt(counted, sample.at + span);
    return later === null ? [] : [(later - sample.bytes) / span];
  });
  if (rates.length === 0) return { least: Number.NaN, most: Number.NaN };
  return { least: Math.min(...rates), most: Math.max(...rates) };
}

/** Between two samples it is a straight line; null behind the last. */
function bytesAt(samples: readonly ReadSample[], at: number): number | null {
  const index = samples.findIndex((sample) => sample.at >= at);
  const [before, after] = [samples[index - 1], samples[index]];
  if (after === undefined) return null;
  if (before === undefined || after.at === before.at) return after.bytes;
  return before.bytes + ((after.bytes - before.bytes) * (at - before.at)) / (after.at - before.at);
}
