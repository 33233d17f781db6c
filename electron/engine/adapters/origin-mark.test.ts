import { describe, expect, test } from 'vitest';
import { originMark, type MarkSystem } from './origin-mark.ts';

const address = new URL('https://user:word@files.example:8443/a%20b/setup.exe?X-Sig=secret#part');
const plain = 'https://files.example:8443/a%20b/setup.exe';

/** A system that keeps what it was asked to do, or rejects with this code. */
function system(platform: NodeJS.Platform, code: string | null = null) {
  const asked: (readonly string[])[] = [];
  const note = (...words: readonly string[]): Promise<void> => {
    asked.push(words);
    return code === null ? Promise.resolve() : Promise.reject(Object.assign(new Error(code), { code }));
  };
  const made: MarkSystem = {
    platform,
    now: () => 1_795_000_000_000,
    run: (program, args) => note(program, ...args),
    write: note,
  };
  return { asked, mark: originMark(made) };
}

describe('the mark of a file from the network, without user, password and query', () => {
  test('on Windows is a stream of the file', async () => {
    const { asked, mark } = system('win32');
    await mark('C:\\d\\setup.exe.part', address);
    expect(asked).toEqual([
      ['C:\\d\\setup.exe.part:Zone.Identifier', `[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=${plain}\r\n`],
    ]);
  });

  test('on macOS is the quarantine', async () => {
    const { asked, mark } = system('darwin');
    await mark('/d/a.part', address);
    expect(asked).toEqual([
      ['/usr/bin/xattr', '-w', 'com.apple.quarantine', '0081;6afd86c0;Tributary;', '/d/a.part'],
    ]);
  });

  test('on Linux is the origin that desktops read', async () => {
    const { asked, mark } = system('linux');
    await mark('/d/a.part', address);
    expect(asked).toEqual([['setfattr', '-n', 'user.xdg.origin.url', '-v', plain, '/d/a.part']]);
  });

  test('does no harm where it cannot be made, and a missing program is not looked for again', async () => {
    const refused = system('linux', 'ENOTSUP');
    const missing = system('linux', 'ENOENT');
    for (const { mark } of [refused, missing]) {
      await mark('/d/a.part', address);
      await mark('/d/b.part', address);
    }
    expect([refused.asked.length, missing.asked.length]).toEqual([2, 1]);
  });
});
