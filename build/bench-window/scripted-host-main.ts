import { parseArgs } from 'node:util';
import { LibraryView } from '../../electron/app/library-view.ts';
import { systemClock } from '../../electron/engine/adapters/clock.ts';
import { findInstallation } from '../../electron/headless/installation.ts';
import { newSessionToken } from '../../electron/headless/session-token.ts';
import { startWebServer } from '../../electron/headless/web-server.ts';
import { contract } from '../../shared/contract/contract.ts';
import { serve } from '../../shared/wire/server.ts';
import { WireCounter } from './counted-port.ts';
import { scriptedHandlers, type AskedCall } from './scripted-handlers.ts';
import { ScriptedLibrary } from './scripted-library.ts';
import { stoppedDownloads } from './stopped-downloads.ts';

/**
 * The window's own server over downloads that only say that they run: the process of `startScriptedHost`,
 * which says what its messages mean. Ends when the channel to its parent does.
 */
const { values } = parseArgs({
  options: {
    running: { type: 'string', default: '0' },
    finished: { type: 'string', default: '0' },
    /** One more for each reason why a download stops. */
    stopped: { type: 'boolean', default: false },
  },
});
const stepEvery = 100;
const downloads = new ScriptedLibrary(
  Number(values.running),
  Number(values.finished),
  values.stopped ? stoppedDownloads() : [],
);
const asked: AskedCall[] = [];
const counter = new WireCounter();
const log = { warn: () => undefined, error: console.error };
const library: LibraryView = new LibraryView(downloads, systemClock, () => undefined);
const handlers = scriptedHandlers(downloads, library, asked);
const token = newSessionToken();
const { rendererFolder } = await findInstallation();
const server = await startWebServer({
  ...{ rendererFolder, address: '127.0.0.1', port: 0, allowedHosts: [], token },
  onPort: (port) => {
    library.attach(serve(contract, handlers, counter.over(port), { log }));
  },
});
if (!server.ok) throw new Error(`The window cannot be served: ${server.failure.code}`);
console.log(`Listening on http://127.0.0.1:${server.value.port}/#token=${token}`);

let timer: NodeJS.Timeout | null = null;

process.on(
  'message',
  (message: { readonly kind: string; readonly changed?: number; readonly updates?: number }) => {
    const { changed = 0, kind, updates = 0 } = message;
    if (timer !== null) clearInterval(timer);
    timer = null;
    if (kind === 'run') timer = setInterval(() => step(changed), stepEvery);
    if (kind === 'step') step(changed);
    if (kind === 'burst') for (let left = updates; left > 0; left -= 1) burst(changed);
    process.send?.(kind === 'asked' ? asked.splice(0) : counter.count);
  },
);
process.once('disconnect', () => process.exit(0));

/** As the engine does: says which have changed, and the library tells the windows when it is time. */
function step(changed: number): void {
  for (const id of downloads.step(changed)) library.changed(id);
}

/** An update at once, without the tenth of a second between two. */
function burst(changed: number): void {
  const views = downloads.step(changed).flatMap((id) => {
    const view = downloads.get(id)?.view();
    return view === undefined ? [] : [view];
  });
  const patches = views.map(({ id, rate, received, secondsLeft }) => ({ id, received, rate, secondsLeft }));
  for (const session of library.sessions()) session.emit('changed', patches);
}
