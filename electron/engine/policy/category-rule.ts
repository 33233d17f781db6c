import { categoryTree, type Category } from '../../../shared/model/category.ts';

/** What is known of a file when its category is looked for. */
export interface FileFacts {
  readonly name: string;
  /** The host of its address, in small letters. */
  readonly host: string;
  /** As the server said it, with parameters; null where it did not. */
  readonly contentType: string | null;
}

/** How well a rule fits: a host tells more than an ending, and an ending more than a media type. */
const hostWeight = 4;
const extensionWeight = 2;
const typeWeight = 1;

/**
 * The category that a file belongs to by rule; null where none fits. A category that names hosts takes
 * files from them only; of its endings and media types one must fit, where it names any. One without
 * any rule is for files that are put there by hand. The one that says most wins, then the inner one,
 * then the later one, which is the user's own rather than one of the first set.
 */
export function categoryOfFile(categories: readonly Category[], facts: FileFacts): Category | null {
  let best: Category | null = null;
  let bestFit: readonly [weight: number, depth: number] = [0, -1];
  for (const { category, depth } of categoryTree(categories)) {
    const weight = weightOf(category, facts);
    if (weight === 0 || weight < bestFit[0] || (weight === bestFit[0] && depth < bestFit[1])) continue;
    best = category;
    bestFit = [weight, depth];
  }
  return best;
}

/** 0: it does not fit. */
function weightOf({ hosts, extensions, types }: Category, facts: FileFacts): number {
  const ofHost = hosts.some((pattern) => isOfHost(facts.host, pattern)) ? hostWeight : 0;
  if (hosts.length > 0 && ofHost === 0) return 0;
  const name = facts.name.toLowerCase();
  const ofExtension = extensions.some((ending) => name.endsWith(`.${ending}`)) ? extensionWeight : 0;
  const ofType = types.some((pattern) => isOfType(facts.contentType, pattern)) ? typeWeight : 0;
  const kind = ofExtension + ofType;
  return kind === 0 && extensions.length + types.length > 0 ? 0 : ofHost + kind;
}

function isOfHost(host: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase();
  if (!wanted.startsWith('*.')) return host === wanted;
  return host === wanted.slice(2) || host.endsWith(wanted.slice(1));
}

function isOfType(contentType: string | null, pattern: string): boolean {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';');
  const wanted = pattern.toLowerCase();
  return wanted.endsWith('/*') ? type.trim().startsWith(wanted.slice(0, -1)) : type.trim() === wanted;
}
