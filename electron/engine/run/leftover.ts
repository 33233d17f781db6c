import { join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import type { Download } from '../download.ts';
import { takeLeftover } from '../files/earlier-files.ts';
import { namesIn } from '../files/control-names.ts';
import { lookForLeftover, type Leftover } from '../files/leftover-files.ts';
import type { PartSession } from '../files/part-session.ts';
import { targetPaths, type ClaimDeps } from '../files/target-files.ts';
import { numberedName } from '../policy/file-names/file-name.ts';
import type { Validator } from '../policy/http-semantics/validator.ts';
import { proveLink } from '../sources/link-proof.ts';
import type { Probe } from '../sources/probe.ts';
import { openDeps } from '../transfer/transfer-options.ts';
import { requestOptions } from './run-options.ts';
import type { RunRecord } from './run-record.ts';

const numbersMost = 20;

/**
 * The bytes that a download of another address left under the name that this one gets, where they are
 * shown to be of the same file: a signed link is another address each time it is made. Null where
 * there are none; those that are not shown to be so are left as they are.
 */
export async function adoptLeftover(
  download: Download,
  run: RunRecord,
  probed: Probe,
  deps: ClaimDeps,
): Promise<Result<PartSession | null, Failure>> {
  const { record } = download;
  const { size, name } = probed.resource;
  if (size === null || size === 0) return ok(null);
  const controls = await namesIn(deps, record.folder);
  if (controls.ok && controls.value.size === 0) return ok(null);
  const names = record.askedName === null ? numbered(name) : [record.askedName];
  if (controls.ok && !names.some((candidate) => controls.value.has(candidate))) return ok(null);
  for (const candidate of names) {
    const target = join(record.folder, candidate);
    const left = await lookForLeftover(deps, target, size);
    const validator = left === null ? null : await prove(download, run, probed, left, deps.signal);
    await left?.part.close();
    if (deps.signal.aborted) return fail({ code: 'user-stopped' });
    const taken = validator === null ? ok(null) : await takeLeftover(deps, target, size);
    if (!taken.ok) return taken;
    if (taken.value !== null) {
      taken.value.facts = { ...taken.value.facts, validator };
      return taken;
    }
    if (left === null && (await isFree(deps, target))) break;
  }
  return ok(null);
}

/** What the source says of the file, where it is shown to be the one that bytes were left of; else null. */
async function prove(
  download: Download,
  run: RunRecord,
  { source }: Probe,
  { state, part }: Leftover,
  signal: AbortSignal,
): Promise<Validator | null> {
  const sameOrigin = source.url.origin === new URL(state.url).origin;
  const trust = { sameOrigin, hasChecksum: download.record.expected !== null };
  const kept = { ...state, part };
  const verdict = await proveLink(openDeps(requestOptions(download, run), 1), source, kept, trust, signal);
  if (verdict.kind !== 'same') {
    download.note(
      0,
      'info',
      'A part file of this name is not shown to be of the same file: it stays as it is',
    );
    return null;
  }
  download.note(0, 'info', 'A part file of another address has the same bytes: it is gone on with');
  return verdict.validator;
}

async function isFree({ files }: ClaimDeps, target: string): Promise<boolean> {
  const paths = targetPaths(target);
  for (const path of [paths.target, paths.part, paths.control]) {
    const kind = await files.kind(path);
    if (!kind.ok || kind.value !== 'absent') return false;
  }
  return true;
}

function numbered(name: string): readonly string[] {
  return Array.from({ length: numbersMost }, (_, number) =>
    number === 0 ? name : numberedName(name, number),
  );
}
