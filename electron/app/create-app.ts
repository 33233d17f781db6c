import { join } from 'node:path';
import { contract } from '../../shared/contract/contract.ts';
import type { Reveal } from '../../shared/contract/types.ts';
import { isRunning } from '../../shared/model/state.ts';
import type { DownloadView } from '../../shared/model/view.ts';
import type { Port } from '../../shared/wire/port.ts';
import { serve } from '../../shared/wire/server.ts';
import { openCredentialStore } from '../engine/adapters/credentials/credential-store.ts';
import { HeaderStore } from '../engine/adapters/credentials/header-store.ts';
import type { TlsTrustOptions } from '../engine/adapters/http/tls/tls-trust.ts';
import { openNodePorts } from '../engine/adapters/node-ports.ts';
import { Engine } from '../engine/index.ts';
import { AfterAll } from './after-all.ts';
import { AfterEach } from './after-each.ts';
import { AppProxies } from './app-proxies.ts';
import { AppSettings } from './app-settings.ts';
import { ClipboardWatch } from './clipboard-watch.ts';
import { FileChecks } from './file-checks.ts';
import { FinishedChecks } from './finished-checks.ts';
import { sortBySettings, sortEarlier } from './filing-handlers.ts';
import { createHandlers } from './handlers.ts';
import type { HostServices } from './host-services.ts';
import { LearnedLimits } from './learned-limits.ts';
import { LibraryView } from './library-view.ts';
import { LogFollow } from './log-follow.ts';
import { createLogger } from './logging/index.ts';
import { speedNow, SpeedHistory } from './speed-history.ts';
import { roomSource } from './room-source.ts';
import { Servers } from './servers.ts';
import { SpeedControl } from './speed-control.ts';
import { ToldEnds } from './told-ends.ts';
import { TrustedCertificates } from './trusted-certificates.ts';

/** How busy the program is, for a tray, a taskbar or a power setting. Rates are bytes per second. */
export interface Activity {
  readonly running: number;
  readonly rate: number;
  /** 0 to 1 over all running downloads of known size; null where there is none. */
  readonly progress: number | null;
}

/** The program, whatever carries it. */
export interface App {
  /** Serves a window until its port closes. */
  attach(port: Port): void;
  /** The machine has woken from sleep. */
  wake(): void;
  /** Saves everything and ends. */
  close(): Promise<void>;
  onActivity(listener: (activity: Activity) => void): void;
  onFinished(listener: (download: DownloadView) => void): void;
  /** Hands links (as text) to every window. */
  offer(text: string): void;
  /** Has every window show something. */
  reveal(what: Reveal): void;
}

export interface AppOptions {
  readonly host: HostServices;
  /** Where the program keeps its own, each a folder for it alone. */
  readonly folders: { readonly config: string; readonly state: string; readonly data: string };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Authorities and revocation lists besides the system's. */
  readonly tls?: Pick<TlsTrustOptions, 'authorities' | 'revocations'>;
}

/** Builds the program for a host: log, settings, engine, and the contract that windows speak. */
export async function createApp(options: AppOptions): Promise<App> {
  const { host, folders, env } = options;
  const log = createLogger({ folder: join(folders.state, 'logs'), env, stderr: process.stderr });
  const sealing = host.passwordSealing;
  const secretFile = (name: string): string =>
    join(folders.state, `${name}.${sealing.kept === 'file' ? 'json' : 'sealed'}`);
  const credentials = await openCredentialStore({ path: secretFile('passwords'), sealing, log });
  const keptHeaders = await HeaderStore.open(secretFile('headers'), sealing, log);
  const serverHeaders = await HeaderStore.open(secretFile('server-headers'), sealing, log);
  const settings = await AppSettings.open(folders.config, host.defaultFolder, log);
  const proxies = new AppProxies(env, credentials);
  const trusted = await TrustedCertificates.open(folders.config, log);
  const ports = openNodePorts({
    dataFolder: folders.data,
    catalogName: 'catalog.sqlite',
    log,
    credentials,
    keptHeaders,
    proxies: () => proxies.rules(settings.current),
    tls: { ...options.tls, exceptions: trusted },
  });
  const servers = new Servers({
    shelf: ports.catalog.servers,
    credentials,
    headers: serverHeaders,
    learned: new LearnedLimits(ports.catalog.servers, ports.clock),
  });
  if (!(await host.allowsFolder(settings.current.folder))) {
    settings.current = { ...settings.current, folder: host.defaultFolder };
  }
  const activityListeners: ((activity: Activity) => void)[] = [];
  const finishedListeners: ((download: DownloadView) => void)[] = [];
  const told = new ToldEnds();

  const speed = new SpeedControl({
    clock: ports.clock,
    settings: () => settings.current,
    room: roomSource(
      () => engine,
      () => proxies.rules(settings.current),
    ),
    onChange: (view) => {
      engine.setLimits({ limit: view.limit });
      for (const session of library.sessions()) session.emit('speedLimit', view);
    },
  });
  const afterAll = new AfterAll({
    clock: ports.clock,
    perform: (action) => host.power?.(action),
    lasting: () => (host.power === undefined ? 'nothing' : settings.current.afterAll),
    onChange: (view) => {
      for (const session of library.sessions()) session.emit('afterAll', view);
    },
  });
  const afterEach = new AfterEach({ host, settings: () => settings.current, log });
  const engine: Engine = new Engine(
    { ...ports, servers },
    { ...settings.limits, limit: speed.view.limit },
    {
      asks: true,
      onChange: (id) => {
        library.changed(id);
      },
      allowsFolder: (folder) => host.allowsFolder(folder),
      onQueues: () => {
        for (const session of library.sessions()) session.emit('queues', engine.queues.list());
      },
      sort: sortBySettings(settings, host),
      onReturn: () => {
        for (const { id, state } of engine.list()) {
          if (state.kind === 'interrupted' && state.resume === 'auto-continue') engine.resume(id);
        }
      },
    },
  );
  const library: LibraryView = new LibraryView(engine, ports.clock, () => {
    speed.decide();
    const views = engine.list().map((download) => download.view());
    const activity = activityOf(views);
    afterAll.note(views);
    if (activity.running > 0) speeds.begin();
    for (const listener of activityListeners) listener(activity);
    const ends = told.take(views);
    for (const view of ends.finished) finished(view);
    if (ends.stopped.length > 0 && settings.current.notify) host.notifyStopped?.(ends.stopped);
  });
  const speeds = new SpeedHistory(() => engine.list().map(speedNow), library, ports.clock);
  const finishedChecks = new FinishedChecks(ports, (id) => engine.resume(id));
  const finished = (view: DownloadView): void => {
    checkAgain(view.id);
    if (settings.current.notify) host.notifyFinished?.({ id: view.id, name: view.name });
    const target = engine.get(view.id)?.record.target ?? null;
    if (target !== null) afterEach.finished(view, target);
    for (const listener of finishedListeners) listener(view);
  };
  const checkAgain = (id: string): void => {
    const download = engine.get(id);
    if (download?.view().checksum.verdict === 'pending') void finishedChecks.begin(download);
  };
  const checks = new FileChecks(ports);
  const offer = (text: string): void => {
    for (const session of library.sessions()) session.emit('offered', { text });
  };
  const clipboard = new ClipboardWatch({
    engine,
    clock: ports.clock,
    settings: () => settings.current,
    read: host.readClipboard?.bind(host) ?? null,
    offer: host.offerLinks?.bind(host) ?? offer,
  });
  const handlers = createHandlers({
    engine,
    library,
    settings,
    checks,
    finishedChecks,
    host,
    credentials,
    servers,
    proxies,
    trusted,
    clipboard,
    speeds,
    machine: ports.machine,
    now: () => ports.clock.wall(),
    logFollow: new LogFollow(log.memory, ports.clock),
    speedLimit: () => speed.view,
    afterAll,
    onSettings: () => {
      engine.setLimits(settings.limits);
      speed.decide();
      clipboard.settle();
      afterAll.settle();
      for (const session of library.sessions()) session.emit('settings', settings.current);
    },
  });
  speed.decide();
  clipboard.settle();
  engine.load();
  sortEarlier(engine, settings);
  for (const download of engine.list()) {
    told.know(download);
    checkAgain(download.id);
  }
  log.info('Started', { host: host.info.kind, downloads: engine.list().length });

  return {
    attach(port) {
      library.attach(serve(contract, handlers, port, { log }));
    },
    wake() {
      engine.wake();
      speed.decide();
    },
    async close() {
      speed.close();
      clipboard.close();
      afterAll.close();
      afterEach.close();
      checks.close();
      speeds.close();
      finishedChecks.close();
      await engine.close();
      library.close();
      await ports.close();
      await keptHeaders.saved();
      await serverHeaders.saved();
      log.info('Ended');
      await log.close();
    },
    onActivity(listener) {
      activityListeners.push(listener);
    },
    onFinished(listener) {
      finishedListeners.push(listener);
    },
    offer,
    reveal(what) {
      for (const session of library.sessions()) session.emit('reveal', what);
    },
  };
}

function activityOf(views: readonly DownloadView[]): Activity {
  const running = views.filter((view) => isRunning(view.state));
  const sized = running.filter((view) => view.size !== null && view.size > 0);
  const size = sized.reduce((sum, view) => sum + (view.size ?? 0), 0);
  const received = sized.reduce((sum, view) => sum + view.received, 0);
  return {
    running: running.length,
    rate: running.reduce((sum, view) => sum + view.rate, 0),
    progress: size === 0 ? null : Math.min(1, received / size),
  };
}
