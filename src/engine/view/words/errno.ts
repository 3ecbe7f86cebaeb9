/**
 * Linux errnos (include/uapi/asm-generic/errno*.h, include/linux/errno.h): name, and what it says to
 * someone who reads it in a kernel log.
 */
const errnos: ReadonlyMap<number, readonly [name: string, meaning: string]> = new Map([
  [1, ['EPERM', 'not permitted']],
  [2, ['ENOENT', 'no such entry']],
  [3, ['ESRCH', 'no such process']],
  [4, ['EINTR', 'interrupted']],
  [5, ['EIO', 'input/output error']],
  [6, ['ENXIO', 'no such device or address']],
  [7, ['E2BIG', 'list too long']],
  [8, ['ENOEXEC', 'not executable']],
  [9, ['EBADF', 'bad file number']],
  [10, ['ECHILD', 'no child process']],
  [11, ['EAGAIN', 'try again']],
  [12, ['ENOMEM', 'out of memory']],
  [13, ['EACCES', 'access denied']],
  [14, ['EFAULT', 'bad address']],
  [15, ['ENOTBLK', 'not a block device']],
  [16, ['EBUSY', 'busy']],
  [17, ['EEXIST', 'already exists']],
  [18, ['EXDEV', 'on another device']],
  [19, ['ENODEV', 'no such device']],
  [20, ['ENOTDIR', 'not a directory']],
  [21, ['EISDIR', 'a directory']],
  [22, ['EINVAL', 'invalid argument']],
  [23, ['ENFILE', 'too many files in the system']],
  [24, ['EMFILE', 'too many files in the process']],
  [25, ['ENOTTY', 'no such ioctl']],
  [26, ['ETXTBSY', 'text file busy']],
  [27, ['EFBIG', 'too large a file']],
  [28, ['ENOSPC', 'no space left']],
  [29, ['ESPIPE', 'cannot seek']],
  [30, ['EROFS', 'read-only']],
  [31, ['EMLINK', 'too many links']],
  [32, ['EPIPE', 'broken pipe']],
  [33, ['EDOM', 'argument outside the domain']],
  [34, ['ERANGE', 'result out of range']],
  [35, ['EDEADLK', 'deadlock']],
  [36, ['ENAMETOOLONG', 'name too long']],
  [37, ['ENOLCK', 'no locks left']],
  [38, ['ENOSYS', 'not implemented']],
  [39, ['ENOTEMPTY', 'not empty']],
  [40, ['ELOOP', 'too many links to follow']],
  [42, ['ENOMSG', 'no message']],
  [43, ['EIDRM', 'identifier removed']],
  [61, ['ENODATA', 'no data']],
  [62, ['ETIME', 'timer expired']],
  [67, ['ENOLINK', 'link severed']],
  [71, ['EPROTO', 'protocol error: a value of another type']],
  [74, ['EBADMSG', 'not a data message']],
  [75, ['EOVERFLOW', 'value too large']],
  [76, ['ENOTUNIQ', 'name not unique']],
  [77, ['EBADFD', 'file in a bad state']],
  [84, ['EILSEQ', 'illegal byte sequence']],
  [90, ['EMSGSIZE', 'message too long']],
  [92, ['ENOPROTOOPT', 'protocol not available']],
  [93, ['EPROTONOSUPPORT', 'protocol not supported']],
  [95, ['EOPNOTSUPP', 'operation not supported']],
  [98, ['EADDRINUSE', 'address in use']],
  [99, ['EADDRNOTAVAIL', 'address not available']],
  [104, ['ECONNRESET', 'connection reset']],
  [105, ['ENOBUFS', 'no buffer space']],
  [107, ['ENOTCONN', 'not connected']],
  [108, ['ESHUTDOWN', 'shut down']],
  [110, ['ETIMEDOUT', 'timed out']],
  [114, ['EALREADY', 'already in progress']],
  [115, ['EINPROGRESS', 'in progress']],
  [116, ['ESTALE', 'stale handle']],
  [121, ['EREMOTEIO', 'remote input/output error']],
  [125, ['ECANCELED', 'cancelled']],
  [131, ['ENOTRECOVERABLE', 'state not recoverable']],
  [133, ['EHWPOISON', 'memory page has a hardware error']],
  [512, ['ERESTARTSYS', 'restart the system call']],
  [514, ['ERESTARTNOHAND', 'restart if no handler']],
  [515, ['ENOIOCTLCMD', 'no such ioctl']],
  [517, ['EPROBE_DEFER', 'probe again later']],
  [524, ['ENOTSUPP', 'operation not supported']],
]);

/** `EINVAL` for 22; `errno 4000` for a number Linux gives no name. */
export function errnoName(errno: number): string {
  return errnos.get(errno)?.[0] ?? `errno ${errno}`;
}

/** As C returns it: `-EINVAL` for 22. */
export function returned(errno: number): string {
  const known = errnos.get(errno);
  return known ? `-${known[0]}` : `-${errno}`;
}

/** `invalid argument` for 22; null for a number Linux gives no name. */
export function errnoMeaning(errno: number): string | null {
  return errnos.get(errno)?.[1] ?? null;
}

/** `-EINVAL (invalid argument)` */
export function explained(errno: number): string {
  const meaning = errnoMeaning(errno);
  return meaning ? `${returned(errno)} (${meaning})` : returned(errno);
}

/** `-EINVAL (invalid argument)` for `-EINVAL`; null for what is no name of Linux's. */
export function errnoByName(text: string): string | null {
  const found = [...errnos].find(([, [name]]) => text === `-${name}`);
  return found ? explained(found[0]) : null;
}
