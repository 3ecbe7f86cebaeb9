import type { FindingWording } from './finding-wording.ts';
import { memoryWordings } from './memory-kinds.ts';

/** Kind and detail are given by machine/ (see machine/finding.ts) and by the kernel's library. */
export const findingWordings: Readonly<Record<string, FindingWording>> = {
  ...memoryWordings,
  'reference-underflow': {
    title: 'reference underflow',
    says: 'a reference is dropped, or taken, of an object that has none left',
    details: { refcount: '{text}' },
    leads: 'The object was released before: whoever still uses it uses freed memory.',
  },
  warn: {
    title: 'WARN',
    says: 'the kernel warns',
    details: {
      condition: 'the kernel warns: {text}',
      text: 'the kernel warns: {text}',
      bug: 'the task ends here: {text}',
      refcount: 'the kernel warns: {text}',
      nonexistent: 'a resource is given back that was not got: Linux says “{text}”',
      'divide-by-zero': 'a number is divided by zero, and this run of the task ends',
      shift: 'a value of {width} bits is shifted by {count}, which C does not define',
      'too-much': '{text} is asked for more memory than it has to give in one piece',
      'works-left': 'a worker is destroyed, and works {text} on it that are never done',
      'bad-count': 'reading {text} of sysfs returns a count of a page or more',
      arguments: '{function} is called with {given} arguments and takes {expected}',
    },
    leads: 'With panic_on_warn the machine stops.',
    detailLeads: {
      bug: 'What the task held stays held.',
      nonexistent: 'Where another driver has it, it is taken from that one.',
      'too-much':
        'It gives NULL, and with panic_on_warn the machine stops. Check the size before; where it is for others to say, use __GFP_NOWARN, which says that NULL is expected.',
      'works-left':
        'With panic_on_warn the machine stops. Cancel them first: kthread_cancel_work_sync(), kthread_cancel_delayed_work_sync().',
      'divide-by-zero':
        'C does not define the result: arm64 gives 0 or traps, as the compiler chose; x86 reports an Oops.',
      'bad-count':
        'Linux says “returned bad count”, and the reader gets no more than a page less a byte. snprintf() returns what it would have written; return what sysfs_emit() does.',
      shift: 'The result is what the processor makes of it.',
      arguments: 'What the function finds in the others is chance.',
    },
  },
  'lock-misuse': {
    title: 'lock misuse',
    says: 'a lock is not used as it must be',
    details: {
      'self-deadlock': '{lock} is taken by the task that already holds it, and waits for itself',
      'waits-for-itself': 'a {text} waits for its own end, and for ever',
      'removes-itself':
        'the file {text} of sysfs is removed by the task that reads or writes it, and that waits for its own end; device_remove_file_self() does not',
      'self-of-other':
        'the file {text} of sysfs is removed as by its own function (device_remove_file_self), and the task neither reads nor writes it',
      'read-twice':
        '{lock} is taken for reading by the task that already reads under it: a task that came to write in between stops both',
      freed: '{lock} is used after its memory was freed',
      'freed-held': '{lock} is freed while {holder} holds it',
      'not-held': '{lock} is released although nobody holds it',
      'held-by-other': '{lock} is released by a task that does not hold it',
      'held-for-reading': '{lock} is released as by a writer, and the task holds it for reading',
      'held-for-writing': '{lock} is released as by a reader, and the task holds it for writing',
      'not-held-for-writing': '{lock} is downgraded by a task that does not hold it for writing',
      'initialised-held': '{lock} is initialised while it is held',
      'not-initialised': 'a {text} is used that was never initialised',
      destroyed: 'a {text} is used after it was destroyed',
      'destroyed-held': 'a mutex is destroyed while it is held',
      'assert-held': '{text}: the lock is not held by this task',
      'assert-not-held': '{text}: the lock is held by this task',
      'suspicious-rcu':
        '{text}: the task is not between rcu_read_lock and rcu_read_unlock, and holds nothing in their place',
    },
    leads: 'Tasks wait for ever, or the lock no longer protects its data.',
  },
  'lock-held-at-exit': {
    title: 'lock held at exit',
    says: '{lock}, taken here, is still held when the task ends',
    leads: 'Whoever takes it next waits for ever.',
  },
  race: {
    title: 'race',
    says: '{field} is used by {tasks} at the same time, with no lock that both hold, and one of them writes',
    leads: 'What each of them sees is chance: an entry may be lost, or freed memory be used.',
  },
  deadlock: {
    title: 'deadlock',
    says: '{tasks} wait for each other, and none can go on',
    details: {
      alone: '{tasks} waits for what no other task does, and cannot go on',
      aside: 'a work or timer takes {lock}, which the task holds that waits for it',
    },
    leads: 'They wait for ever, and so does everyone who needs what they hold.',
    detailLeads: { alone: 'It waits for ever, and so does everyone who needs what it holds.' },
  },
  'sleep-in-atomic': {
    title: 'sleep in atomic',
    says: '{function}, which may sleep, is called with a spinlock held or within RCU',
    details: {
      spinlock: '{function}, which may sleep, is called with a spinlock held',
      rwlock: '{function}, which may sleep, is called with an rwlock held',
      'RCU read section': '{function}, which may sleep, is called between rcu_read_lock and rcu_read_unlock',
      'RCU callback': '{function}, which may sleep, is called in a callback of call_rcu',
      timer: '{function}, which may sleep, is called in the function of a timer',
    },
    leads: 'A kernel without preemption can stop there for ever; others say “scheduling while atomic”.',
  },
  'errno-lost': {
    title: 'errno lost',
    says: 'the probe returns {returned} after {function} returned {errno}',
    details: {
      device: 'the probe of {device} returns {returned} after {function} returned {errno}',
      init: 'module_init returns {returned} after {function} returned {errno}',
      overlooked: '{function} fails with {given}, and nothing looks at what it gave',
    },
    leads: 'Whoever loads the driver is told another reason than the true one.',
    detailLeads: {
      overlooked:
        'The driver goes on as if it had succeeded, and so it tells whoever asked. Look at the result before it is overwritten, and undo what was done before.',
    },
  },
  'order-dependent': {
    title: 'probe depends on the order',
    says: 'the probe returns {errno} because of what other tasks do meanwhile: one after another all succeed, and no call is made to fail',
    details: {
      alone:
        'the probe returns {errno} because of what is done for another GPU: alone it succeeds, and no call is made to fail',
    },
    leads: 'Whether the GPU can be used is a matter of chance.',
  },
  'region-gone': {
    title: 'region gone',
    says: '{device} is gone while {user}, whose probe found it there, is still bound',
    details: {
      mapping: '/dev/{node} is gone, and {size} bytes of it are still mapped for a user',
      missing:
        '{user} is bound, and there is no device of its EGM region {region}, which there is where no call fails and no other GPU is bound',
    },
    leads: 'Virtual machines of that GPU lose their memory, or the next one finds no device.',
    detailLeads: {
      missing:
        'Whoever looks for the memory finds none, and nobody was told why. Let the probe fail with the errno of what failed, or warn where the GPU is of use without; and find regions by what tells them apart.',
      mapping:
        'Whoever is given the memory next shares it with that user. Unmap it where the device goes, and give no page from then on, not even to an mmap that looked before.',
    },
  },
  'outlives-parent': {
    title: 'device outlives its parent',
    says: '{device} is still registered although the driver of its parent {parent} has been removed',
    leads: 'It stands in sysfs under a device without a driver, and below nothing once that is unplugged.',
  },
  'minor-out-of-range': {
    title: 'minor out of range',
    says: '/dev/{node} has the number {number}, which no alloc_chrdev_region or register_chrdev_region reserved',
    leads: 'Another driver may be given the same number, and one of the two can no longer be opened.',
  },
  'unusable-open': {
    title: 'unusable open',
    says: '/dev/{node} was opened, and nothing of it can be mapped: its first page fails with {errno}',
    details: { busy: '/dev/{node} cannot be opened any more: nobody has it open, and it answers -EBUSY' },
    leads: 'The user learns only later, or never, that there is nothing to be had from the file.',
  },
  'uninitialised-copy-out': {
    title: 'uninitialised copy to user',
    says: 'bytes that were never written are copied to user space',
    details: { mapped: 'a user has pages mapped that have bytes which were never written' },
    leads: 'A user reads what was in the memory of the kernel before.',
  },
  leak: {
    title: 'leak',
    says: '{object} is never freed, and nothing refers to it any more',
    details: {
      alive: '{object} holds a device that is still registered when the module is unloaded',
      driver: 'the driver registered here is still registered when its module is gone',
      class: 'the class registered here is still registered when its module is gone',
      workqueue: 'the work queue allocated here is never destroyed',
      'kthread-worker':
        'the worker made here by kthread_create_worker() is never destroyed, and its thread never ends',
      cache: 'the cache of objects created here is never destroyed',
      numbers: 'the device numbers reserved here are never given back',
      mapping: 'the memory mapped here is never unmapped',
      file: 'what is made here in sysfs is still there when its module is gone',
      debugfs: 'what is made here in debugfs is still there when its module is gone',
      cdev: 'the cdev added here can still be opened when its module is gone',
      ids: 'the number allocated here during a probe is never given back',
      poison: 'the memory registered here for failures is still registered when its module is gone',
      'device-reference': 'a reference to {device} is still held when no driver is left to give it back',
      'module-reference':
        'a reference to the module {module} is still held when nothing is left that could give it back',
    },
    leads: 'Each load and unload loses that memory.',
    detailLeads: {
      class: 'The kernel will use the class and call its functions, none of which are there any more.',
      numbers: 'Each load takes more of the numbers that there are.',
      'device-reference':
        'Once the device is unplugged its memory stays for ever. Each get_device or pci_dev_get needs its put.',
      'module-reference': 'The module can no longer be unloaded. Each try_module_get needs its module_put.',
      ids: 'Each bind takes another, until there is none. Each ida_alloc needs its ida_free.',
      cdev: 'Who opens its number runs code that is no longer there. Each cdev_add needs its cdev_del.',
      mapping: 'Each time loses a piece of the address space of the kernel.',
      file: 'Who reads it runs code that is no longer there, and the next probe finds the name taken. Remove it in remove, and where the probe fails after it.',
      debugfs:
        'Who reads it runs code that is no longer there, and what it shows may be freed. Each debugfs_create_dir needs its debugfs_remove.',
      poison: 'The kernel will call the module for faulty memory when it is no longer there.',
      alive: 'The release of the device is code of the module: the kernel will call what is no longer there.',
      driver:
        'The kernel will use the driver and call its functions, none of which are there any more. Unregister it in module_exit, and where module_init fails after it.',
    },
  },
  'out-of-fuel': {
    title: 'no end in sight',
    says: 'the budget of the run is used up',
    details: {
      instructions: 'the budget of {limit} instructions is used up: an endless loop is likely',
      depth: 'calls are nested deeper than {limit}: an endless recursion is likely',
      memory: 'the memory of the run, {limit} bytes, is used up by a request for {size}',
      objects:
        'more than {limit} objects that one task made are there at once, which is as many as an exploration tells apart: have less of what they are made for, as retired pages, or free them',
    },
    leads: 'The rest of this task is not known.',
  },
  'opaque-reached': {
    title: 'not modelled',
    says: 'C is reached that is not modelled',
    details: {
      call: '{function} is called, which is not modelled at {at}: {reason}',
      statement: 'C is reached that is not modelled at {at}: {reason}',
      'no-page':
        '{text}() is called for memory that has no struct page here: only what alloc_pages() and its like give has one',
    },
    leads: 'The task ends there: what would follow is not known.',
  },
};

/** For a kind that the kernel's library made up and that has no entry above. */
export const otherFinding: FindingWording = {
  title: 'finding',
  says: 'the kernel model reports a fault',
  leads: '',
};
