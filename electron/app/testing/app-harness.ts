import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { contract } from '../../../shared/contract/contract.ts';
import { connect } from '../../../shared/wire/client.ts';
import { memoryPorts } from '../../../shared/wire/memory-port.ts';
import { createApp, type App } from '../create-app.ts';
import { unsealed } from '../../engine/adapters/credentials/credential-store.ts';
import type { HostServices } from '../host-services.ts';
import { runCommand } from '../run-command.ts';
import { TestWindow } from './test-window.ts';

/** What the host was asked to do, in order. */
export interface HostRecord {
  /** Whether it runs commands, for real. */
  readonly runsCommands: boolean;
  readonly opened: string[];
  readonly shown: string[];
  readonly notices: string[];
}

interface Server {
  close(): Promise<void>;
}

/** The whole program on real folders of its own, with windows in memory and servers on loopback. */
export class AppHarness {
  readonly root: string;
  /** The only folder that files may be written to. */
  readonly folder: string;
  readonly host: HostRecord;
  app: App;
  readonly #servers: Server[] = [];

  private constructor(root: string, host: HostRecord, app: App) {
    this.root = root;
    this.host = host;
    this.folder = join(root, 'downloads');
    this.app = app;
  }

  /** Sums beside downloads are looked for only where a test is about them: servers count what they are asked. */
  static async open({ sidecarSums = false, runsCommands = false } = {}): Promise<AppHarness> {
    const root = await mkdtemp(join(tmpdir(), 'tributary-app-'));
    await mkdir(join(root, 'downloads'));
    await mkdir(join(root, 'config'), { mode: 0o700 });
    await writeFile(join(root, 'config', 'settings.json'), JSON.stringify({ sidecarSums }));
    const host: HostRecord = { runsCommands, opened: [], shown: [], notices: [] };
    return new AppHarness(root, host, await startApp(root, host));
  }

  /** Opens a window that has heard the events and taken its snapshot. */
  async window(): Promise<TestWindow> {
    const [near, far] = memoryPorts();
    this.app.attach(far);
    const window = new TestWindow(connect(contract, near));
    await window.synchronise();
    return window;
  }

  /** A server that ends with the harness. */
  async serve<S extends Server>(starting: Promise<S>): Promise<S> {
    const server = await starting;
    this.#servers.push(server);
    return server;
  }

  /** Ends the program and starts it again on the same folders. */
  async restart(): Promise<void> {
    await this.app.close();
    this.app = await startApp(this.root, this.host);
  }

  /** Names in the folder for downloads, sorted. */
  async files(): Promise<readonly string[]> {
    return (await readdir(this.folder)).sort();
  }

  read(name: string): Promise<Buffer> {
    return readFile(this.path(name));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async close(): Promise<void> {
    await this.app.close();
    await Promise.all(this.#servers.map((server) => server.close()));
    await rm(this.root, { recursive: true, force: true });
  }
}

function startApp(root: string, record: HostRecord): Promise<App> {
  const folder = join(root, 'downloads');
  const inside = async (path: string): Promise<boolean> => path === folder || path.startsWith(folder + sep);
  const host: HostServices = {
    info: {
      kind: 'headless',
      version: '0.0.0',
      platform: 'test',
      canOpenFiles: true,
      canChooseFolder: false,
      runsCommands: record.runsCommands,
      passwords: unsealed.kept,
    },
    passwordSealing: unsealed,
    defaultFolder: folder,
    allowsFolder: inside,
    allowsFile: inside,
    openFile: async (path) => {
      record.opened.push(path);
      return true;
    },
    openFolder: async (path) => {
      record.shown.push(path);
      return true;
    },
    chooseFolder: async () => null,
    chooseFile: async () => null,
    listFolder: async (path) =>
      (await inside(path)) ? { path, parent: null, folders: [], free: null } : null,
    ...(record.runsCommands && { runCommand }),
    notifyFinished: ({ name }) => {
      record.notices.push(name);
    },
  };
  const at = (name: string): string => join(root, name);
  const folders = { config: at('config'), state: at('state'), data: at('data') };
  return createApp({ host, folders, env: { TRIBUTARY_LOG_LEVEL: 'error' } });
}
