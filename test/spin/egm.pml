/*
 * GPUS GPUs on SOCKETS sockets; a task for each probes it, then removes it. One EGM region a socket, in a list.
 * What a step does is defined here. promela.ts puts the steps of a driver, and where each goes, in the place of
 * LINES, and the numbers before all.
 *
 * A step that breaks a rule sets `broken` and changes nothing else, so that a path ends there as it does for the
 * explorer: the broken state is one state more.
 */
#define NONE       0
#define SCAN       1
#define ADD        2
#define UNLINK     3
#define DELETE     4
#define UNINIT     5
#define FIELD      6   /* a count below zero, which no field holds */
#define FREE_DEV   7
#define FREE_ENT   8
#define LEAK       9
#define UNLOCK    10

#define LIVE       1
#define FREED      2
#define HEAD       0
#define SOCKET(g)  (((g) - 1) % SOCKETS)

#ifdef LEAN
#define me         (_pid + 1)
#else
#define me         _pid   /* the watch is task 0 */
#endif

byte entry[GPUS + 1], device[GPUS + 1], references[GPUS + 1];
byte succ[GPUS + 1], pred[GPUS + 1];
bit named[SOCKETS];
bit held, heldOther;
byte ended;
#ifndef LEAN
byte broken;
#endif

/* To be timed: without what goes on behind a violation. */
#ifdef LEAN
#define STEP(guard, effect, next) :: d_step { (guard) -> effect }; goto next
#define BREAKS(guard, cause, here) :: d_step { (guard) -> assert(false) }; goto here
#else
#define STEP(guard, effect, next) :: d_step { broken == NONE && (guard) -> effect }; goto next
#define BREAKS(guard, cause, here) :: d_step { broken == NONE && (guard) -> broken = cause; assert(broken != cause) }; goto here
#endif
#define ALWAYS(effect, next) if STEP(true, effect, next) fi
#define CHECKED(ok, cause, effect, here, next) if STEP(ok, effect, next) BREAKS(!(ok), cause, here) fi

#define is_live(e) (entry[e] == LIVE && device[e] == LIVE)
#define can_link(e) ((e) == HEAD || entry[e] == LIVE)

#define begin(here, next, other)          ALWAYS(skip, next)
#define lock(here, next, other)           if STEP(!held, held = 1, next) fi
#define unlock(here, next, other)         CHECKED(held, UNLOCK, held = 0, here, next)
#define lockOther(here, next, other)      if STEP(!heldOther, heldOther = 1, next) fi
#define unlockOther(here, next, other)    CHECKED(heldOther, UNLOCK, heldOther = 0, here, next)
#define readFirst(here, next, other)      ALWAYS(cursor = succ[HEAD], next)
#define allocEntry(here, next, other)     ALWAYS(entry[me] = LIVE, next)
#define allocDevice(here, next, other)    ALWAYS(device[me] = LIVE, next)
#define initDevice(here, next, other)     ALWAYS(references[me] = 1, next)
#define readTail(here, next, other)       ALWAYS(tail = pred[HEAD], next)
#define linkEntry(here, next, other)      ALWAYS(succ[me] = HEAD; pred[me] = tail; pred[HEAD] = me, next)
#define linkTail(here, next, other)       CHECKED(can_link(tail), ADD, succ[tail] = me; tail = 0, here, next)
#define freeDevice(here, next, other)     CHECKED(device[me] == LIVE, FREE_DEV, device[me] = FREED, here, next)
#define freeOwnEntry(here, next, other)   CHECKED(entry[me] == LIVE, FREE_ENT, entry[me] = FREED, here, next)
#define freeFoundEntry(here, next, other) \
	CHECKED(entry[cursor] == LIVE, FREE_ENT, entry[cursor] = FREED; cursor = 0, here, next)

#define SCANS(here, next, other, on_found) if \
	STEP(cursor == HEAD, skip, next) \
	STEP(cursor != HEAD && is_live(cursor) && SOCKET(cursor) == SOCKET(me), on_found, other) \
	STEP(cursor != HEAD && is_live(cursor) && SOCKET(cursor) != SOCKET(me), cursor = succ[cursor], here) \
	BREAKS(cursor != HEAD && !is_live(cursor), SCAN, here) fi
#define probeScan(here, next, other)      SCANS(here, next, other, cursor = 0)
#define removeScan(here, next, other)     SCANS(here, next, other, skip)

#define addDevice(here, next, other) if \
	STEP(!named[SOCKET(me)], named[SOCKET(me)] = 1; references[me] = 2, next) \
	STEP(named[SOCKET(me)], skip, other) fi
#define putDevice(here, next, other) if \
	STEP(references[me] > 1, references[me] = references[me] - 1, next) \
	STEP(references[me] == 1 && device[me] == LIVE, references[me] = 0; device[me] = FREED, next) \
	BREAKS(references[me] == 1 && device[me] != LIVE, FREE_DEV, here) \
	BREAKS(references[me] == 0, FIELD, here) fi

#define unlinkForward(here, next, other) \
	CHECKED(entry[cursor] == LIVE && can_link(pred[cursor]), UNLINK, succ[pred[cursor]] = succ[cursor], here, next)
#define unlinkBackward(here, next, other) \
	CHECKED(can_link(succ[cursor]), UNLINK, pred[succ[cursor]] = pred[cursor], here, next)

#define deleteDevice(here, next, other) if \
	STEP(device[cursor] == LIVE && references[cursor] > 0, \
		named[SOCKET(me)] = 0; references[cursor] = references[cursor] - 1, next) \
	BREAKS(device[cursor] != LIVE, DELETE, here) \
	BREAKS(device[cursor] == LIVE && references[cursor] == 0, FIELD, here) fi
#define uninitDevice(here, next, other) if \
	STEP(device[cursor] == LIVE && references[cursor] > 1, references[cursor] = references[cursor] - 1, next) \
	STEP(device[cursor] == LIVE && references[cursor] == 1, references[cursor] = 0; device[cursor] = FREED, next) \
	BREAKS(device[cursor] != LIVE, UNINIT, here) \
	BREAKS(device[cursor] == LIVE && references[cursor] == 0, FIELD, here) fi

#define finish(here, next, other) if \
	STEP(ended < GPUS - 1, ended = ended + 1, next) \
	STEP(ended == GPUS - 1 && !LEAKED, ended = ended + 1, next) \
	BREAKS(ended == GPUS - 1 && LEAKED, LEAK, here) fi

#ifndef LEAN
/* Goes on in a broken state, and nowhere: so that a path that ended is no deadlock. */
active proctype watch() {
end:	do :: d_step { broken != NONE -> skip } od
}
#endif

active [GPUS] proctype gpu() {
	byte cursor, tail;
LINES
end:	false
}
