/** A call put off until nothing asked for it for a while. */
export interface Debounced {
  /** Asks for the call, `after` milliseconds from now; an earlier request is replaced. */
  ask(after: number): void;
  dispose(): void;
}

export function debounced(call: () => void): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask: (after) => {
      clearTimeout(timer);
      timer = setTimeout(call, after);
    },
    dispose: () => clearTimeout(timer),
  };
}
