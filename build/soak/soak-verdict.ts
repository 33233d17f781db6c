/** What this process held at one moment. */
export interface SoakSample {
  /** Seconds since the start. */
  readonly at: number;
  /** Resident memory and JavaScript heap, in bytes. */
  readonly rss: number;
  readonly heap: number;
  /** Open descriptors, or null where the system does not tell. */
  readonly descriptors: number | null;
  /** Bytes of finished downloads. */
  readonly bytes: number;
}

/** Growth of resident memory that buffers and a busy machine explain, in bytes. */
const growthMost = 64 * 2 ** 20;
/** More descriptors at one time late than early: what the downloads under way differ by. */
const descriptorsMost = 16;

/**
 * What is wrong with a run: memory of the last quarter (its median) against the second one, since the
 * first warms up; descriptors likewise, and those that were left when everything was closed.
 */
export function soakFaults(
  samples: readonly SoakSample[],
  closed: { readonly before: number | null; readonly after: number | null },
): readonly string[] {
  const faults: string[] = [];
  const quarter = Math.floor(samples.length / 4);
  const early = samples.slice(quarter, 2 * quarter);
  const late = samples.slice(samples.length - quarter);
  if (quarter > 0) {
    const grown = median(late.map(({ rss }) => rss)) - median(early.map(({ rss }) => rss));
    if (grown > growthMost) faults.push(`memory grew by ${mebibytes(grown)}`);
    const more = most(late) - most(early);
    if (more > descriptorsMost) faults.push(`${more} more descriptors were open`);
  } else {
    faults.push('it was too short to tell anything');
  }
  const left = (closed.after ?? 0) - (closed.before ?? 0);
  if (left > 0) faults.push(`${left} descriptors were left open`);
  return faults;
}

/** `120 s   183.4 MiB rss   61.0 MiB heap   47 descriptors   12.3 GB`. */
export function sampleLine({ at, rss, heap, descriptors, bytes }: SoakSample): string {
  const open = descriptors === null ? 'descriptors unknown' : `${descriptors} descriptors`;
  return [
    `${Math.round(at)} s`.padStart(6),
    `${mebibytes(rss)} rss`,
    `${mebibytes(heap)} heap`,
    open,
    `${(bytes / 1e9).toFixed(1)} GB`,
  ].join('   ');
}

function most(samples: readonly SoakSample[]): number {
  return Math.max(...samples.map(({ descriptors }) => descriptors ?? 0));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
