import { expect, test } from 'vitest';
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

test('pages can start the program by one scheme only', () => {
  // What such a link may say is judged in policy/intake/app-link.ts: an address, a name, a sum, to ask about.
  expect(builderConfig.protocols).toEqual([{ name: 'Tributary', schemes: ['tributary'] }]);
});
