import { runCommand } from './commands.ts';
import { exitStatus, type CommandIo } from './command-io.ts';

/** Milliseconds that open handles may keep a program alive whose work is done. */
const lingerMost = 2_000;

/** The caller's folder; null where it is gone, or may not be looked at. */
function currentFolder(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

/** Runs the command of this process and sets its exit status. */
export async function runInTerminal(): Promise<void> {
  const stop = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    // What is saved is saved at any instant; a second Ctrl-C only asks not to wait.
    if (stop.signal.aborted && signal === 'SIGINT') process.exit(exitStatus.interrupted);
    stop.abort(signal);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  // A reader that has gone (`| head`) is no reason to stop a download.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});

  const cwd = currentFolder();
  if (cwd === null) {
    process.stderr.write(
      'The folder that Tributary was started in is gone, or may not be looked at: change into another one.\n',
    );
    process.exitCode = exitStatus.other;
    return;
  }
  const io: CommandIo = {
    // Opened by whoever reads it, and only then.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd,
    signal: stop.signal,
  };
  process.exitCode = await runCommand(process.argv.slice(2), io);
  setTimeout(() => process.exit(), lingerMost).unref();
}
