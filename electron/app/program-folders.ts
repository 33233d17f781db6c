import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where the program keeps its own, each a folder for it alone. */
export interface ProgramFolders {
  readonly config: string;
  readonly state: string;
  readonly data: string;
}

/**
 * The XDG folders wherever their variables are set (a relative one is ignored, as the specification
 * says) and on Linux; elsewhere the platform's own place for a program's data.
 */
export function programFolders(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home = env['HOME'] ?? homedir(),
): ProgramFolders {
  const own =
    platform === 'win32'
      ? join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'tributary')
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support', 'tributary')
        : null;
  const at = (variable: string, usual: string, inside: string): string => {
    const value = env[variable];
    if (value !== undefined && isAbsolute(value)) return join(value, 'tributary');
    return own === null ? join(home, usual, 'tributary') : join(own, inside);
  };
  return {
    config: at('XDG_CONFIG_HOME', '.config', ''),
    state: at('XDG_STATE_HOME', '.local/state', 'state'),
    data: at('XDG_DATA_HOME', '.local/share', 'data'),
  };
}
