import { ReadStream } from 'node:tty';
import type { CommandIo } from './command-io.ts';

/** A password is never longer; what is pasted by mistake may be. */
const longest = 4_096;

/**
 * Asks at the terminal, without showing what is typed. Null where stdin or stderr is no terminal, or
 * where it was left with Ctrl-D; Ctrl-C is the signal that it always is, though it comes as a sign here.
 */
export async function askPassword(question: string, io: CommandIo): Promise<string | null> {
  const { stderr, stdin } = io;
  if (!(stdin instanceof ReadStream) || stderr.isTTY !== true || io.signal.aborted) return null;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const decoder = new TextDecoder();
  let typed: string[] = [];
  const read = (bytes: Buffer): void => {
    for (const sign of decoder.decode(bytes, { stream: true })) {
      if (sign === '\r' || sign === '\n') resolve(typed.join(''));
      else if (sign === '\x03') process.kill(process.pid, 'SIGINT');
      else if (sign === '\x04' && typed.length === 0) resolve(null);
      else if (sign === '\x7f' || sign === '\b') typed.pop();
      else if (sign === '\x15') typed = [];
      else if (sign >= ' ' && typed.length < longest) typed.push(sign);
    }
  };
  const leave = (): void => {
    resolve(null);
  };
  stdin.on('data', read).once('end', leave);
  io.signal.addEventListener('abort', leave, { once: true });
  try {
    return await promise;
  } finally {
    stdin.off('data', read).off('end', leave);
    io.signal.removeEventListener('abort', leave);
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}
