/** Asks for many things, a few at a time, in the order in which they are wanted. */
export interface ProbeQueue {
  /** What is wanted now: new ones are queued, queued ones that are missing are dropped. */
  readonly want: (urls: readonly string[]) => void;
  /** Nothing is asked or reported any more. */
  readonly close: () => void;
}

export interface ProbeQueueOptions<Answer> {
  /** How many may be under way at once. */
  readonly most: number;
  readonly ask: (url: string) => Promise<Answer>;
  readonly onAsked: (url: string) => void;
  readonly onAnswer: (url: string, answer: Answer) => void;
}

/** Every link is asked at most once: a one-time link must not be spent twice. */
export function createProbeQueue<Answer>(options: ProbeQueueOptions<Answer>): ProbeQueue {
  const asked = new Set<string>();
  let queued: string[] = [];
  let underWay = 0;
  let closed = false;

  function next(): void {
    while (!closed && underWay < options.most) {
      const url = queued.shift();
      if (url === undefined) return;
      asked.add(url);
      underWay += 1;
      options.onAsked(url);
      void options.ask(url).then((answer) => {
        underWay -= 1;
        if (closed) return;
        options.onAnswer(url, answer);
        next();
      });
    }
  }

  return {
    want(urls) {
      queued = urls.filter((url) => !asked.has(url));
      next();
    },
    close() {
      closed = true;
      queued = [];
    },
  };
}
