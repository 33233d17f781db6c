/** Sentences by name, nested. A sentence may have `{{places}}` for values. */
export interface WordTree {
  readonly [name: string]: string | WordTree;
}

/** The sentence at a path; null where there is none. Only what the tree itself has counts. */
export function sentenceAt(tree: WordTree, path: readonly string[]): string | null {
  let node: string | WordTree = tree;
  for (const name of path) {
    if (typeof node === 'string') return null;
    const next: string | WordTree | undefined = Object.hasOwn(node, name) ? node[name] : undefined;
    if (next === undefined) return null;
    node = next;
  }
  return typeof node === 'string' ? node : null;
}

/** Puts values into the places of a sentence; a place without a value stays empty. */
export function filled(sentence: string, value: (place: string) => string | number | undefined): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, place: string) => String(value(place) ?? ''));
}
