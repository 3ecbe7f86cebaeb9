import type { DriverSource, ModuleSource } from '../kernel/driver.ts';
import egmUser from './nvgrace/egm_user.h';
import gpu from './nvgrace/gpu.c';
import nvgrace from './nvgrace/nvgrace.h';
import reviewedEgm from './reviewed/egm.c';
import reviewedEgmHeader from './reviewed/egm.h';
import reviewedChar from './reviewed/egm_char.c';
import reviewedCharHeader from './reviewed/egm_char.h';
import reviewedFile from './reviewed/egm_file.c';
import reviewedPages from './reviewed/egm_pages.c';
import reviewedMain from './reviewed/main.c';
import reviewedShared from './reviewed/nvgrace_egm.h';
import wholeChar from './rfc-v2/char.c';
import wholeCharHeader from './rfc-v2/char.h';
import wholeEgm from './rfc-v2/egm.c';
import wholeEgmHeader from './rfc-v2/egm.h';
import wholeFile from './rfc-v2/file.c';
import wholeMain from './rfc-v2/main.c';
import wholePages from './rfc-v2/pages.c';
import firstEgm from './rfc-v2-02/egm.c';
import firstEgmHeader from './rfc-v2-02/egm.h';
import firstMain from './rfc-v2-02/main.c';
import sharedEgm from './rfc-v2-03/egm.c';
import sharedEgmHeader from './rfc-v2-03/egm.h';
import sharedMain from './rfc-v2-03/main.c';

/** An embedded driver, with what tells it from the others in one line. */
export interface EmbeddedDriver extends DriverSource {
  readonly summary: string;
}

/** The driver that is run when none is chosen. */
export const defaultDriver = 'reviewed';

/** The embedded drivers, in the order they are offered. */
export function embeddedDrivers(): readonly EmbeddedDriver[] {
  return drivers;
}

const gpuModule: ModuleSource = { name: 'nvgrace_gpu_vfio_pci', sources: ['main.c', 'egm.c', 'gpu.c'] };

const drivers: readonly EmbeddedDriver[] = [
  embedded(
    'reviewed',
    'What the reviewers asked for: one EGM device per region, shared under a lock',
    {
      'main.c': reviewedMain,
      'egm.c': reviewedEgm,
      'egm.h': reviewedEgmHeader,
      'nvgrace_egm.h': reviewedShared,
      'egm_char.c': reviewedChar,
      'egm_char.h': reviewedCharHeader,
      'egm_file.c': reviewedFile,
      'egm_pages.c': reviewedPages,
      'egm_user.h': egmUser,
    },
    [{ name: 'nvgrace_egm', sources: ['egm_char.c', 'egm_file.c', 'egm_pages.c'] }, gpuModule],
  ),
  embedded(
    'rfc-v2-02',
    'RFC v2, patch 02: an EGM device for each GPU',
    {
      'main.c': firstMain,
      'egm.c': firstEgm,
      'egm.h': firstEgmHeader,
    },
    [gpuModule],
  ),
  embedded(
    'rfc-v2-03',
    'RFC v2, patches 02 and 03: GPUs share EGM devices by proximity domain, without a lock',
    {
      'main.c': sharedMain,
      'egm.c': sharedEgm,
      'egm.h': sharedEgmHeader,
    },
    [gpuModule],
  ),
  embedded(
    'rfc-v2',
    'RFC v2, all of its patches: with nvgrace-egm, which makes the regions char devices',
    {
      'main.c': wholeMain,
      'egm.c': wholeEgm,
      'egm.h': wholeEgmHeader,
      'char.c': wholeChar,
      'char.h': wholeCharHeader,
      'file.c': wholeFile,
      'pages.c': wholePages,
      'egm_user.h': egmUser,
    },
    [{ name: 'nvgrace_egm', sources: ['char.c', 'file.c', 'pages.c'] }, gpuModule],
  ),
];

/** The modules in the order in which they are loaded. */
function embedded(
  name: string,
  summary: string,
  own: Readonly<Record<string, string>>,
  modules: readonly ModuleSource[],
): EmbeddedDriver {
  const shared = { 'gpu.c': gpu, 'nvgrace.h': nvgrace };
  return {
    name,
    summary,
    files: new Map(Object.entries({ ...own, ...shared })),
    place: (file) => `driver-model:/${name}/${file}`,
    modules,
  };
}
