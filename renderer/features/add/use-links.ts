import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CallFailure, LinkFound, LinksFound } from '../../../shared/contract/types.ts';
import type { IntakeNote } from '../../../shared/model/intake.ts';
import { useClient, useStore } from '../../state/store.ts';
import { goesToOld } from '../duplicates/answer-duplicates.ts';
import { useDuplicates } from '../duplicates/use-duplicates.ts';
import type { LinkChoice, LinkRow, ProbeState } from './link-row.ts';
import { linkRow, rowName } from './link-row.ts';
import type { ProbeQueue } from './probe-queue.ts';
import { createProbeQueue } from './probe-queue.ts';
import { headersToSend } from './added-items.ts';

const debounce = 150;
const probesAtOnce = 4;

type ById<Value> = ReadonlyMap<string, Value>;

export interface Links {
  readonly rows: readonly LinkRow[];
  /** What the text asks for besides and is left out. */
  readonly notes: readonly IntakeNote[];
  readonly looking: boolean;
  readonly failure: CallFailure | null;
  choose(url: string, choice: LinkChoice): void;
  /** The links of the text as it is now, without waiting for the pause in typing; null where they cannot be told. */
  settle(): Promise<readonly LinkRow[] | null>;
}

/**
 * The links in a text, found after a short pause in typing, and what their servers say of them. `cookies`
 * is the token of those that go along, null for none.
 */
export function useLinks(text: string, folder: string, cookies: string | null): Links {
  const client = useClient();
  const connected = useStore(({ connection }) => connection === 'open');
  const [found, setFound] = useState<LinksFound & { readonly text: string }>({
    text: '',
    links: [],
    notes: [],
  });
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [choices, setChoices] = useState<ById<LinkChoice>>(new Map());
  const [probes, setProbes] = useState<ById<ProbeState>>(new Map());
  const queue = useRef<ProbeQueue | null>(null);
  /** The links that are asked about, as they were found. */
  const links = useRef<ById<LinkFound>>(new Map());

  const named = useMemo(
    () => found.links.map((link) => ({ ...link, name: rowName(link, probes.get(link.url)) })),
    [found, probes],
  );
  const duplicates = useDuplicates(named, folder);
  const rowOf = (link: LinkFound): LinkRow =>
    linkRow(link, choices.get(link.url), probes.get(link.url), duplicates.get(link.url) ?? null);
  const rows = found.links.map(rowOf);

  const look = useCallback(
    async (wanted: string): Promise<readonly LinkFound[] | null> => {
      const answer = await client.call.findLinks({ text: wanted });
      setFailure(answer.ok ? null : answer.failure);
      if (!answer.ok) return null;
      setFound({ text: wanted, ...answer.value });
      return answer.value.links;
    },
    [client],
  );

  useEffect(() => {
    if (text === found.text) return;
    const timer = setTimeout(() => void look(text), debounce);
    return () => clearTimeout(timer);
    // When the program is there again, what could not be told is asked for once more.
  }, [text, found.text, look, connected]);

  useEffect(() => {
    const report = (url: string, state: ProbeState) => setProbes((before) => new Map(before).set(url, state));
    const opened = createProbeQueue({
      most: probesAtOnce,
      ask(url) {
        const { reach, headers } = links.current.get(url) ?? {};
        const asked = { url, reach, headers: headersToSend(headers) };
        return client.call.probe(cookies === null ? asked : { ...asked, cookies });
      },
      onAsked: (url) => report(url, { kind: 'asking' }),
      onAnswer(url, answer) {
        if (!answer.ok) report(url, { kind: 'waiting' });
        else if (answer.value.ok) report(url, { kind: 'known', ...answer.value });
        else report(url, { kind: 'failed', ...answer.value });
      },
    });
    queue.current = opened;
    return () => opened.close();
  }, [client, cookies]);

  const wanted = rows.filter((row) => row.ticked && !goesToOld(row)).map(({ url }) => url);
  const wantedKey = wanted.join('\n');
  useEffect(() => {
    links.current = new Map(found.links.map((link) => [link.url, link]));
    queue.current?.want(wantedKey === '' ? [] : wantedKey.split('\n'));
  }, [wantedKey, found, cookies]);

  return {
    rows,
    notes: found.notes,
    looking: text !== found.text && failure === null,
    failure,
    choose: (url, choice) =>
      setChoices((before) => new Map(before).set(url, { ...before.get(url), ...choice })),
    async settle() {
      if (text === found.text) return rows;
      const now = await look(text);
      return now?.map(rowOf) ?? null;
    },
  };
}
