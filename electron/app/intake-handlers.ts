import { join } from 'node:path';
import type { Contract } from '../../shared/contract/contract.ts';
import { normalAddress } from '../../shared/model/normal-address.ts';
import { ok } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { ClipboardWatch } from './clipboard-watch.ts';
import type { Download, Engine } from '../engine/index.ts';
import { safeFileName } from '../engine/policy/file-names/file-name.ts';
import { readIntake } from '../engine/policy/intake/intake-text.ts';

type IntakeHandlers = Pick<Handlers<Contract>, 'findLinks' | 'findTargets' | 'takeClipboard'>;

/** What a text asks for, and which of it is in the list already, finished or not. */
export function createIntakeHandlers(engine: Engine, clipboard: ClipboardWatch): IntakeHandlers {
  return {
    findLinks({ text }) {
      const { links, notes } = readIntake(text);
      const known = new Map<string, string>();
      if (links.length > 0) {
        for (const { id, record } of engine.list())
          for (const url of [record.url, ...record.mirrors]) known.set(normalAddress(url), id);
      }
      const marked = links.map((link) => {
        const id = known.get(normalAddress(link.url));
        return id === undefined ? link : { ...link, known: id };
      });
      return ok({ links: marked, notes });
    },
    async takeClipboard({ text }, session) {
      await clipboard.take(text, (offered) => session.emit('offered', { text: offered }));
      return ok(null);
    },
    findTargets({ folder, names }) {
      const ids = new Map(engine.list().map((download) => [sameFile(targetOf(download)), download.id]));
      return ok(names.map((name) => ids.get(sameFile(join(folder, safeFileName(name)))) ?? null));
    },
  };
}

/** Where a download's file lies or will lie; its folder where no name is known yet. */
function targetOf({ record }: Download): string {
  return record.target ?? join(record.folder, record.askedName ?? '');
}

/** Two names that some systems take for one file are one here. */
function sameFile(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
