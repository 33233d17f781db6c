/** Shows a state that changes often: the first at once, then the latest no sooner than after a pause. */
export interface SparingUpdate<State> {
  show(state: State): void;
  /** Draws without waiting: for what a person has just changed. */
  showNow(state: State): void;
  stop(): void;
}

/** `pause` in milliseconds. The last state is always shown in the end. */
export function sparingUpdate<State>(pause: number, draw: (state: State) => void): SparingUpdate<State> {
  let resting: NodeJS.Timeout | null = null;
  let waiting: { readonly state: State } | null = null;

  const show = (state: State): void => {
    if (resting !== null) {
      waiting = { state };
      return;
    }
    draw(state);
    resting = setTimeout(() => {
      resting = null;
      const next = waiting;
      waiting = null;
      if (next !== null) show(next.state);
    }, pause);
  };
  return {
    show,
    showNow(state) {
      if (resting !== null) clearTimeout(resting);
      resting = null;
      waiting = null;
      show(state);
    },
    stop() {
      if (resting !== null) clearTimeout(resting);
      waiting = null;
    },
  };
}
