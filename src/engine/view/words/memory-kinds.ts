import type { FindingWording } from './finding-wording.ts';

/** Findings of memory: what machine/ sees of every access, allocation and free, and what the library says of lists and lifetimes. */
export const memoryWordings: Readonly<Record<string, FindingWording>> = {
  'double-free': {
    title: 'double free',
    says: '{object} is freed again',
    leads:
      'A kernel without slub_debug stops or corrupts its heap. This run ignores the second free and goes on.',
  },
  'use-after-free': {
    title: 'use after free',
    says: '{object} is used after it was freed',
    details: {
      read: '{object} is read at offset {offset} after it was freed',
      write: '{object} is written at offset {offset} after it was freed',
      stack: '{object}, a local variable, is used after its function or block has ended',
      'work-of-module':
        'the module {text} is gone, and a work or timer of its own is still queued or at work',
      'thread-of-module':
        'the module {text} is gone, and a thread of its own has not ended: nothing has stopped it (kthread_stop)',
      'work-freed':
        'memory is freed in which the work or timer of {text} is still queued, and will be run from there',
      'callback-of-module':
        'the module {text} is gone, and RCU is still to call a function of its own: nothing waited for that (rcu_barrier, srcu_barrier)',
      'notifier-of-module': 'the module {text} is gone, and its notifier of a bus is still registered',
      'file-of-module':
        'the module {text} is gone, and a file whose operations are its functions is still open',
      'page-mapped': 'pages are given back of which users have some mapped: {text}',
      'open-of-module':
        'the module {text} is gone, and a task is still in the function that opens its device',
    },
    leads: 'On a real machine another owner may have the memory by then. This run uses the old content.',
    detailLeads: {
      'page-mapped':
        'These users read and write what comes to lie there next. remap_pfn_range() and vmf_insert_pfn() take no reference, as vm_insert_page() does: unmap the pages before, or keep them until nobody has them mapped.',
    },
  },
  'invalid-free': {
    title: 'invalid free',
    says: 'something is freed that cannot be freed',
    details: {
      interior: 'an address {offset} bytes into {object} is freed, not its start',
      live: '{object} is freed while the device in it has a reference left',
      stack: '{object}, a local variable, is freed',
      global: '{object}, a global variable, is freed',
      string: 'a string literal is freed',
      function: 'the address of a function is freed',
      'error-pointer': '{address}, an errno pointer, is freed',
      wild: '{address} is freed, which is the address of no object',
      guarded:
        '{object} is pages, and is freed as other memory is: free_page(), free_pages() or __free_pages() gives them back',
      'pages-order': '{text}',
      'no-pages': '{text} is called with an address that is not from __get_free_pages() or alloc_pages()',
    },
    detailLeads: {
      'pages-order': 'What is freed beyond them is of others, and what is not freed is lost.',
    },
    leads: 'The heap, or whoever still uses the object, is corrupted. This run ignores the free.',
  },
  'null-dereference': {
    title: 'NULL dereference',
    says: 'an address near NULL, or an errno pointer, is used as an object',
    details: {
      read: '{address} is read: a NULL or errno pointer',
      write: '{address} is written: a NULL or errno pointer',
      call: 'a function is called through {address}: a NULL or errno pointer',
      'fault-page':
        'the fault handler gives no page, and neither an error nor VM_FAULT_NOPAGE: the kernel takes the page from vmf->page, which is NULL',
    },
    leads: 'The kernel reports an Oops and ends the task: what it held stays held.',
  },
  'out-of-bounds': {
    title: 'out of bounds',
    says: 'an access goes outside {object}',
    details: {
      read: '{size} bytes are read at offset {offset} of {object}, which has {objectSize}',
      write: '{size} bytes are written at offset {offset} of {object}, which has {objectSize}',
      index: 'index {index} is used on an array of {length} within {object}',
      wild: '{address} is used, which is the address of no object',
      user: '{address}, which is memory of a user, is used without copy_from_user or copy_to_user',
      call: 'a function is called through {address}, which is the address of none',
      'read-only': '{object} is written, which is read-only',
      mapping: '{text}',
      'handed-out': '{text}',
      'bin-count': 'reading the binary file {text} of sysfs returns more bytes than it is asked for',
    },
    leads: 'On a real machine it hits the memory of someone else, or ends the task with an Oops.',
    detailLeads: {
      user: 'With PAN (arm64) or SMAP (x86) the kernel reports an Oops; without, a user makes it read and write what it must not.',
      'bin-count': 'The reader is given what lies behind the buffer. Return at most count.',
    },
  },
  'uninitialised-read': {
    title: 'uninitialised read',
    says: 'a value is read before it was stored',
    details: {
      variable: 'the variable {name} is read before anything was stored in it',
      memory: '{size} bytes at offset {offset} of {object} are read before anything was stored there',
    },
    leads: 'The value is whatever was there before, and what follows is chance.',
  },
  'list-corruption': {
    title: 'list corruption',
    says: 'a list is not linked as it should be',
    details: { list: 'a list is not linked as it should be: {text}' },
    leads: 'With DEBUG_LIST the kernel leaves the list alone; without, the next walk goes astray.',
  },
};
