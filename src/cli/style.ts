/** Marks pieces of text for a terminal; without colour it leaves them alone. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly good: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly dim: (text: string) => string;
}

export const plain: Style = { bold: same, good: same, error: same, warning: same, note: same, dim: same };

export const coloured: Style = {
  bold: sequence('1'),
  good: sequence('32'),
  error: sequence('1;31'),
  warning: sequence('1;35'),
  note: sequence('1;36'),
  dim: sequence('2'),
};

/** Colour only where a person looks, and not against NO_COLOR (no-color.org). */
export function styleFor(
  terminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  const refused = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return terminal && !refused ? coloured : plain;
}

/** What a file holds must not steer the terminal: control characters are shown, not sent. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (mark) =>
    mark === '\t' ? ' ' : `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function same(text: string): string {
  return text;
}

function sequence(code: string): (text: string) => string {
  return (text) => `\u001b[${code}m${text}\u001b[0m`;
}
