import { Bug } from '../base/bug.ts';
import { compileSteps } from '../drivers/compile-driver.ts';
import { embeddedDrivers } from '../drivers/embedded.ts';
import { allOrders } from '../explore/orders.ts';
import type { CompiledDriver } from '../kernel/compile.ts';
import type { DriverSource } from '../kernel/driver.ts';
import { exploreLife } from '../kernel/explore-life.ts';
import { type FailableCalls, failableCalls, type Injected, injectFault } from '../kernel/inject.ts';
import { probe } from '../kernel/probe.ts';
import { type Replayed, replayKernel } from '../kernel/trace/replay.ts';
import { lifeSteps } from '../kernel/whole-life.ts';
import type { ScenarioResult } from '../scenario/result.ts';
import { runScenario } from '../scenario/run.ts';
import type {
  CompareJob,
  ExploreJob,
  FaultsJob,
  InjectJob,
  Job,
  JobResult,
  JobResults,
  JobSteps,
  ReplayJob,
  ScenarioJob,
  SentDriver,
} from './job.ts';

/** Does a job. Same job, same result. */
export function jobSteps<J extends Job>(job: J): JobSteps<JobResult<J>> {
  // One generic parameter cannot be narrowed to the member of the union that it is.
  return stepsOf(job) as JobSteps<JobResult<J>>;
}

function stepsOf(job: Job): JobSteps<JobResults[Job['kind']]> {
  switch (job.kind) {
    case 'explore':
      return explore(job);
    case 'scenario':
      return scenario(job);
    case 'faults':
      return faults(job);
    case 'inject':
      return inject(job);
    case 'replay':
      return replay(job);
    case 'compare':
      return compare(job);
  }
}

function* explore(job: ExploreJob): JobSteps<JobResults['explore']> {
  const compiled = yield* compiledOf(job);
  const life = yield* lifeSteps(job.topology, compiled, job.gpus, job.faults);
  const { limit: states, orders = allOrders } = job;
  const explored = yield* exploreLife(job.topology, compiled, life, { states, orders });
  return { explored, notes: compiled.notes };
}

function* scenario(job: ScenarioJob): JobSteps<ScenarioResult> {
  return yield* runScenario(job.scenario, yield* compiledOf(job));
}

function* faults(job: FaultsJob): JobSteps<FailableCalls> {
  return yield* unstopped(failableCalls(job.topology, yield* compiledOf(job), job.gpus));
}

function* inject(job: InjectJob): JobSteps<Injected> {
  return injectFault(job.topology, yield* compiledOf(job), job.gpus, job.at);
}

function* replay(job: ReplayJob): JobSteps<Replayed> {
  return replayKernel(job.topology, yield* compiledOf(job), job.trace);
}

function* compare({ search, ...job }: CompareJob): JobSteps<JobResults['compare']> {
  const outcome = yield* unstopped(probe(job.topology, yield* compiledOf(job)));
  const explored = search ? (yield* explore({ ...job, ...search, kind: 'explore' })).explored : null;
  return { outcome, explored };
}

function compiledOf({ topology, driver }: Pick<ExploreJob, 'topology' | 'driver'>): JobSteps<CompiledDriver> {
  return unstopped(compileSteps(sourceOf(driver), topology.pageSize));
}

/** Work that is too short to be worth stopping. */
function* unstopped<R>(steps: Generator<undefined, R, undefined>): JobSteps<R> {
  let next = steps.next();
  for (; !next.done; next = steps.next()) yield undefined;
  return next.value;
}

function sourceOf(driver: SentDriver): DriverSource {
  const { name } = driver;
  if (driver.kind === 'folder') {
    const { module, files, places } = driver;
    return {
      name,
      ...(module !== undefined && { module }),
      files,
      place: (file) => places.get(file) ?? file,
    };
  }
  const embedded = embeddedDrivers().find((each) => each.name === name);
  if (!embedded) throw new Bug(`no embedded driver is called ${name}`);
  return embedded;
}
