import { describe, expect, it } from 'vitest';
import { outcome } from './compiled.ts';

const value = (expression: string, before = ''): bigint | null =>
  outcome(`${before}\nlong main(void) { return (long)(${expression}); }`).result;

describe('expressions', () => {
  it.each([
    ['-1 < 1U', 0n],
    ['-1L < 1U', 1n],
    ['(unsigned char)200 + (unsigned char)100', 300n],
    ['~(unsigned char)0', -1n],
    ['1 << 31', -2147483648n],
    ['1U << 31', 2147483648n],
    ['2147483648', 2147483648n],
    ['0x80000000 == -2147483648', 0n],
    ['sizeof(2147483648)', 8n],
    ['sizeof(0x80000000)', 4n],
    ["sizeof('a')", 4n],
    ['-7 / 2', -3n],
    ['-7 % 3', -1n],
    ['-7 >> 1', -4n],
    ['(char)200', 200n],
    ['(_Bool)256', 1n],
    ['(int)0xffffffffUL', -1n],
    ['sizeof(1 ? 1 : 2L)', 8n],
    ['(1 ? -1 : 0U) > 0', 1n],
    ['sizeof(*(1 ? (void *)0 : (long *)0))', 8n],
    ['0 ?: 5', 5n],
    ['(1, 2)', 2n],
    ['9007199254740993 + 2', 9007199254740995n],
    ['0xFFFFFFFFFFFF0000 >> 16', 0xffffffffffffn],
    ['__builtin_types_compatible_p(int, typeof(1 + (short)2))', 1n],
    ['__builtin_types_compatible_p(int *, unsigned int *)', 0n],
    ['__builtin_choose_expr(0, whatever(1), 6)', 6n],
    ['__builtin_bswap16(0x11234)', 0x3412n],
    ['__builtin_bswap32(-2) == 0xfeffffff', 1n],
    ['({ static const unsigned long v = __builtin_bswap64(0x80); v >> 56; })', 0x80n],
    ['__builtin_classify_type((char)1)', 1n],
    ['__builtin_classify_type((int *)0)', 5n],
    ['__builtin_classify_type(*(struct { int a; } *)0)', 12n],
    ['__builtin_classify_type(*(union { int a; } *)0)', 13n],
    ['(unsigned long)&((struct { char a; long b[4]; } *)0)->b[2]', 24n],
    ['sizeof("ab" "c")', 4n],
    ['"a\\xff"[1]', 255n],
  ])('%s is %s', (expression, expected) => {
    expect(value(expression)).toBe(expected);
  });

  it('finds the object around a member', () => {
    const before = `struct in { int x; }; struct out { long a; struct in i; int b; };
#define container_of(p, T, m) ({ void *__p = (void *)(p); ((T *)(__p - __builtin_offsetof(T, m))); })`;
    expect(
      value(
        '({ struct out o = { .b = 7 }; struct in *p = &o.i; container_of(p, struct out, i)->b; })',
        before,
      ),
    ).toBe(7n);
  });

  it('says whether arithmetic overflowed', () => {
    const body = '({ unsigned char r; int o = __builtin_add_overflow(200, 100, &r); o * 1000 + r; })';
    expect(value(body)).toBe(1044n);
    expect(value('({ unsigned long r; __builtin_mul_overflow(1UL << 33, 1UL << 31, &r); })')).toBe(1n);
  });

  it('passes and returns records by value', () => {
    const before = 'struct p { int a; char b[5]; };\nstruct p turn(struct p x) { x.a = -x.a; return x; }';
    expect(
      value(
        '({ struct p v = { 4, "abc" }; turn(turn(v)).a * 10 + turn(v).a + turn(v).b[1] - v.a; })',
        before,
      ),
    ).toBe(130n);
  });
});

describe('layout', () => {
  it.each([
    ['struct { char a; long b; char c; }', 24n],
    ['struct __attribute__((packed)) { char a; long b; char c; }', 10n],
    ['struct { char a; int b; } __attribute__((aligned(32)))', 32n],
    ['struct { unsigned a : 3; unsigned b : 30; }', 8n],
    ['struct { char a; int b : 7; char c; }', 4n],
    ['struct { int a : 5; int : 0; char b; }', 8n],
    ['struct { int n; char tail[]; }', 4n],
    ['union { char a[9]; long b; }', 16n],
    ['struct { }', 0n],
    ['enum { A = -1 }', 4n],
    ['enum { B = 0x100000000 }', 8n],
  ])('gives %s %s bytes', (type, size) => {
    expect(value(`sizeof(${type})`)).toBe(size);
  });
});

describe('initializers', () => {
  it.each([
    ['int a[] = { 1, 2, [4] = 5, 6 };', 'sizeof(a) / 4 * 100 + a[1] * 10 + a[5]', 626n],
    ['int a[2][2] = { 1, 2, 3 };', 'a[0][1] * 10 + a[1][0]', 23n],
    ['struct { int a; struct { int b, c; } d; int e; } s = { 1, 2, 3, 4 };', 's.d.c * 10 + s.e', 34n],
    [
      'struct { int a; struct { int b, c; } d; int e; } s = { .d.b = 5, 6, 7 };',
      's.d.b * 100 + s.d.c * 10 + s.e',
      567n,
    ],
    ['struct { int a; union { int b; char c; }; int d; } s = { 1, { 2 }, 3 };', 's.b * 10 + s.d', 23n],
    [
      'struct { char name[4]; int x; } s[] = { { "ab", 1 }, "cd", 2 };',
      "s[1].name[1] - 'a' + s[1].x * 10 + sizeof(s)",
      39n,
    ],
    ['char s[3] = "abc";', "s[2] - 'a'", 2n],
    ['char *s = "abc";', "s[1] - 'a'", 1n],
    ['int a[6] = { [1 ... 3] = 7, 8 };', 'a[0] + a[3] * 10 + a[4]', 78n],
    ['int x = { 4 };', 'x', 4n],
    ['struct { int a, b; } s = { .b = 1, .a = 2, .b = 3 };', 's.a * 10 + s.b', 23n],
    ['struct p { int a, b; } s = (struct p){ 3, 4 };', 's.a * 10 + s.b', 34n],
    [
      'struct q { int d[4]; } s = { .d[2] = 8, .d = { [1] = 3 }, .d[3] = 4 };',
      's.d[1] * 100 + s.d[2] * 10 + s.d[3]',
      304n,
    ],
    ['char s[2][4] = { [1] = "xyz", [1] = "u" };', 's[1][0] + s[1][1] + s[1][2]', 117n],
    ['struct { int a; int *p; } s[2] = { [0].p = (int *)8, [0] = { 5 } };', 's[0].a + !s[0].p', 6n],
  ])('%s', (declaration, expression, expected) => {
    expect(value(`({ ${declaration} ${expression}; })`)).toBe(expected);
    expect(value(expression, `static ${declaration}`)).toBe(expected);
  });

  it('folds addresses in static data', () => {
    const before = `struct s { int a, b[4]; } g = { 1, { 2, 3, 4, 5 } }; static int f(void) { return 9; }
static int *p = &g.b[1], *q = g.b + 3; static long at = (long)&g.b[2]; static int (*fn)(void) = &f;
static struct l { struct l *next; } head = { &head }; static const char *names[] = { "x", "yz" };`;
    const text =
      '*p * 1000 + *q * 100 + *(int *)at * 10 + fn() + (head.next == &head) + (q - p) + names[1][1] - names[1][1]';
    expect(value(text, before)).toBe(3_552n);
  });
});

describe('statements', () => {
  it('enter a switch at its case, ranges and default included', () => {
    const before = `DECLARE
static int pick(long v) { int n = 0; switch (v) { default: n += 1; case 5: n += 10; break; case -3 ... -1: n += 100; case 9: n += 1000; } return n; }`;
    expect(value('pick(7) + pick(5) * 3', before)).toBe(41n);
    expect(value('pick(-2) + pick(9)', before)).toBe(2_100n);
  });

  it('compare a switch in the promoted type of its value', () => {
    const before = 'static int pick(unsigned v) { switch (v) { case -1: return 1; } return 2; }';
    expect(value('pick(0xffffffff)', before)).toBe(1n);
  });

  it('keep what a condition assigns', () => {
    const before =
      'static int f(int x) { _Bool b; int n; if ((b = x)) { if (!(n = !x)) return b * 10 + n; } return b + 5; }';
    expect(value('f(4) * 10 + f(0)', before)).toBe(105n);
  });

  it('keep static locals between calls', () => {
    const before = 'static int next(void) { static int n = 3; return n++; }';
    expect(value('next() + next() * 10 + next() * 100', before)).toBe(543n);
  });
});
