import type { IntakeNote, IntakeNoteCode, RequestHeaders } from '../../../../shared/model/intake.ts';
import type { PieceHashes } from '../../../../shared/model/sums.ts';
import type { FoundLink } from './link-text.ts';

/** A link as it was taken from a text, with what the text says of its download besides. */
export interface IntakeLink extends FoundLink {
  readonly name?: string;
  /** Bytes; absent where it is not told. */
  readonly size?: number;
  readonly pieces?: PieceHashes;
  /** To be sent to the link's origin only. */
  readonly headers?: RequestHeaders;
  /** As many as the script had lines for the parts of one file. */
  readonly connections?: number;
}

/** What a text was understood as. */
export interface Intake {
  readonly links: readonly IntakeLink[];
  readonly notes: readonly IntakeNote[];
}

/** Collects notes: one of each code, its count or its names put together. */
export class IntakeNotes {
  readonly #counts = new Map<IntakeNoteCode, number>();
  readonly #names = new Set<string>();

  count(code: IntakeNoteCode, more = 1): void {
    if (more > 0) this.#counts.set(code, (this.#counts.get(code) ?? 0) + more);
  }

  /** An option that means nothing here. */
  ignored(name: string): void {
    if (this.#names.size < mostNames) this.#names.add(name);
  }

  all(): readonly IntakeNote[] {
    const notes: IntakeNote[] = [...this.#counts].map(([code, count]) => ({ code, facts: { count } }));
    if (this.#names.size > 0)
      notes.push({ code: 'options-ignored', facts: { names: [...this.#names].join(', ') } });
    return notes;
  }
}

const mostNames = 30;
