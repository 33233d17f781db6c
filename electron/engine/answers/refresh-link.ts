import type { Failure } from '../../../shared/model/reasons.ts';
import { fail, ok, type Result } from '../../../shared/model/result.ts';
import { isRunning } from '../../../shared/model/state.ts';
import type { Download } from '../download.ts';
import type { Engine } from '../engine.ts';
import { findPartial } from '../files/earlier-files.ts';
import type { PartSession } from '../files/part-session.ts';
import type { LinkDifference } from '../policy/proof/link-comparison.ts';
import { pageRule } from '../policy/proof/web-page.ts';
import { proveLink, type KeptBytes, type LinkVerdict } from '../sources/link-proof.ts';
import type { OpenDeps } from '../sources/open-source.ts';
import { probe } from '../sources/probe.ts';
import type { Source } from '../sources/source.ts';
import { openDeps } from '../transfer/transfer-options.ts';

/** Why a new link was not taken; the download is as it was. */
export type LinkRefusal =
  /** It leads to another file. */
  | { readonly kind: 'differs'; readonly what: LinkDifference }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'finished' }
  | { readonly kind: 'gone' };

type Refreshed = Result<void, LinkRefusal>;

/**
 * Gives a download another address in the place of its first. Where bytes are kept, the new one is
 * shown to lead to the same file before one of its own is joined to them; else it has to answer. A
 * download that was stopped by a failure goes on then, one that was paused stays so.
 */
export async function refreshLink(engine: Engine, id: string, address: URL): Promise<Refreshed> {
  const download = engine.get(id);
  if (download === null) return fail({ kind: 'gone' });
  if (download.state.kind === 'completed') return fail({ kind: 'finished' });
  const source = download.sourceAt(address);
  const goesOn = download.state.kind !== 'paused';
  const live = await proveLive(download, source);
  if (live !== null && live.kind !== 'same') return fail(live);
  const ran = isRunning(download.state);
  if (ran) await engine.pause(id);
  const taken = await download.side.do((signal) => takeLink(download, source, live, signal));
  if (taken.ok ? goesOn : ran) engine.resume(id);
  return taken;
}

/** Compares with the bytes of a run under way; null where there is none, or it has just ended. */
async function proveLive(download: Download, source: Source): Promise<LinkVerdict | null> {
  const kept = download.liveBytes;
  if (kept === null || kept.written.length === 0) return null;
  const verdict = await proveKept(download, source, kept, new AbortController().signal);
  // The run may have closed its files meanwhile.
  return verdict.kind === 'failed' && download.liveBytes?.part !== kept.part ? null : verdict;
}

async function takeLink(
  download: Download,
  source: Source,
  live: LinkVerdict | null,
  signal: AbortSignal,
): Promise<Refreshed> {
  if (download.state.kind === 'completed') return fail({ kind: 'finished' });
  const { record, context } = download;
  const { files, crc32 } = context.ports;
  const { held, isListed } = context;
  const deps = { files, crc32, held, isListed, signal };
  const found = await findPartial(deps, record.folder, record.target, record);
  if (!found.ok) return fail({ kind: 'failed', failure: found.failure });
  const session = found.value.kind === 'partial' ? found.value.session : null;
  const written = session?.received.written() ?? [];
  if (session === null || written.length === 0) {
    await session?.close();
    return takeUnproven(download, source, signal);
  }
  const kept = { ...session.facts, part: session.part, written };
  const verdict = live ?? (await proveKept(download, source, kept, signal));
  const taken = verdict.kind === 'same' ? keepLink(download, source, session, verdict) : fail(verdict);
  const closed = await session.close();
  return closed.ok ? taken : fail({ kind: 'failed', failure: closed.failure });
}

/** The control file tells the new address from now on, and so does the list. */
function keepLink(
  download: Download,
  source: Source,
  session: PartSession,
  { validator }: Extract<LinkVerdict, { kind: 'same' }>,
): Refreshed {
  session.facts = { ...session.facts, url: source.url.href, finalUrl: null, validator };
  download.takeLink(source.url);
  return ok(undefined);
}

/** Nothing is kept that could be joined: the link has to answer, and its stream is gone on with. */
async function takeUnproven(download: Download, source: Source, signal: AbortSignal): Promise<Refreshed> {
  const found = await probe(depsOf(download), source, signal);
  if (!found.ok) return fail({ kind: 'failed', failure: found.failure });
  const { opened } = found.value;
  const cancel = (): void => {
    opened?.reply.cancel();
  };
  download.takeLink(source.url);
  if (download.state.kind === 'completed') cancel();
  else {
    const held = { access: source.access, found: Promise.resolve(found), requests: 1, notes: [], cancel };
    download.adopt(held);
  }
  return ok(undefined);
}

function proveKept(
  download: Download,
  source: Source,
  kept: KeptBytes,
  signal: AbortSignal,
): Promise<LinkVerdict> {
  const sameOrigin = source.url.origin === new URL(download.record.url).origin;
  const trust = { sameOrigin, hasChecksum: download.record.expected !== null };
  return proveLink(depsOf(download), source, kept, trust, signal);
}

/** The requests of a proof or a repair belong to no run; the download's log tells of them. */
export function depsOf(download: Download): OpenDeps {
  const { ports, limits } = download.context;
  const options = {
    transport: ports.transport,
    clock: ports.clock,
    timeout: limits.timeout,
    note: download.note.bind(download),
    onRequest: () => undefined,
    pages: () => pageRule({ welcome: false, askedName: download.record.askedName, contentType: null }),
  };
  return openDeps(options, 0);
}
