import type { Credential } from '../../../../shared/model/credential.ts';

/** What a .netrc knows of one machine; a null machine is the entry for all others. */
export interface NetrcEntry extends Credential {
  readonly machine: string | null;
}

/**
 * Reads a .netrc: `machine NAME login USER password WORD`, `default login … password …`, in any lines;
 * words may stand in double quotes, with a backslash before a sign that would end them. Macros, remarks
 * and entries that lack a login or a password are passed over.
 */
export function readNetrc(text: string): readonly NetrcEntry[] {
  const entries: NetrcEntry[] = [];
  let machine: string | null | undefined;
  let user: string | null = null;
  let password: string | null = null;
  const end = (): void => {
    if (machine !== undefined && user !== null && password !== null)
      entries.push({ machine, user, password });
    machine = undefined;
    user = null;
    password = null;
  };
  const words = wordsOf(text.replace(/^\ufeff/, ''));
  for (let at = 0; at < words.length; at += 1) {
    const next = (): string => words[(at += 1)] ?? '';
    switch (words[at] ?? '') {
      case 'machine':
        end();
        machine = next().toLowerCase();
        break;
      case 'default':
        end();
        machine = null;
        break;
      case 'login':
        user = next();
        break;
      case 'password':
        password = next();
        break;
      case 'account':
        next();
        break;
    }
  }
  end();
  return entries;
}

/** Of a machine by its name, the first entry; `elseDefault`: that for all others will do. */
export function netrcCredential(
  entries: readonly NetrcEntry[],
  machine: string,
  elseDefault: boolean,
): Credential | null {
  const named = entries.find((entry) => entry.machine === machine.toLowerCase());
  const found = named ?? (elseDefault ? entries.find((entry) => entry.machine === null) : undefined);
  return found === undefined ? null : { user: found.user, password: found.password };
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  let inMacro = false;
  for (const line of text.split(/\r\n|\n|\r/)) {
    // A macro ends with an empty line.
    if (inMacro) {
      inMacro = line.trim() !== '';
      continue;
    }
    for (const [word, quoted] of line.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/g)) {
      if (quoted === undefined && word.startsWith('#') && !isValueNext(words)) break;
      if (word === 'macdef') {
        inMacro = true;
        break;
      }
      words.push(quoted === undefined ? word : quoted.replace(/\\(.)/g, '$1'));
    }
  }
  return words;
}

/** A password may begin with the sign of a remark. */
function isValueNext(words: readonly string[]): boolean {
  return ['login', 'password', 'machine', 'account'].includes(words.at(-1) ?? '');
}
