import { closing, down, failing, up, used, type Variant } from './variant.ts';

/** Faults in what users do with an open file, and in the pages that fail. */
export const fileVariants: readonly Variant[] = [
  {
    name: 'may sleep where a failing page is told',
    file: 'egm_file.c',
    phases: failing,
    kind: 'sleep-in-atomic',
    says: /kmalloc/,
    edits: [['PAGE_SIZE, GFP_ATOMIC', 'PAGE_SIZE, GFP_KERNEL']],
  },
  {
    name: 'a mutex under a spinlock',
    file: 'egm_file.c',
    phases: used,
    kind: 'sleep-in-atomic',
    says: /mutex_lock/,
    edits: [
      [
        '\tif (cmd != EGM_RETIRED_PAGES_LIST)',
        '\tscoped_guard(spinlock, &egm->pages.lock) {\n\t\tguard(mutex)(&egm->lock);\n\t\tif (egm->gone)\n\t\t\treturn -ENODEV;\n\t}\n\tif (cmd != EGM_RETIRED_PAGES_LIST)',
      ],
    ],
  },
  {
    name: 'the length of a mapping is not checked',
    file: 'egm_file.c',
    phases: [up, [['open egm4 as f', 'mmap f 0 0x7000000000', 'close f']], down],
    kind: 'out-of-bounds',
    says: /./,
    edits: [['\tif (end > egm->size)\n\t\treturn -EINVAL;\n', '']],
  },
  {
    name: 'the mapping stays',
    file: 'egm_file.c',
    phases: used,
    kind: 'leak',
    says: /mapped/,
    edits: [['\tmemunmap(memory);\n', '']],
  },
  {
    name: 'registered for failures for good',
    file: 'egm_file.c',
    phases: used,
    kind: 'leak',
    says: /registered here for failures/,
    edits: [
      [
        '\tguard(mutex)(&egm->lock);\n\tunwatch_failures(egm);\n\tegm->user = NULL;',
        '\tguard(mutex)(&egm->lock);\n\tegm->user = NULL;',
      ],
    ],
  },
  {
    name: 'opens, and cannot be mapped',
    file: 'egm_file.c',
    phases: [up, [['open egm4 as f']], [['close f']], down],
    kind: 'unusable-open',
    says: /egm4/,
    edits: [['if (!(vma->vm_flags & VM_SHARED))', 'if (vma->vm_flags & VM_SHARED)']],
  },
  {
    name: 'revoked without the lock',
    file: 'egm_file.c',
    phases: closing,
    kind: 'race',
    says: /gone/,
    edits: [['\tguard(mutex)(&egm->lock);\n\tegm->gone = true;', '\tegm->gone = true;']],
  },
  {
    name: 'may sleep under a spinlock',
    file: 'egm_pages.c',
    phases: failing,
    kind: 'sleep-in-atomic',
    says: /spinlock/,
    edits: [
      [
        'struct egm_page *page = kmalloc(sizeof(*page), gfp);',
        'struct egm_page *page;\n\n\tspin_lock(&pages->lock);\n\tpage = kmalloc(sizeof(*page), GFP_KERNEL);\n\tspin_unlock(&pages->lock);',
      ],
    ],
  },
  {
    name: 'a copy to the user under a spinlock',
    file: 'egm_pages.c',
    phases: used,
    kind: 'sleep-in-atomic',
    says: /copy_to_user/,
    edits: [
      ['\tif (copy_to_user(list->pages', '\tguard(spinlock)(&pages->lock);\n\tif (copy_to_user(list->pages'],
    ],
  },
  {
    name: 'a member that is never written goes to the user',
    file: 'egm_pages.c',
    phases: failing,
    kind: 'uninitialised-copy-out',
    says: /./,
    edits: [
      ['kvcalloc(most, sizeof(*copy), GFP_KERNEL)', 'kvmalloc_array(most, sizeof(*copy), GFP_KERNEL)'],
      ['\t\tcopy[count++].size = page->size;', '\t\tcount++;'],
    ],
  },
  {
    name: 'freed while it is walked',
    file: 'egm_pages.c',
    phases: failing,
    kind: 'use-after-free',
    says: /egm_page/,
    edits: [
      [
        '\tstruct egm_page *page, *next;\n\n\tlist_for_each_entry_safe(page, next, &pages->list, list)',
        '\tstruct egm_page *page;\n\n\tlist_for_each_entry(page, &pages->list, list)',
      ],
    ],
  },
  {
    name: 'memory that was not had is used',
    file: 'egm_pages.c',
    phases: failing,
    faults: 1,
    kind: 'null-dereference',
    says: /./,
    edits: [['\tif (!page)\n\t\treturn -ENOMEM;\n\tpage->offset', '\tpage->offset']],
  },
  {
    name: 'a spinlock kept where a page is known already',
    file: 'egm_pages.c',
    phases: [
      up,
      [['open egm4 as f', 'mmap f 0 65536', 'poison 0x80000000', 'poison 0x80000000', 'close f']],
      down,
    ],
    kind: 'lock-held-at-exit',
    says: /spinlock/,
    edits: [
      [
        '\tscoped_guard(spinlock, &pages->lock) {\n\t\tif (!is_known(pages, offset)) {\n',
        '\tspin_lock(&pages->lock);\n\tif (is_known(pages, offset)) {\n\t\tkfree(page);\n\t\treturn 0;\n\t} else {\n\t\t{\n',
      ],
      ['\t\t\tpage = NULL;\n\t\t}\n\t}\n', '\t\t\tpage = NULL;\n\t\t}\n\t}\n\tspin_unlock(&pages->lock);\n'],
    ],
  },
  {
    name: 'memory of the user read as if it were its own',
    file: 'egm_pages.c',
    phases: used,
    kind: 'out-of-bounds',
    says: /memory of a user, is used without copy_from_user/,
    edits: [['\tgiven = head.argsz;', '\tgiven = list->argsz;']],
  },
];
