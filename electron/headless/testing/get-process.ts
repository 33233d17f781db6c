import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

/** A line of `get --json`, as it was printed. */
export type JsonLine = Readonly<Record<string, unknown>>;

export interface GetEnd {
  /** Null where a signal ended the process. */
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  /** What stands on stderr besides the log. */
  readonly sentences: readonly string[];
  /** Every line of stdout as JSON; it throws where one is not. */
  readonly events: readonly JsonLine[];
}

/** What a run gets besides its arguments; `env` lies over the place's own. */
export interface GetRunOptions {
  readonly stdin?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface GetProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<GetEnd>;
}

/** Folders of its own for runs of `tributary get` from source: the program's, and one for downloads. */
export class GetPlace {
  readonly root: string;
  readonly folder: string;

  constructor(root: string) {
    this.root = root;
    this.folder = join(root, 'downloads');
  }

  static async open(): Promise<GetPlace> {
    const place = new GetPlace(await mkdtemp(join(tmpdir(), 'tributary-get-')));
    await mkdir(place.folder);
    return place;
  }

  /** Starts `tributary get` with these arguments in the folder for downloads. */
  start(args: readonly string[], options: GetRunOptions = {}): GetProcess {
    const child = spawn(process.execPath, [cli, 'get', ...args], {
      cwd: this.folder,
      env: { ...this.env, ...options.env },
    });
    child.stdin.end(options.stdin ?? '');
    return { child, ended: endOf(child) };
  }

  run(args: readonly string[], options: GetRunOptions = {}): Promise<GetEnd> {
    return this.start(args, options).ended;
  }

  /** Environment of the runs: the program's own folders are here, and its log file holds all there is. */
  get env(): NodeJS.ProcessEnv {
    const at = (name: string): string => join(this.root, name);
    const { PATH } = process.env;
    return {
      PATH,
      TRIBUTARY_LOG_LEVEL: 'debug',
      XDG_STATE_HOME: at('state'),
      XDG_DATA_HOME: at('data'),
      XDG_CONFIG_HOME: at('config'),
    };
  }

  /** The text that stands in the log file. */
  log(): Promise<string> {
    return readFile(join(this.root, 'state', 'tributary', 'logs', 'tributary.log'), 'utf8');
  }

  /** Names in the folder for downloads, sorted. */
  async files(): Promise<readonly string[]> {
    return (await readdir(this.folder)).sort();
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): Promise<Buffer> {
    return readFile(this.path(name));
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}

/** What a process printed, and its exit status. */
export function endOf(child: ChildProcess): Promise<GetEnd> {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => {
      const lines = err.split('\n').filter((line) => line !== '');
      resolve({
        status,
        out,
        err,
        sentences: lines.filter((line) => !line.startsWith('[')),
        get events() {
          return out
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as JsonLine);
        },
      });
    });
  });
}
