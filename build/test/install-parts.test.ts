import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureParts, type Installer } from './install-parts.ts';
import { missingParts, testParts, type PartPlaces } from './test-parts.ts';

let folder = '';
let places: PartPlaces;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-parts-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'fonts/opentype'), { recursive: true });
  places = { platform: 'linux', commandFolders: [join(folder, 'bin')], fontFolders: [join(folder, 'fonts')] };
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function bring(...names: string[]): void {
  for (const name of names) writeFileSync(join(folder, 'bin', name), '#!/bin/sh\n', { mode: 0o755 });
}

function bringAll(): void {
  bring(
    'chromium-browser',
    'nginx',
    'httpd',
    'tinyproxy',
    'microsocks',
    'sockd',
    'faketime',
    'openssl',
    'curl',
    'aria2c',
    'wget',
    'parallel',
  );
  writeFileSync(join(folder, 'fonts/opentype/NotoSansCJK-Regular.ttc'), '');
}

/** A machine whose apt-get is `install`; what it ran and printed is kept. */
function machine(facts: Partial<Installer>, install: () => void = () => undefined) {
  const ran: string[] = [];
  const printed: string[] = [];
  const installer: Installer = {
    places,
    isRoot: true,
    isDebian: true,
    run: (command, args) => {
      ran.push([command, ...args].join(' '));
      if (args[0] === 'install') install();
      return Promise.resolve({ status: 0, output: 'what apt-get said' });
    },
    print: (line) => printed.push(line),
    ...facts,
  };
  return { installer, ran, printed };
}

describe('missingParts', () => {
  test('finds every part by any of its commands, and the font by its file', () => {
    expect(missingParts(testParts, places).length).toBe(testParts.length);
    bringAll();
    expect(missingParts(testParts, places)).toEqual([]);
  });

  test('a file that cannot be run is no command', () => {
    bringAll();
    chmodSync(join(folder, 'bin/nginx'), 0o644);
    expect(missingParts(testParts, places).map((part) => part.name)).toEqual(['nginx']);
  });

  test('asks for a font on Linux only', () => {
    bringAll();
    rmSync(join(folder, 'fonts'), { recursive: true });
    expect(missingParts(testParts, places).map((part) => part.debian)).toEqual(['fonts-noto-cjk']);
    expect(missingParts(testParts, { ...places, platform: 'darwin' })).toEqual([]);
  });
});

describe('ensureParts', () => {
  test('does and says nothing when all is there', async () => {
    bringAll();
    const { installer, ran, printed } = machine({});
    expect(await ensureParts(testParts, installer)).toBe(true);
    expect([ran, printed]).toEqual([[], []]);
  });

  test('as root on Debian installs what is missing, and nothing else, after an update', async () => {
    const there = ['chromium', 'nginx', 'microsocks', 'danted', 'faketime', 'openssl', 'curl'];
    bring(...there, 'aria2c', 'wget', 'parallel');
    const { installer, ran, printed } = machine({}, bringAll);
    expect(await ensureParts(testParts, installer)).toBe(true);
    expect(ran).toEqual([
      'apt-get update',
      'apt-get install -y --no-install-recommends apache2-bin tinyproxy-bin fonts-noto-cjk',
    ]);
    expect(printed.join()).not.toContain('what apt-get said');
  });

  test('shows what apt-get said, and fails, when that did not help', async () => {
    bringAll();
    rmSync(join(folder, 'bin/nginx'));
    const { installer, printed } = machine({});
    expect(await ensureParts(testParts, installer)).toBe(false);
    expect(printed).toContain('what apt-get said');
    expect(printed.at(-1)).toContain('Still missing: nginx. ');
  });

  test('elsewhere names what is missing and the command, and runs nothing', async () => {
    bringAll();
    rmSync(join(folder, 'bin/nginx'));
    rmSync(join(folder, 'bin/curl'));
    const rows: readonly (readonly [Partial<Installer>, string])[] = [
      [{ isRoot: false }, 'sudo apt-get install -y --no-install-recommends nginx-light curl'],
      [{ isDebian: false, places: { ...places, platform: 'darwin' } }, 'brew install nginx curl'],
      [{ isDebian: false }, 'Debian calls them nginx-light curl.'],
    ];
    for (const [facts, advice] of rows) {
      const { installer, ran, printed } = machine(facts);
      expect(await ensureParts(testParts, installer)).toBe(false);
      expect(ran).toEqual([]);
      expect(printed.length).toBe(1);
      expect(printed[0]).toContain('Missing: nginx, curl. ');
      expect(printed[0]).toContain(advice);
    }
  });
});
