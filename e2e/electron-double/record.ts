/** One thing that the program asked of the system. */
export interface Recorded {
  readonly what: string;
  readonly details: unknown;
}

const all: Recorded[] = [];
const dialogAnswers: (readonly string[] | null)[] = [];

export function record(what: string, details: unknown = null): void {
  all.push({ what, details });
}

export function recorded(): readonly Recorded[] {
  return all;
}

/** What the next open dialog answers: paths, or null for cancelled (which is also the default). */
export function answerNextDialog(paths: readonly string[] | null): void {
  dialogAnswers.push(paths);
}

export function nextDialogAnswer(): readonly string[] | null {
  return dialogAnswers.shift() ?? null;
}
