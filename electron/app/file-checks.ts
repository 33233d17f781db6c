import type { Contract } from '../../shared/contract/contract.ts';
import type { VerifyProgress } from '../../shared/contract/types.ts';
import type { Checksum } from '../../shared/model/checksum.ts';
import type { Failure } from '../../shared/model/reasons.ts';
import type { Result } from '../../shared/model/result.ts';
import { ok } from '../../shared/model/result.ts';
import type { Session } from '../../shared/wire/server.ts';
import type { EnginePorts } from '../engine/index.ts';
import type { FileHasher } from '../engine/ports/hasher.ts';

const tellEvery = 100;

/** Files that windows have asked to be verified, while they are hashed. */
export class FileChecks {
  readonly #ports: EnginePorts;
  readonly #running = new Map<string, FileHasher>();

  constructor(ports: EnginePorts) {
    this.#ports = ports;
  }

  /** Begins to hash; progress goes to `session` as events with the id that is returned. */
  async start(
    path: string,
    expected: Checksum,
    session: Session<Contract>,
  ): Promise<Result<string, Failure>> {
    const identity = await this.#ports.files.identity(path);
    if (!identity.ok) return identity;
    const id = this.#ports.newId();
    const { size } = identity.value;
    const hasher = this.#ports.hashers.start(path, expected.algorithm);
    this.#running.set(id, hasher);
    session.onClose(() => {
      this.cancel(id);
    });
    const tell = (progress: VerifyProgress): void => {
      session.emit('verifyProgress', progress);
    };
    let takeBack = (): void => undefined;
    const beat = (): void => {
      tell({ id, hashed: hasher.hashed, size, done: false });
      takeBack = this.#ports.clock.after(tellEvery, beat);
    };
    takeBack = this.#ports.clock.after(tellEvery, beat);
    void hasher.finish(size).then((computed) => {
      takeBack();
      const cancelled = !this.#running.delete(id);
      const hashed = hasher.hashed;
      if (computed.ok) {
        const match = computed.value.hex === expected.hex;
        tell({ id, hashed: size, size, done: true, expected, computed: computed.value, match });
      } else {
        tell({ id, hashed, size, done: true, failure: cancelled ? { code: 'cancelled' } : computed.failure });
      }
    });
    return ok(id);
  }

  cancel(id: string): void {
    const hasher = this.#running.get(id);
    this.#running.delete(id);
    hasher?.cancel();
  }

  close(): void {
    for (const id of [...this.#running.keys()]) this.cancel(id);
  }
}
