import { dirname, join } from 'node:path';
import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import { isRunning } from '../../../shared/model/state.ts';
import type { Download } from '../download.ts';
import type { Resource } from '../sources/probe.ts';
import { moveFinished, type MoveFailure } from './moved-file.ts';

/** At the first contact, before a name is claimed: the category by rule, and its folder where nobody chose one. */
export async function sortByRule(
  download: Download,
  resource: Pick<Resource, 'name' | 'contentType'>,
): Promise<void> {
  const { record, context } = download;
  if (record.category !== null) return;
  const { category, folder } = await context.sort({
    name: record.askedName ?? resource.name,
    host: new URL(record.url).hostname,
    contentType: resource.contentType,
  });
  download.update(folder === null || !record.sorts ? { category } : { category, folder });
  download.save();
}

/**
 * Files a download under a category, by the user's hand. Where the category has a folder, a finished
 * file is moved there, and one that has not begun will be put there; one under way stays where it is.
 */
export async function fileUnder(
  download: Download,
  category: string,
  folder: string | null,
): Promise<Result<void, MoveFailure>> {
  download.update({ category });
  download.save();
  if (folder === null) return ok(undefined);
  if (download.record.target === null && download.state.kind !== 'completed') {
    // A run that has made first contact is about to claim a name where it said.
    if (!isRunning(download.state)) {
      download.update({ folder });
      download.save();
    }
    return ok(undefined);
  }
  if (download.state.kind !== 'completed') return ok(undefined);
  return download.side.do((signal) => move(download, folder, signal));
}

async function move(
  download: Download,
  folder: string,
  signal: AbortSignal,
): Promise<Result<void, MoveFailure>> {
  const { context, record } = download;
  const { files, hashers, markOrigin } = context.ports;
  if (!(await context.allowsFolder(dirname(join(record.folder, 'name'))))) return outside;
  const mark = async (path: string): Promise<void> => {
    if (download.sources[0]?.reach !== 'loopback') await markOrigin?.(path, new URL(record.url));
  };
  const deps = { files, hashers, held: context.held, mark, signal };
  const moved = await moveFinished(deps, record, folder, (place) => {
    download.update(place);
    download.save();
  });
  download.note(0, moved.ok ? 'info' : 'warn', moved.ok ? 'Filed' : 'The file could not be moved');
  return moved;
}

const outside: Result<never, Failure> = {
  ok: false,
  failure: { code: 'file-open', facts: { errno: 'outside-roots', op: 'open' } },
};
