import * as v from 'valibot';

/** Numbers that JSON has no word for (not measured) are null there. */
const figure = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);

const goal = v.object({
  name: v.string(),
  unit: v.picklist(['x', 'ms', 'MiB', '%', '']),
  bound: v.nullable(v.number()),
  values: v.array(v.number()),
  of: v.picklist(['middle', 'most']),
});

const run = v.object({
  round: v.number(),
  wall: figure,
  cpu: figure,
  memory: v.nullable(v.number()),
  facts: v.record(v.string(), figure),
  fault: v.nullable(v.string()),
  gaveUp: v.boolean(),
});

const row = v.object({
  name: v.string(),
  ours: v.boolean(),
  absent: v.nullable(v.string()),
  runs: v.array(run),
});

const caseRecord = v.object({
  id: v.string(),
  scenario: v.string(),
  title: v.string(),
  /** Bytes. */
  size: v.number(),
  rounds: v.number(),
  limit: v.nullable(v.object({ seconds: v.number(), words: v.string() })),
  rows: v.array(row),
  goals: v.array(goal),
});

/** What `docs/benchmarks.json` holds: all that was measured in one run. */
const benchRecord = v.object({
  version: v.literal(1),
  date: v.string(),
  machine: v.string(),
  versions: v.string(),
  cut: v.nullable(v.string()),
  cases: v.array(caseRecord),
});

export type BenchRecord = v.InferOutput<typeof benchRecord>;
export type CaseRecord = v.InferOutput<typeof caseRecord>;

/** Throws where the text is no such record. */
export function readRecord(text: string): BenchRecord {
  return v.parse(benchRecord, JSON.parse(text));
}

/** Ends with a line break. */
export function writeRecord(record: BenchRecord): string {
  return `${JSON.stringify(record, null, 1)}\n`;
}
