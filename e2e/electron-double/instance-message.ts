import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const talker = `
const socket = require('node:net').connect(process.argv[1]);
socket.on('error', () => process.exit(1));
socket.on('connect', () => socket.end(require('node:fs').readFileSync(0)));
socket.on('close', () => process.exit(0));
`;

/** Sends a message to the instance that listens at `path`; false where none does. Waits for it. */
export function sentToInstance(path: string, message: string): boolean {
  if (!existsSync(path)) return false;
  return spawnSync(process.execPath, ['-e', talker, path], { input: message, timeout: 10_000 }).status === 0;
}
