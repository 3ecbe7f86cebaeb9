import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { explore } from '../../src/engine/explore/breadth.ts';
import { MachineSystem } from '../../src/engine/interleave/system.ts';
import { small, start } from '../engine/interleave/small.ts';
import { findSpin, type Verdict, verify } from './spin.ts';

/*
 * Systems written twice, in C for the machine and in Promela: an operation of the one is a statement of the other.
 * Verdicts and the steps of a shortest path must be equal.
 */

const spin = findSpin(fileURLToPath(new URL('../../.spin', import.meta.url)));
const missing = 'missing' in spin ? spin.missing : null;
const command = 'command' in spin ? spin.command : '';

interface Written {
  readonly name: string;
  readonly c: string;
  readonly promela: string;
  readonly tasks?: readonly string[];
}

/** What `broken` is in Promela, by kind. */
const kinds = ['', 'double-free', 'use-after-free', 'reference-underflow'];

const variables = 'byte broken, m, n, gone, shared = 1, count = 2;';
const lock = (word: string) => `atomic { !${word} -> ${word} = 1 }`;
const broken = (number: number) => `broken = ${number}; assert(broken != ${number})`;
const free = `if :: gone -> ${broken(1)} :: else -> gone = 1 fi`;
const use = `if :: gone -> ${broken(2)} :: else -> skip fi`;
const put = `d_step { if :: count == 0 -> ${broken(3)} :: else -> count-- fi }`;

const locks = 'static DEFINE_MUTEX(m); static DEFINE_MUTEX(n);';
const object = `static int *shared; ${locks}
int init(void) { shared = kzalloc(4, GFP_KERNEL); return 0; }`;

const systems: readonly Written[] = [
  {
    name: 'two locks in both orders',
    c: `${locks}
int a(void) { mutex_lock(&m); mutex_lock(&n); mutex_unlock(&n); mutex_unlock(&m); return 0; }
int b(void) { mutex_lock(&n); mutex_lock(&m); mutex_unlock(&m); mutex_unlock(&n); return 0; }`,
    promela: `active proctype a() { ${lock('m')}; ${lock('n')}; n = 0; m = 0 }
active proctype b() { ${lock('n')}; ${lock('m')}; m = 0; n = 0 }`,
  },
  {
    name: 'two locks in one order',
    c: `${locks}
int a(void) { mutex_lock(&m); mutex_lock(&n); mutex_unlock(&n); mutex_unlock(&m); return 0; }
int b(void) { return a(); }`,
    promela: `active [2] proctype a() { ${lock('m')}; ${lock('n')}; n = 0; m = 0 }`,
  },
  {
    name: 'an object that both take and free',
    c: `${object}
int a(void) { int *p = READ_ONCE(shared); WRITE_ONCE(shared, NULL); if (p) kfree(p); return 0; }
int b(void) { return a(); }`,
    promela: `active [2] proctype a() {
  byte p; p = shared; shared = 0; if :: d_step { p -> ${free} } :: else fi }`,
  },
  {
    name: 'an object that one of both takes, under a lock',
    c: `${object}
int a(void) { int *p; mutex_lock(&m); p = shared; shared = NULL; mutex_unlock(&m); if (p) kfree(p); return 0; }
int b(void) { return a(); }`,
    promela: `active [2] proctype a() {
  byte p; ${lock('m')}; p = shared; shared = 0; m = 0; if :: d_step { p -> ${free} } :: else fi }`,
  },
  {
    name: 'an object found under a lock, and used behind it',
    c: `${object}
int a(void) { int *p; mutex_lock(&m); p = shared; mutex_unlock(&m); return p ? READ_ONCE(*p) : 0; }
int b(void) { int *p; mutex_lock(&m); p = shared; shared = NULL; mutex_unlock(&m); kfree(p); return 0; }`,
    promela: `active proctype a() { byte p; ${lock('m')}; p = shared; m = 0; if :: d_step { p -> ${use} } :: else fi }
active proctype b() { ${lock('m')}; shared = shared; shared = 0; m = 0; d_step { ${free} } }`,
  },
  {
    name: 'more references given back than there are',
    c: `static refcount_t count = REFCOUNT_INIT(2);
int a(void) { return refcount_dec_and_test(&count); }
int b(void) { return a() + a(); }`,
    promela: `active proctype a() { ${put} }
active proctype b() { ${put}; ${put} }`,
  },
];

function explored({ c, tasks = ['a', 'b'] }: Written): Omit<Verdict, 'states'> {
  const { world, workload, afterPhase } = start(small(c, tasks));
  world.watch.visible.fill(1);
  const system = new MachineSystem(world, workload, afterPhase);
  const search = explore(system);
  for (;;) {
    const { done, value } = search.next();
    if (!done) continue;
    // What sets it up is done before Promela's first step.
    const steps = (trace: readonly number[]) =>
      trace.filter((label) => system.labels.step(label).phase === workload.phases.length - 1).length;
    const causes = new Map<number, number>();
    let deadlock: number | null = null;
    for (const { violation, trace } of value.violations) {
      if (violation.kind === 'deadlock') deadlock ??= steps(trace);
      if (violation.kind === 'finding') causes.set(kinds.indexOf(violation.finding.kind), steps(trace));
    }
    return { causes, deadlock };
  }
}

describe.skipIf(missing !== null)(`Spin${missing === null ? '' : `: ${missing}`}`, () => {
  it.each(systems)('agrees on $name', (written) => {
    const { causes, deadlock } = verify(command, `${variables}\n${written.promela}\n`);
    expect(explored(written)).toEqual({ causes, deadlock });
  });
});

it('each of these verdicts is met', () => {
  const verdicts = systems.map(explored);
  expect(verdicts.map(({ deadlock }) => deadlock)).toContain(2);
  expect(new Set(verdicts.flatMap(({ causes }) => [...causes.keys()]))).toEqual(new Set([1, 2, 3]));
  expect(verdicts.filter(({ causes, deadlock }) => causes.size === 0 && deadlock === null)).toHaveLength(2);
});
