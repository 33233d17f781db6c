import { useEffect, useMemo, useState } from 'react';
import { useClient, useStore } from '../../state/store.ts';
import { duplicatesAmong, type Duplicate } from './duplicate.ts';

export interface NamedLink {
  readonly url: string;
  readonly name: string;
  /** Id of the download that has the address. */
  readonly known?: string;
}

/** The duplicates among links that are about to be added into a folder, by their addresses. */
export function useDuplicates(links: readonly NamedLink[], folder: string): ReadonlyMap<string, Duplicate> {
  const client = useClient();
  const library = useStore((state) => state.library);
  // As it was when the dialog opened: what is added from it is no duplicate of itself.
  const [before] = useState(library);
  const [targets, setTargets] = useState<ReadonlyMap<string, string | null>>(new Map());
  const unknown = links.map(({ name }) => name).filter((name) => !targets.has(keyOf(folder, name)));
  const wanted = [...new Set(unknown)].join('\n');

  useEffect(() => {
    if (wanted === '') return;
    let stale = false;
    const names = wanted.split('\n');
    void client.call.findTargets({ folder, names }).then((answer) => {
      if (stale || !answer.ok) return;
      const found = names.map((name, at) => [keyOf(folder, name), answer.value[at] ?? null] as const);
      setTargets((known) => new Map([...known, ...found]));
    });
    return () => {
      stale = true;
    };
  }, [client, folder, wanted]);

  return useMemo(
    () =>
      duplicatesAmong(
        links.map(({ url, name, known }) => ({
          url,
          name,
          sameLink: before.get(known ?? ''),
          sameFile: before.get(targets.get(keyOf(folder, name)) ?? ''),
        })),
      ),
    [links, before, targets, folder],
  );
}

function keyOf(folder: string, name: string): string {
  return `${folder}\n${name}`;
}
