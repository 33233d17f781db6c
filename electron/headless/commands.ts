import { exitStatus, printable, writeLine, type CommandIo } from './command-io.ts';
import { helpText } from './help-text.ts';
import { findInstallation } from './installation.ts';

/** Each command is loaded when it is asked for: `--help` need not start an engine. */
const commands = { get, verify, repair, metalink, serve };
type CommandName = keyof typeof commands;

/** Runs the command that `args` (without the program's own name) ask for; gives the exit status. */
export async function runCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h') {
    io.stdout.write(helpText.tributary);
    return exitStatus.ok;
  }
  if (name === '--version') {
    writeLine(io.stdout, (await findInstallation()).version);
    return exitStatus.ok;
  }
  if (name === undefined || !isCommand(name)) {
    const what = name === undefined ? 'No command was given' : `There is no command ${printable(name)}`;
    return refuse(io, `${what}: get, verify, repair, metalink and serve are; tributary --help says more.`);
  }
  const end = rest.indexOf('--');
  if ((end < 0 ? rest : rest.slice(0, end)).some((each) => each === '--help' || each === '-h')) {
    io.stdout.write(helpText[name]);
    return exitStatus.ok;
  }
  return commands[name](rest, io);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function refuse(io: CommandIo, sentence: string): number {
  writeLine(io.stderr, sentence);
  return exitStatus.badOption;
}

async function get(args: readonly string[], io: CommandIo): Promise<number> {
  const { readGetOptions } = await import('./get-options.ts');
  const options = readGetOptions(args);
  if (!options.ok) return refuse(io, options.failure);
  const { runGet } = await import('./get.ts');
  return runGet(options.value, io);
}

async function verify(args: readonly string[], io: CommandIo): Promise<number> {
  const { runVerify } = await import('./verify.ts');
  return runVerify(args, io);
}

async function metalink(args: readonly string[], io: CommandIo): Promise<number> {
  const { runMetalink } = await import('./metalink.ts');
  return runMetalink(args, io);
}

async function repair(args: readonly string[], io: CommandIo): Promise<number> {
  const { readRepairOptions } = await import('./repair-options.ts');
  const options = readRepairOptions(args);
  if (!options.ok) return refuse(io, options.failure);
  const { runRepair } = await import('./repair.ts');
  return runRepair(options.value, io);
}

async function serve(args: readonly string[], io: CommandIo): Promise<number> {
  const { runServe } = await import('./serve.ts');
  const { programFolders } = await import('../app/program-folders.ts');
  return runServe(args, io, {
    installation: await findInstallation(),
    createApp: async (host, tls) => {
      const { createApp } = await import('../app/create-app.ts');
      return createApp({ host, folders: programFolders(io.env), env: io.env, tls });
    },
  });
}
