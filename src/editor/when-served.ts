import { debounced } from './debounce.ts';

/** How long VS Code must have asked for nothing before it is told again that rows have changed, in milliseconds. */
const calm = 500;
/** How long it may take to ask for them once it was told; it does not where the view is hidden. */
const patience = 1000;

export interface Refresh {
  /** Rows have changed. */
  ask(): void;
  /** VS Code asks for rows; for all there are, where it begins with the roots. */
  serving(from?: 'roots' | undefined): void;
  dispose(): void;
}

/**
 * A call that tells VS Code of changed rows, put off while it asks for some, and not made before it ever did: where it is told
 * before it first draws the tree, 1.139 puts rows under others' parents and loses the rest.
 */
export function whenServed(call: () => void): Refresh {
  let isAsked = false;
  let notBefore = Number.POSITIVE_INFINITY;
  const soon = debounced(() => {
    isAsked = false;
    notBefore = performance.now() + patience;
    call();
  });
  const put = () => {
    if (isAsked && notBefore < Number.POSITIVE_INFINITY) soon.ask(Math.max(0, notBefore - performance.now()));
  };
  return {
    ask: () => {
      isAsked = true;
      put();
    },
    serving: (from) => {
      if (from) {
        isAsked = false;
        soon.dispose();
      }
      notBefore = performance.now() + calm;
      put();
    },
    dispose: () => soon.dispose(),
  };
}
