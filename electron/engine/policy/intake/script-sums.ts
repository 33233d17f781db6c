import { checksumAlgorithms, type Checksum } from '../../../../shared/model/checksum.ts';
import { readChecksumLine, type NamedChecksum } from '../digests/checksum-line.ts';
import { downloaderOf } from './command-request.ts';
import type { ShellCommand } from './shell-words.ts';

/** The sums that a script compares its files with. */
export interface ScriptSums {
  /** That of a file by its name. */
  of(name: string): Checksum | null;
  /** The one that stands without a name; null where two of one algorithm differ. */
  readonly nameless: Checksum | null;
}

const mostSums = 10_000;
const bareSum = /(?<![\w-])(?:[0-9a-f]{128}|[0-9a-f]{96}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?!\w)/i;

/**
 * Sums in a script, wherever they are compared: `echo "SUM  file" | sha1sum -c`, `[ "$(…)" = SUM ]`,
 * `sha1sum -c <<< "SUM  file"`, and remarks such as `# sha1: SUM`.
 */
export function scriptSums(commands: readonly ShellCommand[]): ScriptSums {
  const found: NamedChecksum[] = [];
  for (const { words, comment } of commands) {
    const texts = downloaderOf(words) === null ? [...words, comment] : [comment];
    for (const text of texts.slice(0, 100)) {
      const sum = sumIn(text);
      if (sum !== null && found.length < mostSums) found.push(sum);
    }
  }
  const named = new Map<string, Checksum>();
  for (const { name, checksum } of found) {
    const base = name?.split(/[/\\]/).at(-1)?.trim() ?? '';
    if (base !== '' && rank(checksum) > rank(named.get(base))) named.set(base, checksum);
  }
  const all = found.map(({ checksum }) => checksum);
  const best = all.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
  const rivals = new Set(all.filter(({ algorithm }) => algorithm === best?.algorithm).map(({ hex }) => hex));
  return { of: (name) => named.get(name) ?? null, nameless: rivals.size === 1 ? best : null };
}

function sumIn(text: string): NamedChecksum | null {
  const whole = readChecksumLine(text);
  if (whole.ok) return whole.value;
  const bare = readChecksumLine(bareSum.exec(text.slice(0, 8_192))?.[0] ?? '');
  return bare.ok ? bare.value : null;
}

function rank(checksum: Checksum | undefined): number {
  return checksum === undefined ? -1 : checksumAlgorithms.indexOf(checksum.algorithm);
}
