import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interruptReasonCodes, resumeModeOf } from './reasons.ts';
import type { DownloadEvent, DownloadState } from './state.ts';
import { isRunning, transition } from './state.ts';

type Kind = DownloadState['kind'];

const failure = { code: 'network-reset' } as const;

const states: Readonly<Record<Kind, DownloadState>> = {
  queued: { kind: 'queued' },
  probing: { kind: 'probing' },
  downloading: { kind: 'downloading' },
  verifying: { kind: 'verifying' },
  completing: { kind: 'completing' },
  completed: { kind: 'completed' },
  paused: { kind: 'paused' },
  interrupted: { kind: 'interrupted', failure, resume: 'auto-continue' },
};

const events: Readonly<Record<DownloadEvent['kind'], DownloadEvent>> = {
  admitted: { kind: 'admitted' },
  probed: { kind: 'probed' },
  received: { kind: 'received' },
  verified: { kind: 'verified' },
  finished: { kind: 'finished' },
  pause: { kind: 'pause' },
  resume: { kind: 'resume' },
  changed: { kind: 'changed' },
  held: { kind: 'held' },
  failed: { kind: 'failed', failure },
};

/** Where each event leads; a state that an event does not name is left as it is. */
const table: Readonly<Record<DownloadEvent['kind'], Readonly<Partial<Record<Kind, Kind>>>>> = {
  admitted: { queued: 'probing' },
  probed: { probing: 'downloading' },
  // A reply may bring the whole file before anything else is decided.
  received: { probing: 'verifying', downloading: 'verifying' },
  verified: { verifying: 'completing' },
  finished: { completing: 'completed' },
  changed: { downloading: 'probing' },
  // Its queue was stopped.
  held: { probing: 'queued', downloading: 'queued' },
  pause: {
    queued: 'paused',
    probing: 'paused',
    downloading: 'paused',
    verifying: 'paused',
    completing: 'paused',
    interrupted: 'paused',
  },
  resume: { paused: 'queued', interrupted: 'queued' },
  failed: {
    queued: 'interrupted',
    probing: 'interrupted',
    downloading: 'interrupted',
    verifying: 'interrupted',
    completing: 'interrupted',
  },
};

describe.each(Object.values(states))('from $kind', (state) => {
  test.each(Object.values(events))('$kind leads where the table says', (event) => {
    const next = transition(state, event);
    expect(next.kind).toBe(table[event.kind][state.kind] ?? state.kind);
    if (next.kind === state.kind) expect(next).toBe(state);
  });
});

test('a failure goes into the state with what follows from it', () => {
  for (const code of interruptReasonCodes) {
    const next = transition(states.downloading, { kind: 'failed', failure: { code } });
    expect(next).toEqual({ kind: 'interrupted', failure: { code }, resume: resumeModeOf(code) });
  }
});

test('at work is what lies between being admitted and being completed', () => {
  const running = Object.values(states).filter(isRunning);
  expect(running.map(({ kind }) => kind)).toEqual(['probing', 'downloading', 'verifying', 'completing']);
});

test('whatever happens, nothing is completed unverified, and what is completed stays so', () => {
  const anyEvent = fc.constantFrom(...Object.values(events));
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 200 }), (history) => {
      let state: DownloadState = states.queued;
      const steps: [Kind, Kind][] = [];
      for (const event of history) {
        const next = transition(state, event);
        if (state.kind === 'completed') expect(next).toBe(state);
        if (next.kind !== state.kind) steps.push([state.kind, next.kind]);
        state = next;
      }
      for (const [from, to] of steps) {
        if (to === 'completed') expect(from).toBe('completing');
        if (to === 'completing') expect(from).toBe('verifying');
        if (to === 'queued') expect(['paused', 'interrupted', 'probing', 'downloading']).toContain(from);
      }
    }),
    { numRuns: 300 },
  );
});

test('from wherever it stands, a person can pause and go on, unless it is completed', () => {
  for (const state of Object.values(states)) {
    const paused = transition(state, events.pause);
    expect(paused.kind).toBe(state.kind === 'completed' ? 'completed' : 'paused');
    if (paused.kind === 'paused') expect(transition(paused, events.resume)).toEqual({ kind: 'queued' });
  }
});
