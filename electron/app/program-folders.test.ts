import { expect, test } from 'vitest';
import { programFolders } from './program-folders.ts';

test('on Linux the XDG folders hold, a relative one is ignored', () => {
  const env = { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: 'relative', HOME: '/h' };
  expect(programFolders(env, 'linux')).toEqual({
    config: '/c/tributary',
    state: '/h/.local/state/tributary',
    data: '/h/.local/share/tributary',
  });
});

test('on macOS the platform’s own place holds, unless an XDG variable is set', () => {
  expect(programFolders({ XDG_STATE_HOME: '/s' }, 'darwin', '/h')).toEqual({
    config: '/h/Library/Application Support/tributary',
    state: '/s/tributary',
    data: '/h/Library/Application Support/tributary/data',
  });
});
