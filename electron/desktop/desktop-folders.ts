import { isAbsolute, join } from 'node:path';

export interface DesktopFolders {
  readonly config: string;
  readonly state: string;
  readonly data: string;
}

/**
 * Where the program keeps its own: the XDG folders on Linux (a relative one is ignored, as the
 * specification says), elsewhere the platform's own place for a program's data.
 */
export function desktopFolders(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  userData: string,
): DesktopFolders {
  if (platform === 'win32' || platform === 'darwin') {
    return { config: userData, state: join(userData, 'state'), data: join(userData, 'data') };
  }
  const xdg = (name: string, usual: string): string => {
    const value = env[name];
    return join(value !== undefined && isAbsolute(value) ? value : join(home, usual), 'tributary');
  };
  return {
    config: xdg('XDG_CONFIG_HOME', '.config'),
    state: xdg('XDG_STATE_HOME', '.local/state'),
    data: xdg('XDG_DATA_HOME', '.local/share'),
  };
}
