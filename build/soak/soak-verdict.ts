/** What this process held at one moment. */
export interface SoakSample {
  /** Seconds since the start. */
  readonly at: number;
  /** Resident memory and JavaScript heap, in bytes. */
  readonly rss: number;
  readonly heap: number;
  /** Open descriptors, or null where the system does not tell. */
  readonly descriptors: number | null;
  /** What keeps the process going: sockets, timers, requests of the file system. */
  readonly handles: number;
  /** Bytes of finished downloads. */
  readonly bytes: number;
}

/** Growth of resident memory that buffers and a busy machine explain, in bytes. */
const growthMost = 64 * 2 ** 20;
/** More descriptors and handles at one time late than early: what the downloads under way differ by. */
const descriptorsMost = 16;
const handlesMost = 48;

/**
 * What is wrong with a run: memory of the last quarter (its median) against the second one, since the
 * first warms up; descriptors likewise, and those that were left when everything was closed.
 */
export function soakFaults(
  samples: readonly SoakSample[],
  closed: {
    readonly before: number | null;
    readonly after: number | null;
    /** Files that lie in the folder for downloads and among the locks. */
    readonly files: readonly string[];
  },
): readonly string[] {
  const faults: string[] = [];
  const quarter = Math.floor(samples.length / 4);
  const early = samples.slice(quarter, 2 * quarter);
  const late = samples.slice(samples.length - quarter);
  if (quarter > 0) {
    const grown = median(late.map(({ rss }) => rss)) - median(early.map(({ rss }) => rss));
    if (grown > growthMost) faults.push(`memory grew by ${mebibytes(grown)}`);
    const handles = mostOf(late, 'handles') - mostOf(early, 'handles');
    if (handles > handlesMost) faults.push(`${handles} more handles were open`);
    const more = mostOf(late, 'descriptors') - mostOf(early, 'descriptors');
    if (more > descriptorsMost) faults.push(`${more} more descriptors were open`);
  } else {
    faults.push('it was too short to tell anything');
  }
  if (closed.files.length > 0) faults.push(`files were left: ${closed.files.slice(0, 5).join(', ')}`);
  const left = (closed.after ?? 0) - (closed.before ?? 0);
  if (left > 0) faults.push(`${left} descriptors were left open`);
  return faults;
}

/** `120 s   183.4 MiB rss   61.0 MiB heap   47 descriptors   31 handles   12.3 GB`. */
export function sampleLine({ at, rss, heap, descriptors, handles, bytes }: SoakSample): string {
  const open = descriptors === null ? 'descriptors unknown' : `${descriptors} descriptors`;
  return [
    `${Math.round(at)} s`.padStart(6),
    `${mebibytes(rss)} rss`,
    `${mebibytes(heap)} heap`,
    open,
    `${handles} handles`,
    `${(bytes / 1e9).toFixed(1)} GB`,
  ].join('   ');
}

function mostOf(samples: readonly SoakSample[], what: 'descriptors' | 'handles'): number {
  return Math.max(...samples.map((sample) => sample[what] ?? 0));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
