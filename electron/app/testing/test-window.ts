import { contract, type Contract } from '../../../shared/contract/contract.ts';
import type { VerifyProgress } from '../../../shared/contract/types.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { DetailView, DownloadView } from '../../../shared/model/view.ts';
import type { Client } from '../../../shared/wire/client.ts';

export type Patch = { readonly id: string } & Partial<DownloadView>;

type EventName = keyof (typeof contract)['events'];

/** An event as it came. `at` in milliseconds. */
export interface HeardEvent {
  readonly name: EventName;
  readonly payload: unknown;
  readonly seq: number;
  readonly at: number;
}

/** A window without a page: it hears events, takes snapshots and merges patches as the real one does. */
export class TestWindow {
  readonly client: Client<Contract>;
  readonly events: HeardEvent[] = [];
  readonly patches: Patch[] = [];
  readonly verifications: VerifyProgress[] = [];
  readonly details: DetailView[] = [];
  readonly offered: string[] = [];
  gaps = 0;
  settings: Settings | null = null;
  #downloads = new Map<string, DownloadView>();
  #held: { readonly seq: number; readonly apply: () => void }[] | null = [];
  readonly #watchers = new Set<() => void>();

  constructor(client: Client<Contract>) {
    this.client = client;
    const hear = (name: HeardEvent['name'], payload: unknown, seq: number, apply: () => void): void => {
      this.events.push({ name, payload, seq, at: performance.now() });
      if (this.#held === null) apply();
      else this.#held.push({ seq, apply });
      for (const watch of [...this.#watchers]) watch();
    };
    client.onGap(() => {
      this.gaps += 1;
    });
    client.on('changed', (patches, seq) => {
      this.patches.push(...patches);
      hear('changed', patches, seq, () => patches.forEach((patch) => this.#merge(patch)));
    });
    client.on('removed', (ids, seq) => {
      hear('removed', ids, seq, () => ids.forEach((id) => this.#downloads.delete(id)));
    });
    client.on('detail', (detail, seq) => {
      this.details.push(detail);
      hear('detail', detail, seq, () => undefined);
    });
    client.on('settings', (settings, seq) => {
      hear('settings', settings, seq, () => {
        this.settings = settings;
      });
    });
    client.on('verifyProgress', (progress, seq) => {
      this.verifications.push(progress);
      hear('verifyProgress', progress, seq, () => undefined);
    });
    client.on('offered', ({ text }, seq) => {
      this.offered.push(text);
      hear('offered', text, seq, () => undefined);
    });
    const heard: readonly string[] = [
      'changed',
      'removed',
      'detail',
      'settings',
      'verifyProgress',
      'offered',
    ];
    const others = (Object.keys(contract.events) as EventName[]).filter((name) => !heard.includes(name));
    for (const name of others) {
      client.on(name, (payload, seq) => {
        hear(name, payload, seq, () => undefined);
      });
    }
  }

  /** Events are heard already: takes the snapshot, and then the events that it does not include. */
  async synchronise(): Promise<void> {
    this.#held ??= [];
    const snapshot = await this.client.call.snapshot();
    if (!snapshot.ok) throw new Error(snapshot.failure.code);
    this.#downloads = new Map(snapshot.value.downloads.map((download) => [download.id, download]));
    this.settings = snapshot.value.settings;
    const late = this.#held.filter((event) => event.seq > snapshot.value.seq);
    this.#held = null;
    for (const event of late) event.apply();
  }

  /** Adds one link; the value is the download's id. */
  async add(
    url: string,
    folder: string,
    more: {
      readonly connections?: number;
      readonly start?: boolean;
      readonly checksum?: string;
      readonly mirrors?: string[];
      readonly name?: string;
      readonly probe?: string;
      readonly queue?: string;
    } = {},
  ): Promise<string> {
    const { connections = 1, start = true, queue, ...item } = more;
    const added = await this.client.call.add({
      items: [{ url, ...item }],
      folder,
      connections,
      start,
      queue,
    });
    const id = added.ok ? added.value.ids[0] : undefined;
    if (id === undefined) throw new Error(`It was not added: ${JSON.stringify(added)}`);
    return id;
  }

  view(id: string): DownloadView {
    const view = this.#downloads.get(id);
    if (view === undefined) throw new Error(`The window does not know ${id}`);
    return view;
  }

  has(id: string): boolean {
    return this.#downloads.has(id);
  }

  /** Ids in the order of the queue. */
  get order(): readonly string[] {
    return [...this.#downloads.values()].sort((a, b) => a.order - b.order).map((view) => view.id);
  }

  /** Resolves when the window shows the download so; asked at every event. */
  async shows(id: string, test: (view: DownloadView) => boolean, limit = 15_000): Promise<DownloadView> {
    await this.until(
      () => this.#downloads.has(id) && test(this.view(id)),
      limit,
      () => JSON.stringify(this.#downloads.get(id)),
    );
    return this.view(id);
  }

  /** Resolves when the window shows the download in this state. */
  reaches(id: string, kind: DownloadView['state']['kind']): Promise<DownloadView> {
    return this.shows(id, (view) => view.state.kind === kind);
  }

  /** Resolves when `test` holds; asked at every event. */
  until(test: () => boolean, limit = 15_000, describe: () => string = () => ''): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#watchers.delete(check);
        clearTimeout(timer);
      };
      const check = (): void => {
        if (!test()) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`The window did not show it in ${limit} ms. ${describe()}`));
      }, limit);
      this.#watchers.add(check);
      check();
    });
  }

  #merge(patch: Patch): void {
    const known = this.#downloads.get(patch.id);
    // A download that is new comes whole.
    this.#downloads.set(patch.id, known === undefined ? (patch as DownloadView) : { ...known, ...patch });
  }
}
