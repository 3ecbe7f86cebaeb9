import { nearest } from '../nearest.ts';
import { inserted, lineEnd, lineStart, replaced } from './edit.ts';
import type { Subject } from './fix.ts';
import { chosen, type Fix, safe } from './fix-action.ts';

/** Fixes of the `yaml` family. */
export function fixesOfYaml({ problem, text }: Subject): readonly Fix[] {
  const { span } = problem.place;
  const written = text.slice(span.start, span.end);
  switch (problem.code) {
    case 'yaml/octal-trap': {
      const plain = written.replace(/^0[0_]*(?=[0-9])/, '');
      return [safe({ kind: 'write', text: plain }, replaced(span, plain))];
    }
    case 'yaml/comma-trap':
    case 'yaml/sexagesimal-trap': {
      if (problem.code === 'yaml/sexagesimal-trap' && !problem.data.isRead) return [];
      return [safe({ kind: 'quote', text: written }, replaced(span, `"${written}"`))];
    }
    case 'yaml/unknown-tag': {
      const tag = /!\S*\s+$/.exec(text.slice(Math.max(0, span.start - 256), span.start));
      if (!tag) return [];
      return [
        safe({ kind: 'remove-tag' }, replaced({ start: span.start - tag[0].length, end: span.start }, '')),
      ];
    }
    case 'yaml/duplicate-key':
      return commentOut(text, span.start);
    case 'yaml/unresolved-alias': {
      const anchors = [...text.slice(0, span.start).matchAll(/(?<=[\s[{,:]|^)&([^\s[\]{},]+)/g)];
      const meant = nearest(
        problem.data.name,
        anchors.slice(-100).map(([, name = '']) => name),
      );
      return meant === null
        ? []
        : [chosen({ kind: 'write', text: `*${meant}` }, replaced(span, `*${meant}`))];
    }
    case 'yaml/syntax':
      if (problem.data.code === 'TAB_AS_INDENT') return tabsToSpaces(text, span.start);
      if (/closing ["']quote/.test(problem.data.detail)) return closeQuote(written, span.start);
      return problem.data.code === 'NO_COLON'
        ? missingColon(text, span.start)
        : missingSpace(text, span.start);
    default:
      return [];
  }
}

/** A key that is here a second time becomes a comment, with what stands beside it: nothing is lost. */
function commentOut(text: string, at: number): readonly Fix[] {
  const start = lineStart(text, at);
  const end = lineEnd(text, at);
  // What goes on below, or shares its line with an item's dash, is not one line.
  if (text.slice(start, at).trim() !== '' || !/:\s+[^\s#|>&{[]/.test(text.slice(at, end))) return [];
  const written = text.slice(at, end).trimEnd();
  const clipped = written.length > 48 ? `${written.slice(0, 47)}…` : written;
  return [chosen({ kind: 'comment-out', text: clipped }, inserted(at, '# '))];
}

/** Every line's tabs at once: they stand together. */
function tabsToSpaces(text: string, at: number): readonly Fix[] {
  const edits = [];
  for (const match of text.matchAll(/^[ \t]*\t[ \t]*/gm)) {
    const span = { start: match.index, end: match.index + match[0].length };
    edits.push(replaced(span, match[0].replaceAll('\t', '  ')));
  }
  return edits.some(({ span }) => span.start <= at && at <= span.end)
    ? [chosen({ kind: 'tabs-to-spaces' }, ...edits)]
    : [];
}

/** Before a comment, which the open quote has taken for its own. */
function closeQuote(written: string, start: number): readonly Fix[] {
  const quoted = written.replace(/\s+#.*$/, '');
  const quote = quoted.slice(0, 1);
  const edit = inserted(start + quoted.length, quote);
  return quoted.length < 2 ? [] : [chosen({ kind: 'write', text: `${quoted}${quote}` }, edit)];
}

/** `pxm:4` is one word to YAML, and so is `-bdf`. */
function missingSpace(text: string, at: number): readonly Fix[] {
  const start = lineStart(text, at);
  const line = text.slice(start, start + 200);
  const word =
    /^\s*(?:- +)?[A-Za-z][A-Za-z0-9,-]*:(?=[A-Za-z0-9"'])/.exec(line) ?? /^\s*-(?=[A-Za-z])/.exec(line);
  if (!word) return [];
  const end = start + word[0].length;
  return [chosen({ kind: 'write', text: `${word[0].trim()} ` }, inserted(end, ' '))];
}

/** `pxm 4` is a text, and so is `gpus` on a line of its own. */
function missingColon(text: string, at: number): readonly Fix[] {
  const key = /^[A-Za-z][A-Za-z0-9,-]*(?=\s|$)/.exec(text.slice(at, at + 100));
  if (!key) return [];
  return [chosen({ kind: 'write', text: `${key[0]}:` }, inserted(at + key[0].length, ':'))];
}
