import { normalAddress } from '../../../shared/model/normal-address.ts';
import type { DownloadView } from '../../../shared/model/view.ts';
import { isFinished, statusOf } from '../../state/status.ts';

/** What there is already of a link that is about to be added. */
export type Duplicate =
  /** The list has its address, or a file of its name in the folder. */
  | { readonly kind: 'same-link' | 'same-file'; readonly old: DownloadView }
  /** Another link of the same text leads there, or has its name. */
  | { readonly kind: 'repeated-link' | 'repeated-name' };

/** `old`: go on with the download that is there. `number`: both, the new one under a name of its own. */
export type DuplicateAnswer = 'old' | 'new-link' | 'number' | 'skip';

/** What can be answered, the usual first. */
export function answersTo(duplicate: Duplicate): readonly DuplicateAnswer[] {
  switch (duplicate.kind) {
    case 'same-link':
      return ['skip', 'old', 'number'];
    case 'same-file':
      // The link of what is finished is of no use any more.
      if (isFinished(duplicate.old)) return ['number', 'old', 'skip'];
      return statusOf(duplicate.old) === 'needs-link'
        ? ['new-link', 'number', 'old', 'skip']
        : ['number', 'old', 'new-link', 'skip'];
    case 'repeated-link':
      return ['skip', 'number'];
    case 'repeated-name':
      return ['number', 'skip'];
  }
}

interface Candidate {
  readonly url: string;
  readonly name: string;
  /** Download that has the address, and the one that has the name in the folder. */
  readonly sameLink: DownloadView | undefined;
  readonly sameFile: DownloadView | undefined;
}

/** The duplicates among links in their order, by their addresses. Names are compared as lenient systems do. */
export function duplicatesAmong(candidates: readonly Candidate[]): ReadonlyMap<string, Duplicate> {
  const duplicates = new Map<string, Duplicate>();
  const addresses = new Set<string>();
  const names = new Set<string>();
  for (const { url, name, sameLink, sameFile } of candidates) {
    const address = normalAddress(url);
    const plainName = name.normalize('NFC').toLowerCase();
    if (addresses.has(address)) duplicates.set(url, { kind: 'repeated-link' });
    else if (sameLink !== undefined) duplicates.set(url, { kind: 'same-link', old: sameLink });
    else if (sameFile !== undefined) duplicates.set(url, { kind: 'same-file', old: sameFile });
    else if (names.has(plainName)) duplicates.set(url, { kind: 'repeated-name' });
    addresses.add(address);
    names.add(plainName);
  }
  return duplicates;
}
