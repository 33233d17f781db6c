/** What the choice of a source is based on. Rates are bytes per second of one connection. */
export interface SourceChoice {
  readonly id: number;
  /** Connections that are at work for this source, the choosing one not counted. */
  readonly active: number;
  /** Measured mean of one connection, or null while there is none. */
  readonly rate: number | null;
  /** Connections that its host still bears. */
  readonly room: number;
}

/**
 * Which source serves the next segment. Connections are spread in proportion to the measured rate
 * of one connection at each source, so that a source whose connections are slow gets few of them,
 * but every source keeps one to be measured by while there are enough. A source that was not
 * measured yet counts as the best one. Returns null when no source has room.
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
  const total = choices.reduce((sum, choice) => sum + weight(choice), 0);
  const enough = connections >= choices.length;
  const lack = (choice: SourceChoice): number =>
    enough && choice.active === 0 ? connections : (connections * weight(choice)) / total - choice.active;
  let chosen: SourceChoice | null = null;
  for (const choice of open) {
    if (chosen === null || lack(choice) > lack(chosen) + 1e-9) chosen = choice;
  }
  const stay = open.find((choice) => choice.id === current);
  if (stay !== undefined && chosen !== null && lack(stay) >= 1 - 1e-9 && lack(chosen) < lack(stay) + 1)
    return stay.id;
  return chosen?.id ?? null;
}
