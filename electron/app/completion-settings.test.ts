import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import { acceptCompletion } from './completion-settings.ts';
import type { HostServices } from './host-services.ts';

type Host = Pick<HostServices, 'info' | 'runCommand'>;
const info = {
  kind: 'desktop',
  version: '',
  platform: '',
  canChooseFolder: true,
  passwords: 'nowhere',
} as const;
const able: Host = {
  info: { ...info, canOpenFiles: true, power: ['sleep'] },
  runCommand: () => Promise.resolve({ kind: 'ended', status: 0, signal: null }),
};
const unable: Host = { info: { ...info, canOpenFiles: false } };
const current: Settings = {
  ...defaultSettings,
  folder: '/d',
  doneCommand: 'scan {file}',
  doneCommandOn: true,
};

describe('what is done when downloads end', () => {
  it('is kept where the host can do it', () => {
    const changes = { doneOpen: true, afterAll: 'sleep' } as const;
    expect(acceptCompletion(changes, current, able)).toEqual({ ok: true, value: changes });
  });

  it('does not run a command that is another one until that is said of it', () => {
    expect(acceptCompletion({ doneCommand: 'other' }, current, able)).toEqual({
      ok: true,
      value: { doneCommand: 'other', doneCommandOn: false },
    });
    const both = { doneCommand: 'other', doneCommandOn: true };
    expect(acceptCompletion(both, current, able)).toEqual({ ok: true, value: both });
    expect(acceptCompletion({ doneCommand: 'x "', doneCommandOn: true }, current, able)).toMatchObject({
      failure: { code: 'not-a-command' },
    });
  });

  it('is refused where the host cannot: turning it off never is', () => {
    for (const changes of [
      { doneCommand: 'other' },
      { doneCommandOn: true },
      { doneOpen: true },
      { afterAll: 'sleep' },
    ] as const)
      expect(acceptCompletion(changes, current, unable)).toMatchObject({
        failure: { code: 'not-possible-here' },
      });
    for (const changes of [{ doneCommandOn: false }, { doneOpen: false }, { afterAll: 'nothing' }] as const)
      expect(acceptCompletion(changes, current, unable)).toEqual({ ok: true, value: changes });
    expect(acceptCompletion({ afterAll: 'shut-down' }, current, able)).toMatchObject({
      failure: { code: 'not-possible-here' },
    });
  });
});
