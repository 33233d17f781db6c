import { MachineWatch, type MachineLook } from '../policy/retries/machine-watch.ts';
import type { EnginePorts } from '../ports/engine-ports.ts';

/** Milliseconds between two looks. */
const lookEvery = 1_000;

export interface MachineEvents {
  /** The machine slept, or the program was frozen; the clock did not count `unseen` milliseconds of it. */
  onWake(unseen: number): void;
  /** Its network is another one; `lost`: connections that there were are dead. */
  onNetwork(lost: boolean): void;
  /** A second has passed. */
  onLook(): void;
}

/** Looks at the machine once a second for as long as something is at stake. */
export class MachineWatcher {
  readonly #ports: EnginePorts;
  readonly #events: MachineEvents;
  readonly #watch: MachineWatch;
  #lookedAt: number;
  #takeBack: (() => void) | null = null;

  constructor(ports: EnginePorts, events: MachineEvents) {
    this.#ports = ports;
    this.#events = events;
    const first = this.#facts();
    this.#watch = new MachineWatch(first);
    this.#lookedAt = first.now;
  }

  start(): void {
    if (this.#takeBack !== null) return;
    const first = this.#facts();
    this.#watch.restart(first);
    this.#lookedAt = first.now;
    this.#arm();
  }

  stop(): void {
    this.#takeBack?.();
    this.#takeBack = null;
  }

  /** Looks now, where the last look is not of this second: before what went by is judged. */
  look(): void {
    const { clock } = this.#ports;
    if (this.#takeBack === null || clock.now() - this.#lookedAt < lookEvery) return;
    const facts = this.#facts();
    this.#lookedAt = facts.now;
    const change = this.#watch.look(facts);
    if (change.slept > 0) this.#events.onWake(change.unseen);
    else if (change.network) this.#events.onNetwork(change.lostAddress);
  }

  #arm(): void {
    this.#takeBack = this.#ports.clock.after(lookEvery, () => {
      this.#arm();
      this.look();
      this.#events.onLook();
    });
  }

  #facts(): MachineLook {
    const { clock, machine } = this.#ports;
    return { now: clock.now(), uptime: machine.uptime(), addresses: machine.addresses() };
  }
}
