import { describe, expect, test } from 'vitest';
import { read, showUnit } from './show.ts';

const shown = (text: string): string => showUnit(read(text)).join(' | ');

describe('declarations', () => {
  test.each([
    ['int a;', 'a: int'],
    ['unsigned a; long unsigned int b;', 'a: unsigned int | b: unsigned long'],
    ['long long a; short int b; signed char c; char d;', 'a: long | b: short | c: signed char | d: char'],
    ['unsigned long long int a; _Bool b; __signed__ char c;', 'a: unsigned long | b: _Bool | c: signed char'],
    ['int a, *b, c[3], (*d)(void);', 'a: int, b: *int, c: [3]int, d: *()int'],
    ['static const char *const a[] = { "x" };', 'static a: const []*char = {"x"}'],
    ['extern int f(int, char *b, ...);', 'extern f: (int, b *char, ...)int'],
    ['int f();', 'f: ()int'],
    ['int f(int a[static 3], int g(void), char b[][2]);', 'f: (a *int, g *()int, b *[2]char)int'],
    ['int (*f(int a))(int b);', 'f: (a int)*(b int)int'],
    ['int (*a[3])(void);', 'a: [3]*()int'],
    ['int (*(*a)(void))[2];', 'a: *()*[2]int'],
    ['int *(*(*a[2])(int (*)(int)))(void);', 'a: [2]*(*(int)int)*()*int'],
    ['typedef int (*T)(int); T a; T *b;', 'typedef T: *(int)int | a: T | b: *T'],
    ['typedef int T; T f(T, T t);', 'typedef T: int | f: (T, t T)T'],
    ['typedef int T; int f(int (T), int (*)(T));', 'typedef T: int | f: (*(T)int, *(T)int)int'],
    ['struct s; struct s *a;', 'struct s | a: *struct s'],
    ['struct s { int a, *b; struct s *next; } x;', 'x: struct s{a int; b *int; next *struct s}'],
    [
      'struct { union { int a; long b; }; struct { int c; } d; } x;',
      'x: struct{- union{a int; b long}; d struct{c int}}',
    ],
    [
      'struct s { unsigned a:3, :2, b:1; int :0; };',
      'struct s{a unsigned int:3; - unsigned int:2; b unsigned int:1; - int:0}',
    ],
    ['struct s { int (*f)(struct s *); int g[]; };', 'struct s{f *(*struct s)int; g []int}'],
    ['struct s { int n; } __attribute__((packed, aligned(8)));', 'struct s packed aligned 8{n int}'],
    [
      'struct __attribute__((__packed__)) s { int n __attribute__((aligned(4))); };',
      'struct s packed{n int aligned 4}',
    ],
    ['struct s { _Static_assert(1, "x"); int n; };', 'struct s{n int}'],
    ['enum e { A, B = 3, C, };', 'enum e{A, B=3, C}'],
    ['enum e a; enum { A } b;', 'a: enum e | b: enum {A}'],
    ['typeof(int *) a; __typeof__(a + 1) b;', 'a: typeof(*int) | b: typeof((a + 1))'],
    [
      'float a; __int128 b;',
      'a: <the type float is outside the subset> | b: <the type __int128 is outside the subset>',
    ],
    [
      'long double a; double f(float);',
      'a: <the type double is outside the subset> | f: (<the type float is outside the subset>)<the type double is outside the subset>',
    ],
    ['_Static_assert(1, "x"); int a;', 'a: int'],
    ['int a __attribute__((unused)) = 1, b __attribute__((aligned(8)));', 'a: int = 1, b: int'],
    ['__attribute__((noinline)) static int f(void) __attribute__((cold));', 'static f: ()int'],
    ['extern int f(void) __asm__("g");', 'extern f: ()int'],
    ['_Noreturn inline void f(void);', 'f: ()void'],
    ['struct s a = { .b = { .c = 1 }, .d[2] = 3, .e.f = 4 };', 'a: struct s = {.b={.c=1}, .d[2]=3, .e.f=4}'],
    ['int a[] = { [0] = 1, [2 ... 4] = 5, 6, };', 'a: []int = {[0]=1, [2 ... 4]=5, 6}'],
    ['struct s a = { b: 1 }; int c[2] = { [1] 2 };', 'a: struct s = {.b=1} | c: [2]int = {[1]=2}'],
    ['struct s *a = &(struct s){ 1 };', 'a: *struct s = (&<struct s>{1})'],
    [';;int a;;', 'a: int'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected));

  test('what a declaration says of itself', () => {
    const unit = read('typedef int T;\nstatic\nT a,\n  b = 2;\n');
    expect(unit.items[1]).toMatchObject({
      storage: 'static',
      site: { line: 2, column: 1 },
      declarators: [{ site: { line: 3, column: 3 } }, { site: { line: 4, column: 3 } }],
    });
  });

  test('a name hides a type in its scope, and no longer', () => {
    const body = '{ int T = sizeof T; { T * T; } } T * a;';
    expect(shown(`typedef int T; void f(void) { ${body} }`)).toBe(
      'typedef T: int | f: ()void {T: int = sizeof T; {(T * T);}} a: *T;',
    );
  });

  test('a parameter and an enumeration constant hide a type', () => {
    expect(shown('typedef int T; int f(int T) { return (T) + 1; } T a;')).toBe(
      'typedef T: int | f: (T int)int return (T + 1); | a: T',
    );
    expect(shown('typedef int T; void f(void) { enum { T }; g((T) + 1); }')).toBe(
      'typedef T: int | f: ()void enum {T}; g((T + 1));',
    );
  });

  test('a type of a block ends with it', () => {
    expect(shown('void f(void) { { typedef int T; T a; } T(1); }')).toBe(
      'f: ()void {typedef T: int; a: T;} T(1);',
    );
  });

  test('a member and a label may have the name of a type', () => {
    expect(shown('typedef int T; struct s { T T; }; void f(struct s *s) { T: s->T = 1; goto T; }')).toBe(
      'typedef T: int | struct s{T T} | f: (s *struct s)void T: (s->T = 1); goto T;',
    );
  });

  test('a macro without a definition before a type is taken as empty', () => {
    expect(
      showUnit(read('static __always_inline int f(void *p) { return (__force int)g(p) + (__x)(p); }')),
    ).toEqual([
      'static f: (p *void)int return (<int>g(p) + __x(p));',
      '! 1:8 __always_inline is not defined; it is taken for an empty macro',
      '! 1:49 __force is not defined; it is taken for an empty macro',
    ]);
  });

  test('macros without a definition around declarators are taken as empty, and that is said', () => {
    expect(
      showUnit(
        read('static int __init f(void);\nvoid __iomem *a __read_mostly;\nint g(void) __acquires(x);'),
      ),
    ).toEqual([
      'static f: ()int',
      'a: *void',
      'g: ()int',
      '! 1:12 __init is not defined; it is taken for an empty macro',
      '! 2:6 __iomem is not defined; it is taken for an empty macro',
      '! 2:17 __read_mostly is not defined; it is taken for an empty macro',
      '! 3:13 __acquires is not defined; it is taken for an empty macro',
    ]);
  });
});
