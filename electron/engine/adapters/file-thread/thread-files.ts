import { ok } from '../../../../shared/model/result.ts';
import type { FileStep, FileSystem, StepsEnd } from '../../ports/files.ts';
import type { FileThread } from './file-thread.ts';

const none: StepsEnd = { done: 0, identity: null, failure: null };

/** A file system with a thread that makes steps in one go while many small files are made. */
export function threadFiles(files: FileSystem, thread: FileThread): FileSystem {
  const inOneGo = async (steps: readonly FileStep[]): Promise<StepsEnd> => (await thread.ask(steps)) ?? none;
  return {
    ...files,
    inOneGo,
    async remove(path) {
      const { done } = await inOneGo([{ step: 'remove', path }]);
      return done === 1 ? ok(undefined) : files.remove(path);
    },
  };
}
