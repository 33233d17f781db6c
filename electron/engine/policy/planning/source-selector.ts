/** What the choice of a source is based on. Rates are bytes per second of one connection. */
export interface SourceChoice {
  readonly id: number;
  /** Connections that are at work for this source, the choosing one not counted. */
  readonly active: number;
  /** Measured mean of one connection, or null while there is none. */
  readonly rate: number | null;
  /** Connections that its host still bears. */
  readonly room: number;
  /** The person wants it to serve rather than the others. */
  readonly preferred: boolean;
}

/**
 * Which source serves the next segment. Connections are spread in proportion to the measured rate
 * of one connection at each source, so that a source whose connections are slow gets few of them,
 * but every source keeps one to be measured by while there are enough. A source that was not
 * measured yet counts as the best one. One that is preferred gets all but these; where its host
 * bears no more, the others share the rest. Returns null when no source has room.
 */
export function selectSource(
  choices: readonly SourceChoice[],
  connections: number,
  current: number | null,
): number | null {
  const open = choices.filter((choice) => choice.room > 0);
  if (open.length === 0) return null;
  const best = Math.max(1, ...choices.map((choice) => choice.rate ?? 0));
  const weight = (choice: SourceChoice): number => Math.max(choice.rate ?? best, 1);
  const preferred = choices.find((choice) => choice.preferred);
  const others = choices.filter((choice) => choice !== preferred);
  const total = others.reduce((sum, choice) => sum + weight(choice), 0);
  const left = Math.max(0, connections - (preferred?.active ?? 0));
  /** Connections that are spread by speed. */
  const spread = preferred === undefined ? connections : preferred.room > 0 ? 0 : left;
  const share = (choice: SourceChoice): number =>
    choice === preferred ? connections : (spread * weight(choice)) / total;
  const enough = connections >= choices.length;
  const lack = (choice: SourceChoice): number =>
    enough && choice.active === 0 ? connections : share(choice) - choice.active;
  let chosen: SourceChoice | null = null;
  for (const choice of open) {
    if (chosen === null || lack(choice) > lack(chosen) + 1e-9) chosen = choice;
  }
  const stay = open.find((choice) => choice.id === current);
  if (stay !== undefined && chosen !== null && lack(stay) >= 1 - 1e-9 && lack(chosen) < lack(stay) + 1)
    return stay.id;
  return chosen?.id ?? null;
}
