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
  // A link handler would let any page start the program with words of its own.
  expect(builderConfig).not.toHaveProperty('protocols');
});
