import {
  aria2ControlMost,
  aria2Ending,
  readAria2Control,
  type HalfDone,
} from '../policy/repair/aria2-control.ts';
import type { FileSystem } from '../ports/files.ts';

/** What the control file of aria2 beside a file says of it; null where there is none that can be read. */
export async function halfDoneOf(files: FileSystem, path: string): Promise<HalfDone | null> {
  const control = `${path}${aria2Ending}`;
  const identity = await files.identity(control);
  if (!identity.ok || identity.value.size > aria2ControlMost) return null;
  const opened = await files.openPart(control);
  if (!opened.ok) return null;
  const bytes = new Uint8Array(identity.value.size);
  const read = await opened.value.read(bytes, 0);
  await opened.value.close();
  return read.ok ? readAria2Control(bytes.subarray(0, read.value)) : null;
}
