import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type Random, seeded } from '../../../src/engine/base/random.ts';
import { lex } from '../../../src/engine/csource/lex.ts';
import { preprocess } from '../../../src/engine/csource/preprocess.ts';

/** The token stream that `gcc -E -P` makes of a text, or null where there is no gcc. */
function byGcc(text: string): string[] | null {
  const gcc = spawnSync('gcc', ['-E', '-P', '-undef', '-x', 'c', '-'], { input: text, encoding: 'utf8' });
  if (gcc.error !== undefined) return null;
  return lex('gcc', gcc.stdout).map((token) => token.text);
}

function byUs(text: string): string[] {
  const { tokens } = preprocess({ file: '<stdin>', text, defines: new Map(), include: () => null });
  return tokens.slice(0, -1).map((token) => token.text);
}

const hasGcc = byGcc('') !== null;

/** Each is one text, so that a difference names it. */
const tricky: Readonly<Record<string, string>> = {
  'mutual recursion': '#define f(a) a*g\n#define g(a) f(a)\nf(2)(9) g(1)(2)(3) f(f)(g)(4)',
  'the example of the standard': [
    '#define x 3\n#define f(a) f(x * (a))\n#undef x\n#define x 2\n#define g f\n#define z z[0]\n#define h g(~',
    '#define m(a) a(w)\n#define w 0,1\n#define t(a) a\n#define p() int\n#define q(x) x\n#define r(x,y) x ## y\n#define str(x) # x',
    'f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);',
    'g(x+(3,4)-w) | h 5) & m\n(f)^m(m);',
    'p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };',
    'char c[2][6] = { str(hello), str() };',
  ].join('\n'),
  'strings of the standard': [
    '#define str(s) # s\n#define xstr(s) str(s)\n#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", x ## s, x ## t)',
    '#define INCFILE(n) vers ## n\n#define glue(a, b) a ## b\n#define xglue(a, b) glue(a, b)\n#define HIGHLOW "hello"\n#define LOW LOW ", world"',
    'debug(1, 2);\nfputs(str(strncmp("abc\\0d", "abc", \'\\4\') == 0) str(: @\\n), s);',
    'xstr(INCFILE(2).h)\nglue(HIGH, LOW);\nxglue(HIGH, LOW)',
  ].join('\n'),
  'pasting of nothing':
    '#define t(x,y,z) x ## y ## z\nt(1,2,3) t(,4,5) t(6,,7) t(8,9,) t(10,,) t(,11,) t(,,12) t(,,) end',
  'hash hash of the standard':
    '#define hash_hash # ## #\n#define mkstr(a) # a\n#define in_between(a) mkstr(a)\n#define join(c, d) in_between(c hash_hash d)\njoin(x, y)',
  'variable arguments':
    '#define a(...) <__VA_ARGS__>\n#define b(x, ...) x<__VA_ARGS__>\n#define c(x, y...) x<y>\na() a(1) a(1,2) a((1,2),3) b(1) b(1,) b(1,2,3) c(1,2) c(1,2,(3,4))',
  'GNU comma':
    '#define a(f, ...) g(f, ## __VA_ARGS__)\n#define b(f, r...) g(f, ## r)\n#define c(...) g(0, ## __VA_ARGS__)\na(1) a(1,) a(1,2) a(1,2,3) b(1) b(1,) b(1,2) c() c(1) c(1,2) a(,) b()',
  'GNU comma with macros in the arguments':
    '#define one 1\n#define id(x) x\n#define p(a, b...) f(a, ##b)\np(one) p(one, one) p(1, p(2, one)) p(1, id(p)(2, 3)) p(id(1), id(2))',
  VA_OPT:
    '#define F(a,...) f(0 __VA_OPT__(,) __VA_ARGS__)\n#define G(X, ...) f(0, X __VA_OPT__(,) __VA_ARGS__)\n#define S(s, ...) x s __VA_OPT__(= { __VA_ARGS__ })\n#define E\nF(a, b, c) F() F(E) G(a, b) G(a, ) G(a) S(foo) S(bar, 1, 2)',
  'VA_OPT and pasting':
    '#define H(X, ...) X __VA_OPT__(b X) ## c\n#define J(X, ...) a ## __VA_OPT__(x X) b\nH(a, 1) H(a) J(q, 1) J(q)',
  'arguments are expanded apart':
    '#define f(x) x x\n#define g(x) f(x)\n#define h f(\ng(g(1)) f(f(f(a))) h 1) h f(2))',
  'a name whose arguments come later':
    '#define f(x) <x>\n#define g f\n#define e\ng(1) g e (2) f\n\n(3) f e (4) e f(5)',
  'arguments over lines and directives': '#define f(x, y) [x|y]\nf(1\n,\n#if 0\n2\n#else\n3\n#endif\n)',
  'redefinition in arguments': '#define a 1\n#define f(x) x a\nf(a)\n#undef a\n#define a 2\nf(a)',
  counter:
    '#define cat(a, b) a ## b\n#define cat2(a, b) cat(a, b)\n#define u(x) cat2(x, __COUNTER__)\nu(a) u(b) cat(c, __COUNTER__) u(d)',
  'lines of calls': '__LINE__\n#define l __LINE__\nl l\n\n__LINE__',
  'spaces in strings':
    '#define s(x...) #x\n#define t(x...) s(x)\n#define e\n#define i(x) x\ns( a+b ) s(a + b) s(a\n+\tb) t(a e b) t(e) t(i(a)b) t(i( a )b) t(i()b) t(a i() b) s(a,b) s(a , b) s("a\\"b" \'\\\\\') s() s(a /* x */ b)',
  'commas in brackets': '#define f(x, y) x;y\nf([1, 2) f({1, 2}) f((1, 2), 3)',
  'the option test':
    '#define P1 0,\n#define second(a, b, ...) b\n#define test(x) test1(x)\n#define test1(v) test2(P##v)\n#define test2(j) second(j 1, 0)\n#define A 1\ntest(A) test(B)',
  'counting arguments':
    '#define n(...) n1(__VA_ARGS__, 3, 2, 1)\n#define n1(a, b, c, d, ...) d\nn(x) n(x, y) n(x, y, z)',
  'maps by deferral':
    '#define e(...) e1(e1(e1(__VA_ARGS__)))\n#define e1(...) __VA_ARGS__\n#define empty()\n#define defer(x) x empty()\n#define loop() again\n#define again(n) n defer(loop)()(n)\ne(again(7))',
  'pastes that make macros':
    '#define AB [AB]\n#define c(x, y) x ## y\n#define d(x, y) c(x, y)\n#define A B\nc(A, B) d(A, B) c(c, (A, B)) d(d, d)',
  'pastes of operators':
    '#define c(x, y) x ## y\nc(+, +) c(-, >) c(<, <=) c(., 5) c(1, .) c(1e, 5) c(|, =) c(#, #)',
  conditions:
    '#if 1 == 1L && (2 > 1 ? 3 : 4) == 3 && -1 > 0u\na\n#elif 1\nb\n#endif\n#if !defined(x) || x\nc\n#endif\n#if 0x10 == 020 && 0b11 == 3\nd\n#endif',
  'a keyword as a macro': '#define int long\n#define if(x) while (x)\nint a; if (b) c; if d;',
  'numbers that are none': '#define e 3\n#define x1 y\n0x1e+e 1.e 1e+e .5e 0x1 .e 1..2',
  'comments and continuations':
    '#define f(x) x /* a */ + \\\n  1 // b \\\n  c\nf(1) f/**/(2) a\\\nb /\\\n* c *\\\n/ d',
};

const uses = 40;

/** The tokens of each use: they end in an `@`. */
function perUse(tokens: readonly string[]): string[] {
  return tokens.join(' ').split('@');
}

/** Random macros over a small alphabet, so that names meet each other often; brackets are balanced. */
function randomText(random: Random): string {
  const names = ['a', 'b', 'c', 'f', 'g', 'h'];
  const arity = names.map(() => random.pick([null, null, 0, 1, 1, 2]));
  const word = (parameters: readonly string[], depth: number): string => {
    const at = random.below(names.length + parameters.length * 2 + 1);
    if (at === 0) return random.pick(['1', '+', 'z']);
    if (at > names.length) return random.pick(parameters);
    const takes = arity[at - 1]!;
    const name = names[at - 1]!;
    if (takes === null || depth > 1 || random.below(4) === 0) return name;
    const args = Array.from({ length: takes }, () => words(parameters, depth + 1));
    return `${name}${random.pick(['', ' '])}(${args.join(',')})`;
  };
  const words = (parameters: readonly string[], depth: number): string => {
    const parts = Array.from({ length: 1 + random.below(2) }, () => word(parameters, depth));
    if (random.below(5) === 0) parts[0] = `(${parts[0]})`;
    return parts.join(random.pick([' ', ' ', '\t', '+']));
  };
  let text = '';
  names.forEach((name, at) => {
    const parameters = ['x', 'y'].slice(0, arity[at] ?? 0);
    let body = words(parameters, 0);
    if (parameters.length > 0 && random.below(3) === 0)
      body += random.pick([' #x', ' x##x', ' x ## 1', ' q##x']);
    text += `#define ${name}${arity[at] === null ? '' : `(${parameters.join(', ')})`} ${body}\n`;
  });
  for (let line = 0; line < uses; line++) text += `${words([], 0)} ${words([], 0)} (${words([], 0)}) @\n`;
  return text;
}

describe.skipIf(!hasGcc)('macro expansion equals that of gcc -E (skipped where there is no gcc)', () => {
  test.each(Object.entries(tricky))('%s', (_name, text) => {
    expect(byUs(text)).toEqual(byGcc(text));
  });

  test('random macros, in the uses that gcc finds no mistake in', () => {
    const seed = 20_260_222;
    const random = seeded(seed);
    let compared = 0;
    for (let round = 0; round < 25; round++) {
      const text = randomText(random);
      const gcc = spawnSync('gcc', ['-E', '-P', '-undef', '-x', 'c', '-'], { input: text, encoding: 'utf8' });
      if (gcc.error !== undefined) continue;
      const mistaken = new Set(
        Array.from(gcc.stderr.matchAll(/<stdin>:(\d+):\d+: error/g), (match) => Number(match[1])),
      );
      const theirs = perUse(lex('gcc', gcc.stdout).map((token) => token.text));
      const ours = perUse(byUs(text));
      const first = text.split('\n').length - uses;
      for (let use = 0; use < uses; use++) {
        // Some random macros grow beyond what either of the two makes of them.
        if (mistaken.has(first + use) || ours[use]!.includes('expand to more than')) continue;
        compared++;
        expect(ours[use], `seed ${seed}, round ${round}, use ${use}:\n${text}`).toBe(theirs[use]);
      }
    }
    expect(compared).toBeGreaterThan(300);
  });
});
