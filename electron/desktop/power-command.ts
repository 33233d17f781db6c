import type { PowerAction } from '../../shared/model/after-all.ts';

/** The system's own program that puts it to sleep or shuts it down, and its arguments; no shell reads them. */
export function powerCommand(
  platform: NodeJS.Platform,
  action: PowerAction,
): { readonly file: string; readonly args: readonly string[] } {
  const sleeps = action === 'sleep';
  switch (platform) {
    case 'win32':
      return sleeps
        ? { file: 'rundll32.exe', args: ['powrprof.dll,SetSuspendState', '0,1,0'] }
        : { file: 'shutdown.exe', args: ['/s', '/t', '0'] };
    case 'darwin':
      return sleeps
        ? { file: 'pmset', args: ['sleepnow'] }
        : { file: 'osascript', args: ['-e', 'tell application "System Events" to shut down'] };
    default:
      return { file: 'systemctl', args: [sleeps ? 'suspend' : 'poweroff'] };
  }
}
