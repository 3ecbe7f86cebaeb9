import type { DriverSource } from '../../src/engine/index.ts';

/** A change of a driver that the comparison has to notice, when only the virtual kernel runs it. */
export interface Fault {
  readonly what: string;
  /** The scenario whose real run is compared with. */
  readonly scenario: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export const faults: readonly Fault[] = [
  {
    what: 'regions that are not found again',
    scenario: 'two GPUs share a region as posted, and its creator leaves last',
    file: 'main.c',
    from: 'entry = find_entry(pxm);',
    to: 'entry = NULL;',
  },
  {
    what: 'a message of another text',
    scenario: 'properties that are missing or strings',
    file: 'egm.c',
    from: 'nvidia,egm-size cannot be read',
    to: 'nvidia,egm-size cannot be found',
  },
  {
    what: 'memory that is freed once instead of twice',
    scenario: 'a second GPU of a socket as first posted',
    file: 'egm.c',
    from: 'auxiliary_device_uninit(&egm->aux);\n\t\tgoto free;',
    to: 'auxiliary_device_uninit(&egm->aux);\n\t\treturn NULL;',
  },
  {
    what: 'another errno',
    scenario: 'a second GPU of a socket as first posted',
    file: 'main.c',
    from: 'return -EINVAL;',
    to: 'return -EEXIST;',
  },
  {
    what: 'a device that stays when its last GPU leaves',
    scenario: 'a whole life of a GPU',
    file: 'egm.c',
    from: 'auxiliary_device_destroy(&region->shared.aux);',
    to: '',
  },
  {
    what: 'an add that fails for a reason of its own',
    scenario: 'devices of one name',
    file: 'creator.c',
    from: 'ret = __auxiliary_device_add(',
    to: 'ret = aux->id == 4 ? -EEXIST : __auxiliary_device_add(',
  },
];

/** The driver with the fault in it. */
export function withFault(source: DriverSource, { what, file, from, to }: Fault): DriverSource {
  const text = source.files.get(file) ?? '';
  if (!text.includes(from)) throw new Error(`${what}: ${file} of ${source.name} has no ${from}`);
  return { ...source, files: new Map([...source.files, [file, text.replace(from, to)]]) };
}
