import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { Finding } from './fuzz-target.ts';

/** Where findings are kept for ever: each is replayed by every `npm test`. */
export const corpusFolder = fileURLToPath(new URL('../../electron/engine/testing/corpus', import.meta.url));

const entry = v.object({ target: v.string(), note: v.string(), input: v.unknown() });

/** One finding of the past. */
export type CorpusEntry = v.InferOutput<typeof entry>;

/** All entries of a folder by their file names, in order; a file that is none throws. */
export function readCorpus(folder: string): readonly (readonly [file: string, entry: CorpusEntry])[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name, v.parse(entry, JSON.parse(readFileSync(join(folder, name), 'utf8')))]);
}

/** Keeps a finding; gives the name of its file. The same input has the same name. */
export function keepFinding(folder: string, { target, input, message }: Finding): string {
  const text = JSON.stringify({ target, note: message, input }, null, 2);
  const mark = createHash('sha1').update(JSON.stringify(input)).digest('hex').slice(0, 10);
  const name = `${target.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${mark}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${text}\n`);
  return name;
}
