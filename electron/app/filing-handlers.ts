import type { Contract } from '../../shared/contract/contract.ts';
import type { CallFailure } from '../../shared/contract/types.ts';
import type { Category } from '../../shared/model/category.ts';
import { fail, ok } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import { fileUnder } from '../engine/filing/sorted-download.ts';
import type { Download, Engine, SortByRule } from '../engine/index.ts';
import { categoryOfFile } from '../engine/policy/category-rule.ts';
import type { AppSettings } from './app-settings.ts';
import type { HostServices } from './host-services.ts';

type FilingHandlers = Pick<Handlers<Contract>, 'trash' | 'restore' | 'setCategory' | 'setComment'>;

export interface FilingParts {
  readonly engine: Engine;
  readonly settings: AppSettings;
  readonly host: HostServices;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Where downloads are put: into a category, into the trash and back; and what is written about them. */
export function createFilingHandlers({ engine, settings, host, now }: FilingParts): FilingHandlers {
  const found = (ids: readonly string[]): Download[] =>
    ids.flatMap((id) => {
      const download = engine.get(id);
      return download === null ? [] : [download];
    });
  return {
    async trash({ ids }) {
      const downloads = found(ids).filter(({ record }) => record.trashedAt === null);
      for (const download of downloads) keep(download, { trashedAt: now() });
      await Promise.all(downloads.map(({ id }) => engine.pause(id)));
      return ok(null);
    },
    restore({ ids }) {
      for (const download of found(ids)) keep(download, { trashedAt: null });
      return ok(null);
    },
    async setCategory({ ids, category }) {
      const chosen = settings.current.categories.find(({ id }) => id === category);
      if (category !== '' && chosen === undefined) return fail({ code: 'not-found' });
      const folder = chosen === undefined || chosen.folder === '' ? null : chosen.folder;
      if (folder !== null && !(await host.allowsFolder(folder))) return fail({ code: 'outside-roots' });
      let failure: CallFailure | null = null;
      for (const download of found(ids)) {
        const filed = await fileUnder(download, category, folder);
        if (!filed.ok) failure ??= filed.failure;
      }
      return failure === null ? ok(null) : fail(failure);
    },
    setComment({ ids, comment }) {
      for (const download of found(ids)) keep(download, { comment: comment.trim() });
      return ok(null);
    },
  };
}

function keep(download: Download, change: { trashedAt: number | null } | { comment: string }): void {
  download.update(change);
  download.save();
}

/** The rule by which new downloads are sorted, with the categories as they are when it is asked. */
export function sortBySettings(settings: AppSettings, host: HostServices): SortByRule {
  return async (facts) => {
    const found = categoryOfFile(settings.current.categories, facts);
    const allowed = found !== null && found.folder !== '' && (await host.allowsFolder(found.folder));
    return { category: found?.id ?? '', folder: allowed ? found.folder : null };
  };
}

/** Whether every category has a folder that files may be written to, or none. */
export async function allowsCategories(
  host: HostServices,
  categories: readonly Pick<Category, 'folder'>[],
): Promise<boolean> {
  const folders = categories.map(({ folder }) => folder).filter((folder) => folder !== '');
  const allowed = await Promise.all(folders.map((folder) => host.allowsFolder(folder)));
  return allowed.every(Boolean);
}

/** Downloads of an earlier version, whose category nobody looked for: found by name and host. */
export function sortEarlier(engine: Engine, settings: AppSettings): void {
  for (const download of engine.list()) {
    const { category, state, target, url } = download.record;
    if (category !== null || state.kind !== 'completed' || target === null) continue;
    const { name } = download.view();
    const facts = { name, host: new URL(url).hostname, contentType: null };
    download.update({ category: categoryOfFile(settings.current.categories, facts)?.id ?? '' });
    download.save();
  }
}
