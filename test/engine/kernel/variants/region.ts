import { A, again, B, down, life, load, sequence, two, type Variant } from './variant.ts';

/** Faults in how the GPUs of a socket share a region. */
export const regionVariants: readonly Variant[] = [
  {
    name: 'no unlock where the region differs',
    file: 'egm.c',
    phases: [load, [[`bind ${A}`, `bind ${B}`]], down],
    faults: 1,
    kind: 'lock-held-at-exit',
    says: /mutex/,
    edits: [
      [
        'guard(mutex)(&regions_lock);\n\tregion = find_region',
        'mutex_lock(&regions_lock);\n\tregion = find_region',
      ],
      [
        '\t\tif (IS_ERR(region))\n\t\t\treturn PTR_ERR(region);\n',
        '\t\tif (IS_ERR(region))\n\t\t\treturn PTR_ERR(region);\n',
      ],
      [
        '\tgpu->egm = region;\n\treturn 0;',
        '\tgpu->egm = region;\n\tmutex_unlock(&regions_lock);\n\treturn 0;',
      ],
    ],
  },
  {
    name: 'freed, not put, after a failed add',
    file: 'egm.c',
    phases: life,
    faults: 1,
    kind: 'invalid-free',
    says: /device in it has a reference left/,
    edits: [['\t\tauxiliary_device_uninit(aux);\n', '\t\tkfree(region);\n']],
  },
  {
    name: 'put and freed after a failed add',
    file: 'egm.c',
    phases: life,
    faults: 1,
    kind: 'double-free',
    says: /egm_region/,
    edits: [
      ['\t\tauxiliary_device_uninit(aux);\n', '\t\tauxiliary_device_uninit(aux);\n\t\tkfree(region);\n'],
    ],
  },
  {
    name: 'used after its last put',
    file: 'egm.c',
    phases: life,
    kind: 'use-after-free',
    says: /egm_region/,
    edits: [
      [
        '\tlist_del(&region->list);\n\tauxiliary_device_destroy(&region->shared.aux);',
        '\tauxiliary_device_destroy(&region->shared.aux);\n\tlist_del(&region->list);',
      ],
    ],
  },
  {
    name: 'stays on the list',
    file: 'egm.c',
    phases: again,
    kind: 'use-after-free',
    says: /egm_region/,
    edits: [['\tlist_del(&region->list);\n\tauxiliary_device_destroy', '\tauxiliary_device_destroy']],
  },
  {
    name: 'another errno',
    file: 'egm.c',
    phases: life,
    faults: 1,
    kind: 'errno-lost',
    says: /-EINVAL/,
    edits: [['\t\t\treturn PTR_ERR(region);', '\t\t\treturn -EINVAL;']],
  },
  {
    name: 'the GPU stays where its region fails',
    file: 'main.c',
    phases: life,
    faults: 1,
    kind: 'leak',
    says: /never freed/,
    edits: [
      [
        '\t\tret = egm_region_get(gpu);\n\t\tif (ret)\n\t\t\tgoto put_device;',
        '\t\tret = egm_region_get(gpu);\n\t\tif (ret)\n\t\t\treturn ret;',
      ],
    ],
  },
  {
    name: 'two mutexes in both orders',
    file: 'egm.c',
    phases: two,
    kind: 'deadlock',
    says: /0008:01:00.0.*0009:01:00.0/,
    edits: [
      [
        'static DEFINE_MUTEX(regions_lock);',
        'static DEFINE_MUTEX(regions_lock);\nstatic DEFINE_MUTEX(users_lock);',
      ],
      [
        '\tguard(mutex)(&regions_lock);\n\tregion = find_region',
        '\tguard(mutex)(&regions_lock);\n\tguard(mutex)(&users_lock);\n\tregion = find_region',
      ],
      [
        '\tguard(mutex)(&regions_lock);\n\tregion = gpu->egm;',
        '\tguard(mutex)(&users_lock);\n\tguard(mutex)(&regions_lock);\n\tregion = gpu->egm;',
      ],
    ],
  },
  {
    name: 'memory of the first GPU for what all share',
    file: 'egm.c',
    phases: sequence,
    kind: 'invalid-free',
    says: /egm_region/,
    edits: [
      ['kzalloc(sizeof(*region), GFP_KERNEL)', 'devm_kzalloc(&pdev->dev, sizeof(*region), GFP_KERNEL)'],
      ['\tkfree(container_of(dev, struct egm_region, shared.aux.dev));\n', ''],
    ],
  },
  {
    name: 'devm memory freed by hand',
    file: 'egm.c',
    phases: life,
    kind: 'double-free',
    says: /egm_region/,
    edits: [
      ['kzalloc(sizeof(*region), GFP_KERNEL)', 'devm_kzalloc(&pdev->dev, sizeof(*region), GFP_KERNEL)'],
    ],
  },
  {
    name: 'stays with a parent that goes',
    file: 'egm.c',
    phases: [load, [[`bind ${A}`, `bind ${B}`]], [[`unbind ${A}`]], down],
    kind: 'outlives-parent',
    says: /egm\.4/,
    edits: [
      ['\telse if (region->shared.aux.dev.parent == &gpu->core.pdev->dev)\n\t\thand_over(region);\n', ''],
    ],
  },
  {
    name: 'looked for before the lock is taken',
    file: 'egm.c',
    phases: two,
    kind: 'race',
    says: /regions/,
    edits: [
      [
        '\tguard(mutex)(&regions_lock);\n\tregion = find_region(numbers.pxm);',
        '\tregion = find_region(numbers.pxm);\n\tguard(mutex)(&regions_lock);',
      ],
      ['\tlockdep_assert_held(&regions_lock);\n', ''],
    ],
  },
  {
    name: 'told about after its last put',
    file: 'egm.c',
    phases: life,
    faults: 1,
    kind: 'use-after-free',
    says: /egm_region/,
    edits: [
      [
        '\t\tauxiliary_device_uninit(aux);\n',
        '\t\tauxiliary_device_uninit(aux);\n\t\tdev_err(&pdev->dev, "region %llu cannot be added\\n", region->shared.pxm);\n',
      ],
    ],
  },
  {
    name: 'put on the list twice',
    file: 'egm.c',
    phases: life,
    kind: 'list-corruption',
    says: /list_add/,
    edits: [
      [
        '\tlist_add_tail(&region->list, &regions);\n',
        '\tlist_add_tail(&region->list, &regions);\n\tlist_add_tail(&region->list, &regions);\n',
      ],
    ],
  },
  {
    name: 'an error pointer taken for a region',
    file: 'egm.c',
    phases: life,
    faults: 1,
    kind: 'null-dereference',
    says: /errno pointer/,
    edits: [['\t\tif (IS_ERR(region))\n', '\t\tif (!region)\n']],
  },
  {
    name: 'a bind that fails is not undone',
    file: 'egm.c',
    phases: two,
    kind: 'lock-misuse',
    says: /mutex/,
    edits: [
      [
        '\tlist_add_tail(&region->list, &regions);\n\treturn region;',
        '\tguard(mutex)(&regions_lock);\n\tlist_add_tail(&region->list, &regions);\n\treturn region;',
      ],
    ],
  },

  {
    name: 'no put where registering fails',
    file: 'main.c',
    phases: sequence,
    faults: 1,
    kind: 'use-after-free',
    says: /./,
    edits: [
      ['\tif (ret)\n\t\tgoto put_region;', '\tif (ret)\n\t\tgoto put_device;'],
      ['put_region:\n\tegm_region_put(gpu);\n', ''],
    ],
  },
];
