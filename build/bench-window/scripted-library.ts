import { defaultSettings } from '../../shared/model/settings.ts';
import type { DetailView, DownloadView } from '../../shared/model/view.ts';
import type { ShownDownload, ShownLibrary } from '../../electron/app/library-view.ts';
import { seededChance } from '../../electron/engine/testing/seeded-chance.ts';

const mebibyte = 2 ** 20;
/** Epoch ms of the first download; each was added a minute after the one before. */
const began = Date.UTC(2026, 0, 1);

/** Downloads that only say that they run: what a busy engine would tell, without any bytes. */
export class ScriptedLibrary implements ShownLibrary {
  readonly #downloads: readonly ShownDownload[];
  readonly #byId: ReadonlyMap<string, ShownDownload>;
  readonly #running: readonly ScriptedDownload[];

  /** The running ones were added last, and stand at the top. */
  constructor(running: number, finished: number, others: readonly ShownDownload[] = []) {
    const scripted = Array.from(
      { length: running + finished },
      (_, index) => new ScriptedDownload(index, index >= finished),
    );
    this.#downloads = [...others, ...scripted];
    this.#byId = new Map(this.#downloads.map((download) => [download.id, download]));
    this.#running = scripted.slice(finished);
  }

  list(): readonly ShownDownload[] {
    return this.#downloads;
  }

  get(id: string): ShownDownload | null {
    return this.#byId.get(id) ?? null;
  }

  /** Each of the first `count` running downloads gets a tenth of a second further; gives their ids. */
  step(count: number): readonly string[] {
    return this.#running.slice(0, count).map((download) => {
      download.step();
      return download.id;
    });
  }
}

class ScriptedDownload implements ShownDownload {
  readonly id: string;
  #view: DownloadView;
  readonly #chance: () => number;

  constructor(index: number, running: boolean) {
    this.id = `scripted-${String(index)}`;
    this.#chance = seededChance(index);
    const size = Math.round((40 + this.#chance() * 4_000) * mebibyte);
    this.#view = {
      ...{ id: this.id, name: `recording-${String(index).padStart(5, '0')}.mkv`, folder: '/downloads' },
      ...{ url: `https://files.example/recordings/${String(index)}.mkv`, size, ranges: 'yes' },
      ...{ connections: defaultSettings.connections, limit: 0, wait: null, queue: 'default', order: index },
      ...{ category: 'video', comment: '', trashedAt: null, repair: null },
      ...{ addedAt: began + index * 60_000, checksum: { expected: null, computed: null, verdict: 'none' } },
      ...(running
        ? {
            ...{ state: { kind: 'downloading' }, received: Math.round(size * this.#chance() * 0.3) },
            ...{ rate: 2 * mebibyte, secondsLeft: 600, active: 6, completedAt: null },
          }
        : {
            ...{ state: { kind: 'completed' }, received: size, rate: 0, secondsLeft: null, active: 0 },
            completedAt: began + index * 60_000 + 30_000,
          }),
    };
  }

  view(): DownloadView {
    return this.#view;
  }

  detail(): DetailView {
    const { received, size } = this.#view;
    const share = Math.floor((size ?? 0) / 6);
    const segments = Array.from({ length: 6 }, (_, index) => ({
      ...{ slot: index + 1, state: 'receiving' as const, start: index * share, end: (index + 1) * share },
      ...{ position: index * share + Math.floor(received / 6), rate: this.#view.rate / 6, source: 0 },
    }));
    return {
      ...{ id: this.id, segments, sources: [], log: [], redirects: [], validator: null, contentType: null },
      ...{ comparison: { kind: 'unknown' }, requests: 12, refetched: 0 },
      map: segments.flatMap(({ position, slot, start }) => [start, position, slot]),
    };
  }

  /** At the end of its file it starts over, so that it runs for as long as anybody looks. */
  step(): void {
    const { received, size } = this.#view;
    const rate = Math.round((1 + this.#chance() * 2) * mebibyte);
    const next = received + Math.round(rate / 10);
    const now = next >= (size ?? 0) ? 0 : next;
    this.#view = {
      ...{ ...this.#view, received: now, rate },
      secondsLeft: Math.round(((size ?? 0) - now) / rate),
    };
  }
}
