import { type Value, valuesOf } from '../../topology/assist/values.ts';
import type { TopologyReading } from '../../topology/reading.ts';
import { sizeHint } from '../words/assist-lens.ts';

/** What is shown behind a value. */
export interface InlayHint {
  readonly at: number;
  readonly label: string;
}

/** Sizes that are written in digits, in binary units. */
export function hintsOf(reading: TopologyReading): readonly InlayHint[] {
  return [...valuesOf(reading)].flatMap(({ kind, integer, text, span }) => {
    const label = kind === 'size' && integer ? sizeHint(integer, text) : null;
    return label === null ? [] : [{ at: span.end, label }];
  });
}

/** Values that are told apart by more than their being numbers. */
export function tokensOf(reading: TopologyReading): readonly (Value & { kind: 'address' | 'pxm' })[] {
  return [...valuesOf(reading)].flatMap((value) =>
    value.integer !== null && (value.kind === 'address' || value.kind === 'pxm')
      ? [{ ...value, kind: value.kind }]
      : [],
  );
}
