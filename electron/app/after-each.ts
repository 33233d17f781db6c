import { dirname } from 'node:path';
import { fillCommand, readCommand } from '../../shared/model/command-template.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { DownloadView } from '../../shared/model/view.ts';
import type { Log } from '../engine/ports/log.ts';
import type { HostServices } from './host-services.ts';

export interface AfterEachParts {
  readonly host: Pick<HostServices, 'info' | 'openFile' | 'runCommand'>;
  readonly settings: () => Settings;
  readonly log: Log;
}

/** What the settings say is done with each file that is finished. Commands run one after the other. */
export class AfterEach {
  readonly #parts: AfterEachParts;
  #commands: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: AfterEachParts) {
    this.#parts = parts;
  }

  /** `target`: where the file lies. A file with a sum that was not shown to match is left alone. */
  finished({ checksum, name, url }: DownloadView, target: string): void {
    if (checksum.verdict !== 'none' && checksum.verdict !== 'match') return;
    const { host, settings } = this.#parts;
    const { doneCommand, doneCommandOn, doneOpen } = settings();
    if (doneOpen && host.info.canOpenFiles) void host.openFile(target);
    if (!doneCommandOn || host.runCommand === undefined) return;
    const read = readCommand(doneCommand);
    if (!read.ok) return;
    this.#run(fillCommand(read.value, { file: target, folder: dirname(target), name, url }));
  }

  /** Those that have not begun do not begin any more. */
  close(): void {
    this.#closed = true;
  }

  #run(words: readonly string[]): void {
    const { host, log } = this.#parts;
    this.#commands = this.#commands.then(async () => {
      if (this.#closed) return;
      const end = await host.runCommand?.(words);
      // Its arguments name files and addresses.
      if (end?.kind === 'failed') log.warn('The command could not be run', { errno: end.errno });
      else if (end !== undefined && end.status !== 0)
        log.warn('The command failed', { status: end.status ?? -1, signal: end.signal ?? '' });
    });
  }
}
