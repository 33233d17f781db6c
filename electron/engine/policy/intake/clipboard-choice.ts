import type { Settings } from '../../../../shared/model/settings.ts';
import { normalAddress } from '../../../../shared/model/normal-address.ts';
import { nameFromUrl } from '../file-names/name-from-url.ts';
import { readIntake } from './intake-text.ts';
import type { IntakeLink } from './intake-link.ts';

export type ClipboardRules = Pick<Settings, 'clipboardWatch' | 'clipboardTypes' | 'clipboardLeast'>;

/** A longer text is a document that somebody works on, and no link to fetch. */
const longestText = 65_536;
/** Links that one text may bring: more are for a paste. */
const mostAtOnce = 100;

/**
 * The links of a text on the clipboard that are of the wished types and were not seen before. `seen` holds
 * normal addresses. Without types every link is wished for; one that is awaited is, whatever its type.
 */
export function linksOfClipboard(
  text: string,
  rules: ClipboardRules,
  seen: ReadonlySet<string>,
  isAwaited: (link: IntakeLink) => boolean = () => false,
): readonly IntakeLink[] {
  if (rules.clipboardWatch === 'off' || text.length > longestText) return [];
  return readIntake(text)
    .links.filter((link) => !seen.has(normalAddress(link.url)) && (isWished(link, rules) || isAwaited(link)))
    .slice(0, mostAtOnce);
}

/** Whether a link is of the wished types. */
export function isWished(link: IntakeLink, { clipboardTypes }: ClipboardRules): boolean {
  const types = typesIn(clipboardTypes);
  return types.length === 0 || types.includes(typeOf(link));
}

/** Whether a link is large enough, by what its server said; a size that is not told is none too small. */
export function isLargeEnough(size: number | null, { clipboardLeast }: ClipboardRules): boolean {
  return size === null || size >= clipboardLeast;
}

/** What is offered: addresses, one a line; the text itself where it says more than addresses. */
export function offeredText(text: string, links: readonly IntakeLink[]): string {
  const saysMore = links.some(
    (link) =>
      link.mirrors.length > 0 ||
      link.checksum !== null ||
      link.reach !== undefined ||
      link.headers !== undefined ||
      link.name !== undefined,
  );
  return saysMore ? text : links.map(({ url }) => url).join('\n');
}

/** Endings of names, written with or without dots, parted by spaces or commas. */
function typesIn(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\s,;]+/)
    .map((type) => type.replace(/^[*.]+/, ''))
    .filter((type) => type !== '');
}

function typeOf({ url, name }: IntakeLink): string {
  const called = name ?? nameFromUrl(new URL(url)) ?? '';
  return /\.([^.]+)$/.exec(called)?.[1]?.toLowerCase() ?? '';
}
