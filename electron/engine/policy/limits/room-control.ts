import type { RoomView } from '../../../../shared/model/speed-limit.ts';

/** Once a second: what a probe took to a server and back, and what came meanwhile. */
export interface RoomSample {
  /** Which server it is: each is at its own distance. */
  readonly server: string;
  /** Milliseconds; null where nothing could be measured. */
  readonly roundTrip: number | null;
  /** Bytes per second since the sample before. */
  readonly rate: number;
}

/** Milliseconds that packets may wait in line because of us: a call or a game does not feel it. */
const queueAllowed = 30;
/** Samples at the floor before the first guess, by which the line is known at rest. */
const restSamples = 3;
/** After so many samples a short rest, in which the line's own delay is seen again. */
const restEvery = 60;
/** Samples that the line's delay at rest is kept for; another network may have another one. */
const restKept = 3 * restEvery;
/** Samples without a measurement after which there is no signal. */
const missedMost = 3;
/** Servers whose distance is remembered. */
const serversMost = 16;

interface Time {
  readonly at: number;
  readonly roundTrip: number;
}

/**
 * Leaves room on the line: a rate that keeps the time that packets wait in line short. What is measured is
 * the time to a server and back; what it is above the least of the last minutes is the queue, most of
 * which stands before the slowest part of the way. As long as the queue is short the rate grows, and it
 * shrinks the more the longer the queue is (as in LEDBAT, RFC 6817). Without a measurement the floor holds.
 */
export class RoomControl {
  readonly #floor: number;
  #limit: number;
  #samples = 0;
  #missed = 0;
  /** The last times to each server; the oldest goes when it is too old. */
  readonly #servers = new Map<string, Time[]>();
  #server = '';
  /** Until the first queue was seen, the rate grows fast. */
  #searching = true;
  /** What the rate was before a short rest. */
  #resting: { readonly limit: number; left: number } | null = null;

  /** `floor`: bytes per second that are always allowed. */
  constructor(floor: number) {
    this.#floor = floor;
    this.#limit = floor;
  }

  /** Bytes per second for all downloads together. */
  get limit(): number {
    return Math.round(this.#resting === null ? this.#limit : Math.max(this.#floor, this.#limit / 2));
  }

  get view(): RoomView {
    if (this.#missed >= missedMost || (this.#samples === 0 && this.#missed > 0)) return { signal: 'none' };
    if (this.#samples <= restSamples) return { signal: 'measuring' };
    return { signal: 'good', roundTrip: this.#now, atRest: this.#atRest };
  }

  note({ server, roundTrip, rate }: RoomSample): void {
    if (roundTrip === null) {
      this.#missed += 1;
      if (this.#missed >= missedMost) this.#lose();
      return;
    }
    this.#missed = 0;
    this.#samples += 1;
    this.#remember(server, roundTrip);
    if (this.#samples <= restSamples || this.#rests()) return;
    const queue = this.#now - this.#atRest;
    if (queue > queueAllowed) this.#shrink(queue, rate);
    else if (rate >= 0.8 * this.#limit) this.#grow(queue);
  }

  /** The line is another one, or nothing tells of it: begins anew at the floor. */
  #lose(): void {
    this.#samples = 0;
    this.#servers.clear();
    this.#limit = this.#floor;
    this.#searching = true;
    this.#resting = null;
  }

  /** Of a server that is new the distance is not known: the rate is halved until it is. */
  #remember(server: string, roundTrip: number): void {
    const times = this.#servers.get(server) ?? [];
    if (times.length === 0 && this.#samples > restSamples) {
      this.#resting ??= { limit: this.#limit, left: restSamples };
    }
    times.push({ at: this.#samples, roundTrip });
    while ((times[0]?.at ?? Infinity) <= this.#samples - restKept) times.shift();
    // Last in the map is who was asked last.
    this.#servers.delete(server);
    this.#servers.set(server, times);
    for (const old of [...this.#servers.keys()].slice(0, -serversMost)) this.#servers.delete(old);
    this.#server = server;
  }

  get #times(): readonly Time[] {
    return this.#servers.get(this.#server) ?? [];
  }

  /** The lesser of the last two: one packet that was held up elsewhere is no queue. */
  get #now(): number {
    return Math.min(...this.#times.slice(-2).map((time) => time.roundTrip));
  }

  get #atRest(): number {
    return Math.min(...this.#times.map((time) => time.roundTrip));
  }

  #rests(): boolean {
    if (this.#resting === null && this.#samples % restEvery === 0) {
      this.#resting = { limit: this.#limit, left: 2 };
      return true;
    }
    if (this.#resting === null) return false;
    this.#resting.left -= 1;
    if (this.#resting.left > 0) return true;
    this.#limit = this.#resting.limit;
    this.#resting = null;
    return true;
  }

  #shrink(queue: number, rate: number): void {
    this.#searching = false;
    const over = Math.min(2, (queue - queueAllowed) / queueAllowed);
    this.#limit = Math.max(
      this.#floor,
      Math.min(this.#limit, Math.max(rate, this.#floor)) * (1 - 0.2 * over),
    );
  }

  #grow(queue: number): void {
    const spare = 1 - Math.max(0, queue) / queueAllowed;
    this.#limit *= 1 + (this.#searching ? 0.4 : 0.03) * spare;
  }
}
