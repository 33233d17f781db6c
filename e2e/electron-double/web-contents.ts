import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page, Route } from 'playwright-core';
import { realAddress, shownAddress } from './page-address.ts';
import { bindingName, deliverName, preloadScript } from './preload-script.ts';
import { record } from './record.ts';
import { checkValue, cloned, KnownEmitter, Refusal } from './refusal.ts';
import { session } from './session.ts';

interface Said {
  readonly kind: 'loaded' | 'frame' | 'open' | 'preload-error';
  readonly channel: string;
  readonly values: readonly unknown[];
  readonly url: string;
  readonly message: string;
}

type OpenHandler = (details: { url: string; frameName: string; features: string; disposition: string }) => {
  readonly action: string;
};

/** Whose page is whose. */
const owners = new WeakMap<Page, WebContentsDouble>();

/** Answers what any page asks for: by the contents of that page, or of the page that opened it. */
export async function answerRequest(route: Route): Promise<void> {
  const page = route.request().frame().page();
  const owner = owners.get(page) ?? owners.get((await page.opener()) ?? page);
  if (owner === undefined) await route.abort('blockedbyclient');
  else await owner.answer(route);
}

/** Electron's `webContents` over one page of Chromium. */
export class WebContentsDouble extends KnownEmitter {
  readonly session = session.defaultSession;
  /** Messages of this page alone. */
  readonly ipc = new EventEmitter();
  readonly mainFrame = { url: '', origin: 'null', parent: null };
  #page: Page | null = null;
  #gone = false;
  #loading: string | null = null;
  /** Counts the documents that this page has shown. */
  #documents = 0;
  #openHandler: OpenHandler | null = null;
  #sending: Promise<unknown> = Promise.resolve();

  constructor() {
    super('WebContents');
  }

  /** The double's own: takes over a new page. */
  async inhabit(page: Page, preload: string | null, address: string): Promise<void> {
    this.#page = page;
    owners.set(page, this);
    page.on('close', () => {
      this.#gone = true;
      this.emit('destroyed');
    });
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    await page.exposeBinding(bindingName, (_source, said: Said) => {
      this.#hear(said);
    });
    const origin = new URL(shownAddress(address)).origin;
    await page.addInitScript(preloadScript(preload ?? '', origin));
  }

  /** The double's own: what `loadURL` of the window does. */
  async load(address: string): Promise<void> {
    this.#loading = address;
    await this.#page?.goto(shownAddress(address));
  }

  send(channel: string, ...values: unknown[]): void {
    const copies = cloned(values);
    const page = this.#page;
    if (page === null || this.#gone) throw new Refusal('Object has been destroyed');
    // One after the other, so that the order is kept.
    this.#sending = this.#sending.then(() => this.#deliver(page, channel, copies));
  }

  /** Into the document that is there now; one that has not run its preload yet is waited for. */
  async #deliver(page: Page, channel: string, values: readonly unknown[]): Promise<void> {
    const document = this.#documents;
    while (!this.#gone && document === this.#documents) {
      const delivered = await page
        .evaluate(
          ([name, to, what]) => {
            const deliver = (
              window as unknown as Record<string, ((to: string, what: unknown) => void) | undefined>
            )[name];
            deliver?.(to, what);
            return deliver !== undefined;
          },
          [deliverName, channel, values] as const,
        )
        .catch(() => false);
      if (delivered) return;
      await delay(10);
    }
  }

  isDestroyed(): boolean {
    return this.#gone;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  #hear(said: Said): void {
    const page = this.#page;
    if (page === null || this.#gone) return;
    if (said.kind === 'loaded') {
      this.#documents += 1;
      this.mainFrame.url = realAddress(page.url()) ?? page.url();
      const url = new URL(this.mainFrame.url);
      this.mainFrame.origin = `${url.protocol}//${url.host}`;
      this.emit('did-navigate', {}, this.mainFrame.url, 200, 'OK');
    } else if (said.kind === 'frame') {
      const event = { senderFrame: this.mainFrame, sender: this, processId: 1, frameId: 1, ports: [] };
      this.ipc.emit(said.channel, event, ...said.values);
    } else if (said.kind === 'open') this.#open(said.url);
    else {
      record('preload-error', said.message);
      this.emit('preload-error', {}, '', new Error(said.message));
    }
  }

  #open(shown: string): void {
    const url = realAddress(shown) ?? shown;
    if (this.#openHandler === null)
      throw new Refusal('A window without setWindowOpenHandler opens every window');
    const { action } = this.#openHandler({ url, frameName: '', features: '', disposition: 'new-window' });
    checkValue('WindowOpenHandlerResponse', 'action', action);
    record('window-open', { url, action });
  }

  /** The double's own: a request of its page, or of one that its page opened. */
  async answer(route: Route): Promise<void> {
    const request = route.request();
    const url = realAddress(request.url());
    const own = request.frame().page() === this.#page;
    if (request.isNavigationRequest() && !own) {
      await route.abort();
      await request.frame().page().close();
      this.#open(request.url());
      return;
    }
    if (
      request.isNavigationRequest() &&
      this.#stopsNavigation(url ?? request.url(), request.frame().parentFrame() === null)
    ) {
      // "aborted" leaves the page that is shown as it is; another reason would show an error page.
      await route.abort('aborted');
      return;
    }
    const handler =
      url === null ? undefined : session.defaultSession.protocol.handlerFor(new URL(url).protocol);
    if (url === null || handler === undefined) {
      record('request-refused', request.url());
      await route.abort('blockedbyclient');
      return;
    }
    const reply = await handler(new Request(url, { method: request.method(), headers: request.headers() }));
    await route.fulfill({
      status: reply.status,
      headers: Object.fromEntries(reply.headers),
      body: Buffer.from(await reply.arrayBuffer()),
    });
  }

  /** A page that goes elsewhere by itself is asked about; the host's own loading and a reload are not. */
  #stopsNavigation(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && (url === this.#loading || url === this.mainFrame.url)) {
      this.#loading = null;
      return false;
    }
    const details = {
      url,
      isMainFrame,
      isSameDocument: false,
      frame: this.mainFrame,
      initiator: this.mainFrame,
    };
    const stopped =
      this.ask('will-frame-navigate', details) || (isMainFrame && this.ask('will-navigate', details, url));
    record('will-navigate', { url, stopped });
    return stopped;
  }
}
