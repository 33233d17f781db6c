import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { commandFolders, findCommand } from '../../electron/engine/testing/real-servers/find-command.ts';

/** A program or file outside npm that the tests use, and what brings it. */
export interface Part {
  readonly name: string;
  /** Any of these commands will do; none: it is found in another way. */
  readonly commands: readonly string[];
  readonly debian: string;
  readonly brew: string;
}

/** Where to look. */
export interface PartPlaces {
  readonly platform: NodeJS.Platform;
  readonly commandFolders: readonly string[];
  readonly fontFolders: readonly string[];
}

const cjkFont: Part = {
  name: 'a Korean font',
  commands: [],
  debian: 'fonts-noto-cjk',
  brew: 'font-noto-sans-cjk',
};

/** What `npm test` needs. apache2-bin and tinyproxy-bin are the programs without their services. */
export const testParts: readonly Part[] = [
  {
    name: 'Chromium',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debian: 'chromium',
    brew: 'chromium',
  },
  { name: 'nginx', commands: ['nginx'], debian: 'nginx-light', brew: 'nginx' },
  { name: 'Apache httpd', commands: ['apache2', 'httpd'], debian: 'apache2-bin', brew: 'httpd' },
  { name: 'tinyproxy', commands: ['tinyproxy'], debian: 'tinyproxy-bin', brew: 'tinyproxy' },
  { name: 'microsocks', commands: ['microsocks'], debian: 'microsocks', brew: 'microsocks' },
  { name: 'the server of Dante', commands: ['danted', 'sockd'], debian: 'dante-server', brew: 'dante' },
  { name: 'openssl', commands: ['openssl'], debian: 'openssl', brew: 'openssl' },
  { name: 'curl', commands: ['curl'], debian: 'curl', brew: 'curl' },
  { name: 'faketime', commands: ['faketime'], debian: 'faketime', brew: 'libfaketime' },
  { name: 'aria2', commands: ['aria2c'], debian: 'aria2', brew: 'aria2' },
  { name: 'wget', commands: ['wget'], debian: 'wget', brew: 'wget' },
  { name: 'GNU parallel', commands: ['parallel'], debian: 'parallel', brew: 'parallel' },
  cjkFont,
];

/** What `npm run bench` needs besides: the others in the race. */
export const benchParts: readonly Part[] = [
  { name: 'nginx', commands: ['nginx'], debian: 'nginx-light', brew: 'nginx' },
  { name: 'curl', commands: ['curl'], debian: 'curl', brew: 'curl' },
  { name: 'aria2', commands: ['aria2c'], debian: 'aria2', brew: 'aria2' },
  { name: 'axel', commands: ['axel'], debian: 'axel', brew: 'axel' },
  { name: 'wget2', commands: ['wget2'], debian: 'wget2', brew: 'wget2' },
];

/** The places of this machine. */
export function placesHere(): PartPlaces {
  return {
    platform: process.platform,
    commandFolders: commandFolders(),
    fontFolders: ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.local/share/fonts')],
  };
}

/** The parts that are not there. Fonts are asked for on Linux only: the others bring Korean ones. */
export function missingParts(parts: readonly Part[], places: PartPlaces): readonly Part[] {
  return parts.filter((part) => {
    if (part === cjkFont) return places.platform === 'linux' && !hasCjkFont(places.fontFolders);
    return findCommand(part.commands, places.commandFolders) === null;
  });
}

function hasCjkFont(folders: readonly string[]): boolean {
  return folders.some((folder) => {
    try {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      return files.some((file) => /cjk|sans[-_]?kr|nanum|malgun|unfonts/i.test(file));
    } catch {
      return false;
    }
  });
}
