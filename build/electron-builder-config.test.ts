import { expect, test } from 'vitest';
import { handedLinks } from '../electron/desktop/handed-links.ts';
import { readIntake } from '../electron/engine/policy/intake/intake-text.ts';
import { builderConfig } from './electron-builder-config.ts';

test('a package runs its own code only: no Node by another door, the archive checked', () => {
  expect(builderConfig.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
  expect([builderConfig.asar, builderConfig.publish]).toEqual([true, null]);
});

test('pages start the program by one scheme, of whose links it takes an address to ask about and no more', () => {
  expect(builderConfig.protocols).toEqual([{ name: 'Tributary', schemes: ['tributary'] }]);
  const link = 'tributary://add?url=https://h.example/a';
  expect(handedLinks(['--inspect', `${link}\n--inspect`, link])).toBe(link);
  expect(readIntake(`${link}&dir=/etc`).links).toEqual([]);
});
