import type { JobProgress } from '../../job/job.ts';

/** `12,345 states, 34 steps deep, 1 min 5 s`; null is work that does not say how far it is. */
export function progressText(progress: JobProgress | null, seconds: number): string {
  return [...(progress ? [placeText(progress)] : []), timeText(seconds)].join(', ');
}

function placeText(progress: JobProgress): string {
  if ('bound' in progress)
    return `GPUs bound one at a time, to see what there is to open: ${progress.bound} of ${progress.toBind}`;
  const { states, depth } = progress;
  // Before a search counts states, it walks.
  if (states === 0) return 'orders at random, to learn where tasks meet';
  return `${states.toLocaleString('en')} ${states === 1 ? 'state' : 'states'}, ${depth} ${depth === 1 ? 'step' : 'steps'} deep`;
}

function timeText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes > 0 ? `${minutes} min ` : ''}${seconds % 60} s`;
}
