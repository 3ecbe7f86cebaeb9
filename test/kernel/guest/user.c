// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Users of the guest, each with one file under /dev: a process that has it open, and does with it what it is asked through
 * pipes of the file's name. Built without a C library, for the machine need not have one to link.
 *
 *   user NAME open NODE | mmap OFFSET LENGTH | ioctl ARGSZ | close
 *
 * What a system call is answered is printed: nothing, or `: errno N`.
 */
#include <stddef.h>
#include <stdint.h>

enum {
	SYS_READ = 0, SYS_WRITE = 1, SYS_OPEN = 2, SYS_CLOSE = 3, SYS_MMAP = 9, SYS_MUNMAP = 11, SYS_IOCTL = 16, SYS_PIPE = 22,
	SYS_FORK = 57, SYS_EXIT = 60, SYS_UNLINK = 87, SYS_SETSID = 112, SYS_MKNOD = 133
};
enum { O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, S_IFIFO = 010000 };
enum { EBADF = 9, EMFILE = 24, ENOTTY = 25 };
enum { PROT_READ_WRITE = 3, MAP_SHARED = 1, MAP_PRIVATE_ANONYMOUS = 0x22 };
enum { OPEN, MMAP, IOCTL, CLOSE };

#define RETIRED_PAGES 0x4564
#define MOST_AREAS 64
#define PAGE 4096ul
#define MOST_ARGUMENT (1ul << 20)

struct request {
	int64_t what;
	uint64_t offset, size;
};

static struct {
	char *at;
	size_t size;
} areas[MOST_AREAS];
static int area_count;
static char asked[64], said[64];

static long call(long number, long a, long b, long c, long d, long e, long f)
{
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

#define call1(number, a) call(number, (long)(a), 0, 0, 0, 0, 0)
#define call3(number, a, b, c) call(number, (long)(a), (long)(b), (long)(c), 0, 0, 0)

static int open_file(const char *path, int flags)
{
	return call3(SYS_OPEN, path, flags, 0);
}

static char *put(char *to, const char *text)
{
	while (*text)
		*to++ = *text++;
	*to = 0;
	return to;
}

static uint64_t number(const char *text)
{
	uint64_t value = 0;
	int base = text[0] == '0' && text[1] == 'x' ? 16 : 10;

	for (text += base == 16 ? 2 : 0; *text; text++)
		value = value * base + (*text <= '9' ? *text - '0' : (*text | 32) - 'a' + 10);
	return value;
}

/* The kernel takes a byte from there: where there is no page it says so, and nobody is killed. */
static void touch(const char *at)
{
	int ends[2];

	if (call1(SYS_PIPE, ends))
		return;
	call3(SYS_WRITE, ends[1], at, 1);
	call1(SYS_CLOSE, ends[0]);
	call1(SYS_CLOSE, ends[1]);
}

static long map(int file, uint64_t offset, uint64_t size)
{
	long at = call(SYS_MMAP, 0, size, PROT_READ_WRITE, MAP_SHARED, file, offset);
	long ret = at < 0 && at > -4096 ? at : 0;

	if (!ret && area_count < MOST_AREAS) {
		areas[area_count].at = (char *)at;
		areas[area_count++].size = size;
	}
	for (int i = 0; i < area_count; i++) {
		touch(areas[i].at);
		touch(areas[i].at + (areas[i].size - 1) / PAGE * PAGE);
	}
	return ret;
}

static long ask(int file, uint64_t argsz)
{
	uint64_t size = argsz < 8 ? 8 : argsz < MOST_ARGUMENT ? argsz : MOST_ARGUMENT;
	long at = call(SYS_MMAP, 0, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0), ret;

	*(uint32_t *)at = argsz;
	ret = call3(SYS_IOCTL, file, RETIRED_PAGES, at);
	call3(SYS_MUNMAP, at, size, 0);
	return ret;
}

static long end(int file)
{
	while (area_count--)
		call3(SYS_MUNMAP, areas[area_count].at, areas[area_count].size, 0);
	return call1(SYS_CLOSE, file);
}

static void say(long answer)
{
	int pipe = open_file(said, O_WRONLY);

	call3(SYS_WRITE, pipe, &answer, sizeof(answer));
	call1(SYS_CLOSE, pipe);
}

/* The process that has the file. */
static void serve(const char *node)
{
	int file, pipe;

	call1(SYS_SETSID, 0);
	for (pipe = 0; pipe < 3; pipe++)
		call1(SYS_CLOSE, pipe);
	file = open_file(node, O_RDWR);
	say(file < 0 ? file : 0);
	while (file >= 0) {
		struct request request = { CLOSE, 0, 0 };

		pipe = open_file(asked, O_RDONLY);
		call3(SYS_READ, pipe, &request, sizeof(request));
		call1(SYS_CLOSE, pipe);
		if (request.what == CLOSE) {
			say(end(file));
			break;
		}
		say(request.what == MMAP ? map(file, request.offset, request.size) : ask(file, request.size));
	}
	call1(SYS_EXIT, 0);
}

static long answered(void)
{
	int pipe = open_file(said, O_RDONLY);
	long answer = -EBADF;

	call3(SYS_READ, pipe, &answer, sizeof(answer));
	call1(SYS_CLOSE, pipe);
	return answer;
}

static void forget(void)
{
	call1(SYS_UNLINK, asked);
	call1(SYS_UNLINK, said);
}

static long begin(const char *node)
{
	long answer;

	if (call3(SYS_MKNOD, asked, S_IFIFO | 0600, 0))
		return -EMFILE;
	call3(SYS_MKNOD, said, S_IFIFO | 0600, 0);
	if (!call1(SYS_FORK, 0))
		serve(node);
	answer = answered();
	if (answer)
		forget();
	return answer;
}

static long pass_on(struct request request)
{
	int pipe = open_file(asked, O_WRONLY);
	long answer;

	if (pipe < 0)
		return -EBADF;
	call3(SYS_WRITE, pipe, &request, sizeof(request));
	call1(SYS_CLOSE, pipe);
	answer = answered();
	if (request.what == CLOSE)
		forget();
	return answer;
}

static void print(long answer)
{
	char text[32] = ": errno ", digits[8], *to = text + 8;
	int count = 0;

	for (answer = -answer; answer; answer /= 10)
		digits[count++] = '0' + answer % 10;
	while (count)
		*to++ = digits[--count];
	*to++ = '\n';
	call3(SYS_WRITE, 1, text, to - text);
}

__attribute__((used)) static void run(long *stack)
{
	char **args = (char **)(stack + 1);
	char what = args[2][0];
	long answer;

	put(put(put(asked, "/tmp/"), args[1]), ".asked");
	put(put(put(said, "/tmp/"), args[1]), ".said");
	if (what == 'o')
		answer = begin(args[3]);
	else if (what == 'm')
		answer = pass_on((struct request){ MMAP, number(args[3]), number(args[4]) });
	else if (what == 'i')
		answer = pass_on((struct request){ IOCTL, 0, number(args[3]) });
	else
		answer = pass_on((struct request){ CLOSE, 0, 0 });
	if (answer < 0)
		print(answer);
	call1(SYS_EXIT, answer < 0);
}

__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall run\n");

/* gcc asks for it where a structure is copied. */
void *memcpy(void *to, const void *from, size_t size)
{
	char *into = to;
	const char *bytes = from;

	while (size--)
		*into++ = *bytes++;
	return to;
}

void *memset(void *to, int byte, size_t size)
{
	char *into = to;

	while (size--)
		*into++ = byte;
	return to;
}
