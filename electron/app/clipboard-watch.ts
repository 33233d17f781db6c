import { normalAddress } from '../../shared/model/normal-address.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { refreshLink } from '../engine/answers/refresh-link.ts';
import type { Engine } from '../engine/index.ts';
import { safeFileName } from '../engine/policy/file-names/file-name.ts';
import { awaitsLink } from '../engine/policy/intake/awaited-link.ts';
import {
  isLargeEnough,
  isWished,
  linksOfClipboard,
  offeredText,
} from '../engine/policy/intake/clipboard-choice.ts';
import type { IntakeLink } from '../engine/policy/intake/intake-link.ts';
import type { Clock } from '../engine/ports/clock.ts';

/** Milliseconds between two looks. */
const interval = 1_000;
const mostSeen = 10_000;
/** Links of one text whose servers are asked for the size. */
const mostAsked = 20;

export interface ClipboardParts {
  readonly engine: Engine;
  readonly clock: Pick<Clock, 'after'>;
  readonly settings: () => Settings;
  /** Text on the system's clipboard; null where the host has none to look at. */
  readonly read: (() => Promise<string>) | null;
  /** Shows a text in the Add dialog of whatever window is there. */
  readonly offer: (text: string) => void;
}

/**
 * Takes links from the clipboard, as the settings say: the host's own, looked at once a second only while
 * the watch is on, or what a window in a browser was shown of it. What lay there before is left alone, and
 * no link is taken twice.
 */
export class ClipboardWatch {
  readonly #parts: ClipboardParts;
  readonly #seen = new Set<string>();
  /** What the last look found; null before the first. */
  #last: string | null = null;
  #next: (() => void) | null = null;
  #looking = false;
  #closed = false;

  constructor(parts: ClipboardParts) {
    this.#parts = parts;
  }

  /** The settings are others, or the program has started. */
  settle(): void {
    const on = this.#parts.read !== null && this.#parts.settings().clipboardWatch !== 'off' && !this.#closed;
    if (on && this.#next === null && !this.#looking) void this.#look();
    if (on) return;
    this.#next?.();
    this.#next = null;
    this.#last = null;
  }

  /** A text that lies on the clipboard. `offer` shows it where it is to be asked about. */
  async take(text: string, offer = this.#parts.offer): Promise<void> {
    const { engine, settings } = this.#parts;
    const rules = settings();
    const listed = engine.list().flatMap(({ record }) => [record.url, ...record.mirrors]);
    const known = new Set([...this.#seen, ...listed.map(normalAddress)]);
    const links = linksOfClipboard(text, rules, known, (link) => this.#waitingFor(link) !== null);
    for (const { url } of links) this.#see(normalAddress(url));
    const silent = rules.clipboardWatch === 'silent';
    const wished: IntakeLink[] = [];
    for (const [at, link] of links.entries()) {
      const waiting = this.#waitingFor(link);
      if (waiting !== null && !silent) {
        wished.push(link);
        continue;
      }
      // A link that is shown to lead to the same file is taken; another is one like any other.
      if (waiting !== null && (await refreshLink(engine, waiting, new URL(link.url))).ok) continue;
      if (!isWished(link, rules)) continue;
      const asks = (rules.clipboardLeast > 0 || silent) && at < mostAsked;
      const found = asks ? await engine.probe(new URL(link.url), link.reach ?? null, link.headers) : null;
      const size = found?.ok === true ? found.value.resource.size : null;
      // Nobody is there to see that a link which is taken silently does not work.
      if (silent && found?.ok === false) continue;
      if (isLargeEnough(size, rules)) wished.push(link);
    }
    if (wished.length === 0 || this.#closed) return;
    if (silent) for (const link of wished) this.#add(link, rules);
    else offer(offeredText(text, wished));
  }

  close(): void {
    this.#closed = true;
    this.settle();
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#next = null;
    // A clipboard that cannot be read now can be the next time.
    const text = (await this.#parts.read?.().catch(() => null)) ?? null;
    const before = this.#last;
    if (text !== null) this.#last = text;
    if (text !== null && before !== null && text !== before && !this.#closed) await this.take(text);
    this.#looking = false;
    if (this.#closed || this.#parts.settings().clipboardWatch === 'off') {
      this.#last = null;
      return;
    }
    this.#next = this.#parts.clock.after(interval, () => void this.#look());
  }

  /** The download that stopped for want of such a link, by its id; null: none did. */
  #waitingFor(link: IntakeLink): string | null {
    return this.#parts.engine.list().find(({ record }) => awaitsLink(record, link))?.id ?? null;
  }

  #see(address: string): void {
    this.#seen.add(address);
    const [oldest] = this.#seen;
    if (this.#seen.size > mostSeen && oldest !== undefined) this.#seen.delete(oldest);
  }

  #add(link: IntakeLink, { folder, connections }: Settings): void {
    this.#parts.engine.add({
      url: new URL(link.url),
      mirrors: link.mirrors.map((mirror) => new URL(mirror)),
      reach: link.reach ?? null,
      folder,
      name: link.name === undefined ? null : safeFileName(link.name),
      connections: link.connections ?? connections,
      checksum: link.checksum,
      pieces: link.pieces ?? null,
      headers: link.headers ?? [],
    });
  }
}
