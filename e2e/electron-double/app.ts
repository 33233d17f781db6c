import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sentToInstance } from './instance-message.ts';
import { cloned, KnownEmitter, Refusal } from './refusal.ts';

interface Window {
  readonly webContents: { getURL(): string };
  getBounds(): object;
  close(): void;
}

const packageFacts = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};

const home = homedir();
const configHome = process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');

/** Electron's `app`: life, paths and the lock of the one instance. */
class AppDouble extends KnownEmitter {
  readonly isPackaged = false;
  readonly name = packageFacts.name;
  readonly windows = new Set<Window>();
  readonly #paths = new Map<string, string>([
    ['home', home],
    ['appData', configHome],
    ['userData', join(configHome, packageFacts.name)],
    ['sessionData', join(configHome, packageFacts.name)],
    ['temp', tmpdir()],
    ['downloads', process.env['XDG_DOWNLOAD_DIR'] ?? join(home, 'Downloads')],
  ]);
  readonly #ready = Promise.withResolvers<void>();
  #isReady = false;
  #quitting = false;
  #lock: net.Server | null = null;

  constructor() {
    super('App');
  }

  /** The double's own: what Electron does when the main module has been read. */
  becomeReady(): void {
    this.#isReady = true;
    this.emit('ready', {}, {});
    this.#ready.resolve();
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Refusal('app.enableSandbox() can only be called before app is ready');
  }

  getVersion(): string {
    return packageFacts.version;
  }

  getName(): string {
    return packageFacts.name;
  }

  getLocale(): string {
    return (process.env['LANG'] ?? 'en').replace(/[._].*$/, '').replace('C', 'en');
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Refusal(`Failed to get '${name}' path`);
    return path;
  }

  setPath(name: string, path: string): void {
    if (!this.#paths.has(name)) throw new Refusal(`Failed to set path '${name}'`);
    if (!path.startsWith('/')) throw new Refusal('Path must be absolute');
    this.#paths.set(name, path);
  }

  /** The lock is a socket in the user's data folder; a second start tells the first through it. */
  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    const data = cloned(additionalData);
    mkdirSync(this.getPath('userData'), { recursive: true });
    const path = join(this.getPath('userData'), 'SingletonSocket');
    const message = JSON.stringify({ argv: process.argv, folder: process.cwd(), data });
    // Synchronous, as the real one is.
    if (sentToInstance(path, message)) return false;
    rmSync(path, { force: true });
    this.#lock = net.createServer({ allowHalfOpen: true }, (socket) => {
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.on('error', () => undefined);
      socket.on('end', () => {
        socket.end();
        const said = JSON.parse(Buffer.concat(chunks).toString()) as {
          argv: string[];
          folder: string;
          data: unknown;
        };
        void this.whenReady().then(() => this.emit('second-instance', {}, said.argv, said.folder, said.data));
      });
    });
    this.#lock.listen(path);
    return true;
  }

  quit(): void {
    if (this.#quitting || this.ask('before-quit')) return;
    this.#quitting = true;
    for (const window of [...this.windows]) window.close();
    if (this.windows.size > 0) {
      this.#quitting = false;
      return;
    }
    if (this.ask('will-quit')) return;
    this.exit(0);
  }

  /** The double's own: a window has gone; the last one's end is told unless the program is ending. */
  windowClosed(window: Window): void {
    this.windows.delete(window);
    if (this.windows.size > 0 || this.#quitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  exit(code = 0): void {
    this.emit('quit', {}, code);
    this.#lock?.close();
    void this.atExit().finally(() => process.exit(code));
  }

  /** The double's own: closes the browser. */
  atExit: () => Promise<void> = () => Promise.resolve();
}

export const app = new AppDouble();
