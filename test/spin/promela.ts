import type { Machine } from '../engine/explore/egm/system.ts';

/** The model of a machine for Spin; `template` is the text of egm.pml. */
export function promela(template: string, { lines, gpus, sockets }: Machine): string {
  const place = (at: number) => (at < lines.length ? `P${at}` : 'end');
  const body = lines.map(
    ({ operation, next, other }, at) => `P${at}: ${operation}(P${at}, ${place(next)}, ${place(other)});`,
  );
  const leaks = Array.from(
    { length: gpus },
    (_, at) => `entry[${at + 1}] == LIVE || device[${at + 1}] == LIVE`,
  );
  const head = `#define GPUS ${gpus}\n#define SOCKETS ${sockets}\n#define LEAKED (${leaks.join(' || ')})\n`;
  return head + template.replace(/^LINES$/m, body.join('\n'));
}
