import type { Failure, ResumeMode } from './reasons.ts';
import { resumeModeOf } from './reasons.ts';

/**
 * The life of a download. `transition` is the only place that changes a state.
 *
 *   queued ──▶ probing ──▶ downloading ──▶ verifying ──▶ completing ──▶ completed
 *     ▲ ◀─(held)──┼─────────────┤              │             │
 *     │           ▼             ▼              ▼             ▼
 *     └───────  paused  ◀── (pause) ──   interrupted{failure, resume} ── (resume) ──▶ queued
 */
export type DownloadState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'probing' }
  | { readonly kind: 'downloading' }
  | { readonly kind: 'verifying' }
  | { readonly kind: 'completing' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'interrupted'; readonly failure: Failure; readonly resume: ResumeMode };

export type DownloadEvent =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'probed' }
  | { readonly kind: 'received' }
  | { readonly kind: 'verified' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'held' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** States in which the engine is at work on the download. */
export function isRunning(state: DownloadState): boolean {
  return (
    state.kind === 'probing' ||
    state.kind === 'downloading' ||
    state.kind === 'verifying' ||
    state.kind === 'completing'
  );
}

/**
 * The next state. Total: an event that means nothing in a state leaves it as it is, so a late
 * event of a connection that was already given up does no harm.
 */
export function transition(state: DownloadState, event: DownloadEvent): DownloadState {
  switch (event.kind) {
    case 'admitted':
      return state.kind === 'queued' ? { kind: 'probing' } : state;
    case 'probed':
      return state.kind === 'probing' ? { kind: 'downloading' } : state;
    case 'received':
      return state.kind === 'probing' || state.kind === 'downloading' ? { kind: 'verifying' } : state;
    case 'verified':
      return state.kind === 'verifying' ? { kind: 'completing' } : state;
    case 'finished':
      return state.kind === 'completing' ? { kind: 'completed' } : state;
    case 'changed':
      return state.kind === 'downloading' ? { kind: 'probing' } : state;
    case 'held':
      return state.kind === 'probing' || state.kind === 'downloading' ? { kind: 'queued' } : state;
    case 'pause':
      return state.kind === 'queued' || isRunning(state) || state.kind === 'interrupted'
        ? { kind: 'paused' }
        : state;
    case 'resume':
      return state.kind === 'paused' || state.kind === 'interrupted' ? { kind: 'queued' } : state;
    case 'failed':
      return state.kind === 'queued' || isRunning(state)
        ? { kind: 'interrupted', failure: event.failure, resume: resumeModeOf(event.failure.code) }
        : state;
  }
}
