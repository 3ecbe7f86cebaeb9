import type { FailableCall, Injected } from '../../kernel/inject.ts';
import { count } from '../format.ts';
import { returned } from './errno.ts';
import { siteText } from './site.ts';

/** What came of a call that failed, in few words: `1 finding`, `nothing wrong`. */
export function injectedText({ findings }: Injected): string {
  return findings.length > 0 ? count(findings.length, 'finding') : 'nothing wrong: the driver takes it';
}

/** `0008:01:00.0 binds`, `0008:01:00.0 fails with -ENOMEM` */
export function bindText({ bdf, errno }: Injected['binds'][number]): string {
  return errno === 0 ? `${bdf} binds` : `${bdf} fails with ${returned(errno)}`;
}

/**
 * What tells a call that can fail from the others: `egm.c:31 · in kernfs_new_node, 2 of 6 · probe 0008:01:00.0`.
 * `calls` are all of them.
 */
export function failableText(call: FailableCall, calls: readonly FailableCall[]): string {
  const alike = calls.filter(
    (each) => each.within === call.within && each.during === call.during && isSameLine(each, call),
  );
  const number = alike.length > 1 ? `, ${alike.indexOf(call) + 1} of ${alike.length}` : '';
  const within = call.within === call.call && number === '' ? '' : `in ${call.within}${number}`;
  return [call.source ? siteText(call.source) : '', within, call.during].filter(Boolean).join(' · ');
}

function isSameLine({ source: left }: FailableCall, { source: right }: FailableCall): boolean {
  return left?.file === right?.file && left?.line === right?.line;
}
