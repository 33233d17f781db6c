/** Hexadecimal sums of the algorithms that are known, longest first. */
const sum = /(?<![0-9a-f])(?:[0-9a-f]{128}|[0-9a-f]{96}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-f])/i;

/** Whether a text holds a sum, with a name or without. */
export function holdsSums(text: string): boolean {
  return sum.test(text);
}

interface NamedSum {
  readonly name: string;
  readonly sum: string;
}

/**
 * The sums in the text of a sums file, each with the file's name: `SUM  name`, `SUM *name` and
 * `ALG (name) = SUM`. Folders in names are left away. Lines without both are skipped.
 */
export function namedSumsIn(text: string): readonly NamedSum[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = sum.exec(line)?.[0];
    if (found === undefined) return [];
    const tagged = /^\s*[\w-]+\s*\((.+)\)\s*=/.exec(line)?.[1];
    const plain = line
      .slice(line.indexOf(found) + found.length)
      .replace(/^[\s*]+/, '')
      .trimEnd();
    const name = baseName(tagged ?? plain);
    return name === '' ? [] : [{ name, sum: found.toLowerCase() }];
  });
}

/**
 * Which of `names` get a sum from the text. A text that is a single bare sum matches nothing: it is
 * for the field it was pasted into.
 */
export function matchSums(text: string, names: readonly string[]): ReadonlyMap<string, string> {
  const sums = namedSumsIn(text);
  const matched = new Map<string, string>();
  for (const name of names) {
    const found = sums.find((one) => one.name === name) ?? sums.find((one) => sameName(one.name, name));
    if (found !== undefined) matched.set(name, found.sum);
  }
  return matched;
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
