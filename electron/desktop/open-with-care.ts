import { basename } from 'node:path';
import { canAct } from './acting-types.ts';

export type OpenAnswer = 'show' | 'open' | 'cancel';

export interface OpenParts {
  /** Asks the person, naming the file. */
  readonly ask: (name: string) => Promise<OpenAnswer>;
  /** False where the system has nothing to open the file with. */
  readonly open: (path: string) => Promise<boolean>;
  readonly show: (path: string) => void;
}

/** Opens a finished file; one that can act only when the person says so. False where that failed. */
export async function openWithCare(path: string, parts: OpenParts): Promise<boolean> {
  const name = basename(path);
  const answer = canAct(name) ? await parts.ask(name) : 'open';
  if (answer === 'open') return parts.open(path);
  if (answer === 'show') parts.show(path);
  return true;
}
