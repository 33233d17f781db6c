import { expect, test } from 'vitest';
import { powerCommand } from './power-command.ts';

test('each system is asked by its own program', () => {
  expect(powerCommand('linux', 'sleep')).toEqual({ file: 'systemctl', args: ['suspend'] });
  expect(powerCommand('linux', 'shut-down')).toEqual({ file: 'systemctl', args: ['poweroff'] });
  expect(powerCommand('win32', 'shut-down').args).toEqual(['/s', '/t', '0']);
  expect(powerCommand('darwin', 'sleep').file).toBe('pmset');
});
