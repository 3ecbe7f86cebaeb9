import { grouped } from '../base/grouped.ts';
import type { UserAction } from './actions.ts';
import { between, loads, unloads } from './between.ts';
import type { CompiledDriver } from './compile.ts';
import type { AppearedFile } from './in-turn.ts';
import type { Observation } from './observation.ts';
import type { Plan } from './plan.ts';

type Attribute = Observation['attributes'][number];

/** Files of sysfs that one user reads and writes in one plan: each makes the plan longer. */
const perPlan = 4;
/** Plans of such users with one GPU, or none. */
const mostPlans = 4;

/**
 * What a user writes where nothing else runs: a switch off and on, what is less than nothing or more than most numbers may
 * be, and what is no number, as long as a page may be.
 */
const texts: readonly string[] = ['0\n', '1\n', '-1\n', '4294967295\n', 'x'.repeat(4095)];

/** Files that are read and written where nothing else runs. */
const mostAlone = 64;

/** What tells files apart of which one stands for all, but for the state of what they are of. */
export function kindOfFile({ path, functions }: Attribute): string {
  return `${path.split('/').at(-1)} ${functions}`;
}

/** Files that are used where nothing else runs, one of each kind before more of one; and those that are not. */
export function usedAlone(all: readonly Attribute[]): { files: Attribute[]; left: Attribute[] } {
  const kinds = [...grouped(all, kindOfFile).values()];
  const inTurn = [...kinds.map(([first]) => first!), ...kinds.flatMap(([, ...others]) => others)];
  return { files: inTurn.slice(0, mostAlone), left: inTurn.slice(mostAlone) };
}

/** All that is done with files of sysfs where nothing else runs: they are read, and read again after each text that is written. */
export function alone(files: readonly Attribute[]): UserAction[] {
  const read = files.filter(({ reads }) => reads).map(({ path }): UserAction => ({ kind: 'read', path }));
  const written = files.filter(({ writes }) => writes);
  if (written.length === 0) return read;
  const after = texts.flatMap((text) => [
    ...written.map(({ path }): UserAction => ({ kind: 'write', path, text })),
    ...read,
  ]);
  return [...read, ...after];
}

/** A user who reads and writes files that come with a GPU, while it is bound and unbound; and where some are written, two at once. */
export function attributePlans(
  driver: CompiledDriver,
  files: readonly AppearedFile[],
  bdf: string,
  faults: number,
  earlier: readonly string[] = [],
): Plan[] {
  const others = earlier.map((other): UserAction[][] => [[{ kind: 'bind', bdf: other }]]);
  const bind: UserAction = { kind: 'bind', bdf };
  const unbind: UserAction = { kind: 'unbind', bdf };
  return parts(files).flatMap((part) => {
    const beside = [
      [...reads(part), ...writes(part)],
      [bind, unbind],
    ];
    const plans = [withPatience(between(driver, [...others, beside], faults), 1 + others.length)];
    if (writes(part).length === 0) return plans;
    const twice = [
      ...others,
      [[bind, ...writes(part)]],
      [[...reads(part), ...writes(part)], writes(part)],
      [[unbind]],
    ];
    return [...plans, withPatience(between(driver, twice, faults), 2 + others.length)];
  });
}

/** The same of files that are there without a GPU, while modules are loaded and unloaded. */
export function moduleAttributePlans(
  driver: CompiledDriver,
  files: readonly AppearedFile[],
  faults: number,
): Plan[] {
  return parts(files).map((part) =>
    withPatience(
      {
        phases: [
          [
            [...reads(part), ...writes(part)],
            [...loads(driver), ...unloads(driver)],
          ],
        ],
        faults,
      },
      0,
    ),
  );
}

/** Who reads may wait for what others do later; whoever waits for him does not. */
function withPatience(plan: Plan, phase: number): Plan {
  return { ...plan, patient: [phase] };
}

function reads(files: readonly AppearedFile[]): UserAction[] {
  return files.flatMap(({ path, reads }): UserAction[] => (reads ? [{ kind: 'read', path }] : []));
}

function writes(files: readonly AppearedFile[]): UserAction[] {
  return files.flatMap(({ path, writes }): UserAction[] =>
    writes ? [{ kind: 'write', path, text: '1\n' }] : [],
  );
}

function parts(files: readonly AppearedFile[]): (readonly AppearedFile[])[] {
  const count = Math.min(mostPlans, Math.ceil(files.length / perPlan));
  return Array.from({ length: count }, (_, part) => files.slice(part * perPlan, (part + 1) * perPlan));
}
