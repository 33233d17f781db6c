import type { ByteRange } from '../../../shared/model/byte-range.ts';
import { totalLength } from '../../../shared/model/byte-range.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import type { Download } from '../download.ts';
import type { PartSession } from '../files/part-session.ts';
import { cutByAbsent } from '../policy/repair/stripes.ts';
import type { PartFile } from '../ports/files.ts';
import { halfDoneOf } from '../repair/half-done.ts';
import { proveLink } from '../sources/link-proof.ts';
import type { Probe } from '../sources/probe.ts';
import { openDeps } from '../transfer/transfer-options.ts';
import { requestOptions } from './run-options.ts';
import type { RunRecord } from './run-record.ts';

/** Bytes of one read, and of what is left out where it is all zeros: a hole that nobody has filled. */
const readLength = 1_024 * 1_024;
const blockLength = 64 * 1_024;

/**
 * Takes what another program left of the file into a session: the parts that the control file of aria2
 * names, else all from the beginning on. Samples of them are compared with the source first; the given
 * file stays as it is. Whether it was taken: what is not shown to be of the same file is not.
 */
export async function takeGivenFile(
  download: Download,
  run: RunRecord,
  probed: Probe,
  session: PartSession,
  signal: AbortSignal,
): Promise<Result<boolean, Failure>> {
  const { givenFile } = download;
  const { size } = probed.resource;
  download.givenFile = null;
  if (givenFile === null || size === null) return ok(false);
  const { files } = download.context.ports;
  const opened = await files.openPart(givenFile);
  if (!opened.ok) return opened;
  try {
    const there = await claimedOf(opened.value, size, await halfDoneOf(files, givenFile));
    const kept = { size, validator: null, part: opened.value, written: there };
    const deps = openDeps(requestOptions(download, run), 1);
    const trust = { sameOrigin: false, hasChecksum: false };
    const verdict = there.length === 0 ? null : await proveLink(deps, probed.source, kept, trust, signal);
    if (verdict?.kind !== 'same') {
      download.note(0, 'warn', 'The half-done file is not shown to be of this file: it is not used');
      return ok(false);
    }
    session.facts = { ...session.facts, validator: verdict.validator };
    for (const range of there) {
      const copied = await copyInto(session, opened.value, range);
      if (!copied.ok) return copied;
    }
    download.note(
      0,
      'info',
      `${totalLength(session.received.written())} bytes of the half-done file are used`,
    );
    return ok(true);
  } finally {
    await opened.value.close();
  }
}

/** What a file of another program has of one of `size` bytes; nothing where it is longer. */
async function claimedOf(
  file: PartFile,
  size: number,
  halfDone: Awaited<ReturnType<typeof halfDoneOf>>,
): Promise<readonly ByteRange[]> {
  const identity = await file.identity();
  if (!identity.ok || identity.value.size > size || identity.value.size === 0) return [];
  const whole = [{ start: 0, end: identity.value.size }];
  if (halfDone === null) return whole;
  return halfDone.size === size ? cutByAbsent(whole, halfDone.absent).there : [];
}

async function copyInto(
  session: PartSession,
  from: PartFile,
  range: ByteRange,
): Promise<Result<void, Failure>> {
  const out = session.writer.stream(range.start);
  for (let at = range.start; at < range.end; at += readLength) {
    const bytes = new Uint8Array(Math.min(readLength, range.end - at));
    const read = await from.read(bytes, at);
    if (!read.ok) return read;
    for (let block = 0; block < read.value; block += blockLength) {
      const filled = bytes.subarray(block, Math.min(read.value, block + blockLength));
      if (filled.every((byte) => byte === 0)) continue;
      out.moveTo(at + block);
      out.write(filled);
    }
    await out.flush();
  }
  await out.end();
  return ok(undefined);
}
