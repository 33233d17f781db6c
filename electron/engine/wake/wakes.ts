import type { EnginePorts } from '../ports/engine-ports.ts';
import { LiveTransport } from './live-transport.ts';
import { MachineWatcher } from './machine-watcher.ts';

/** What is told of a sleep of the machine. */
export interface Wakeable {
  /** The machine slept, or its network is another one; its clock did not count `unseen` milliseconds. */
  wake(unseen: number): void;
  /** A second has passed: what is shown of times on the wall is kept up with a clock that may be set. */
  keepTime(): void;
}

/** Milliseconds in which the host and the engine itself may both notice one and the same sleep. */
const sameWake = 2_000;

/** Notices that the machine slept, or that its network changed, and sees to it that all goes on at once. */
export class Wakes {
  readonly transport: LiveTransport;
  readonly #ports: EnginePorts;
  readonly #watcher: MachineWatcher;
  readonly #all: () => Iterable<Wakeable>;
  readonly #onReturn: () => void;
  #wokenAt = -Infinity;

  /** `onReturn`: what stopped for want of the machine or its network may go on. */
  constructor(ports: EnginePorts, all: () => Iterable<Wakeable>, onReturn: () => void) {
    this.#ports = ports;
    this.#all = all;
    this.#onReturn = onReturn;
    this.transport = new LiveTransport(ports.transport);
    this.#watcher = new MachineWatcher(ports, {
      onWake: (unseen) => {
        this.#wokenAt = ports.clock.now();
        this.#wake(unseen, true, 'The machine woke');
      },
      onNetwork: (lost) => {
        this.#wake(0, lost, 'The network is another one');
      },
      onLook: () => {
        for (const each of all()) each.keepTime();
      },
    });
  }

  /** Looks once a second for as long as something is at stake. */
  attend(atStake: boolean): void {
    if (atStake) this.#watcher.start();
    else this.#watcher.stop();
  }

  /** Notices a sleep that just ended, before the time that went by is judged. */
  look(): void {
    this.#watcher.look();
  }

  /** The host says that the machine has woken. */
  wake(): void {
    this.#watcher.look();
    const { clock } = this.#ports;
    if (clock.now() - this.#wokenAt < sameWake) return;
    this.#wokenAt = clock.now();
    this.#wake(0, true, 'The host says that the machine woke');
  }

  #wake(unseen: number, dead: boolean, why: string): void {
    this.#ports.log.info(why, { unseen: Math.round(unseen), replaces: dead });
    if (dead) this.transport.giveUpAll();
    for (const each of this.#all()) each.wake(unseen);
    this.#onReturn();
  }
}
