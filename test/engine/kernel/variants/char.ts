import { life, opening, type Variant } from './variant.ts';

/** Faults in the life of the character device. */
export const charVariants: readonly Variant[] = [
  {
    name: 'put twice',
    file: 'egm_char.c',
    phases: life,
    kind: 'use-after-free',
    says: /egm_char/,
    edits: [
      [
        '\tegm_revoke(egm);\n\tput_device(&egm->dev);',
        '\tegm_revoke(egm);\n\tput_device(&egm->dev);\n\tput_device(&egm->dev);',
      ],
    ],
  },
  {
    name: 'put before the device is deleted',
    file: 'egm_char.c',
    phases: life,
    kind: 'use-after-free',
    says: /egm_char/,
    edits: [
      [
        '\tcdev_device_del(&egm->cdev, &egm->dev);\n\tegm_revoke(egm);\n\tput_device(&egm->dev);',
        '\tput_device(&egm->dev);\n\tcdev_device_del(&egm->cdev, &egm->dev);\n\tegm_revoke(egm);',
      ],
    ],
  },
  {
    name: 'put before it is revoked',
    file: 'egm_char.c',
    phases: life,
    kind: 'use-after-free',
    says: /egm_char/,
    edits: [['\tegm_revoke(egm);\n\tput_device(&egm->dev);', '\tput_device(&egm->dev);\n\tegm_revoke(egm);']],
  },
  {
    name: 'the cdev stays',
    file: 'egm_char.c',
    phases: life,
    kind: 'leak',
    says: /egm_char/,
    edits: [['\tcdev_device_del(&egm->cdev, &egm->dev);', '\tdevice_del(&egm->dev);']],
  },
  {
    name: 'made ready after it is published',
    file: 'egm_char.c',
    phases: opening,
    kind: 'lock-misuse',
    says: /mutex/,
    edits: [
      ['\tmutex_init(&egm->lock);\n', ''],
      [
        '\tauxiliary_set_drvdata(aux, egm);\n\treturn 0;',
        '\tmutex_init(&egm->lock);\n\tauxiliary_set_drvdata(aux, egm);\n\treturn 0;',
      ],
    ],
  },
  {
    name: 'the class stays',
    file: 'egm_char.c',
    phases: life,
    kind: 'leak',
    says: /class/,
    edits: [
      [
        '\tauxiliary_driver_unregister(&egm_driver);\n\tclass_unregister(&egm_class);',
        '\tauxiliary_driver_unregister(&egm_driver);',
      ],
    ],
  },
  {
    name: 'the device numbers stay',
    file: 'egm_char.c',
    phases: life,
    kind: 'leak',
    says: /number/,
    edits: [['\tunregister_chrdev_region(numbers, MOST_REGIONS);\n\tida_destroy', '\tida_destroy']],
  },
  {
    name: 'the class stays when registering fails',
    file: 'egm_char.c',
    phases: life,
    faults: 1,
    kind: 'leak',
    says: /class/,
    edits: [
      ['\tif (ret)\n\t\tgoto unregister_class;', '\tif (ret)\n\t\tgoto unregister_numbers;'],
      ['unregister_class:\n\tclass_unregister(&egm_class);\n', ''],
    ],
  },
  {
    name: 'a minor that was not reserved',
    file: 'egm_char.c',
    phases: life,
    kind: 'minor-out-of-range',
    says: /egm4/,
    edits: [
      ['MINOR(numbers) + minor)', 'MINOR(numbers) + MOST_REGIONS + minor)'],
      ['MINOR(dev->devt) - MINOR(numbers)', 'MINOR(dev->devt) - MINOR(numbers) - MOST_REGIONS'],
    ],
  },
  {
    name: 'a failed probe succeeds',
    file: 'egm_char.c',
    phases: life,
    faults: 1,
    kind: 'null-dereference',
    says: /./,
    edits: [['\tif (IS_ERR(egm))\n\t\treturn PTR_ERR(egm);', '\tif (IS_ERR(egm))\n\t\treturn 0;']],
  },
  {
    name: 'another errno for the region',
    file: 'egm_char.c',
    phases: life,
    faults: 1,
    kind: 'errno-lost',
    says: /the probe of nvgrace_gpu_vfio_pci.egm.4 returns -EBUSY after kzalloc returned -ENOMEM/,
    edits: [['\tif (IS_ERR(egm))\n\t\treturn PTR_ERR(egm);', '\tif (IS_ERR(egm))\n\t\treturn -EBUSY;']],
  },
  {
    name: 'another errno for the module',
    file: 'egm_char.c',
    phases: life,
    faults: 1,
    kind: 'errno-lost',
    says: /during load: module_init returns -EIO after class_register returned -ENOMEM/,
    edits: [
      [
        '\tunregister_chrdev_region(numbers, MOST_REGIONS);\n\treturn ret;',
        '\tunregister_chrdev_region(numbers, MOST_REGIONS);\n\treturn -EIO;',
      ],
    ],
  },
];
