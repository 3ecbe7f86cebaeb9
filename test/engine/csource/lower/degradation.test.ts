import { describe, expect, it } from 'vitest';
import { build, call, untranslated } from './compiled.ts';

describe('C outside the subset', () => {
  it('ends the run at the call of a function that is not declared, and only there', () => {
    const built = build('DECLARE\nint main(int x)\n{\n\temit(1);\n\tif (x)\n\t\tpci_foo(x);\n\treturn 5;\n}');
    expect(untranslated(built)).toEqual(['6: calls pci_foo(), which the virtual kernel does not model']);
    expect(call(built, 'main', 0n)).toMatchObject({ end: 'done', result: 5n, output: ['1'], findings: [] });
    const reached = call(built, 'main', 1n);
    expect(reached).toMatchObject({ end: 'killed', output: ['1'] });
    expect(reached.findings).toMatchObject([
      { kind: 'opaque-reached', stack: [{ function: 'main', site: { line: 6, column: 3 } }] },
    ]);
  });

  it('treats a declared function that no unit defines alike', () => {
    const built = build('int pci_foo(int);\nint main(int x) { return x ? pci_foo(x) : 4; }');
    expect(untranslated(built)).toEqual(['2: calls pci_foo(), which the virtual kernel does not model']);
    expect(call(built, 'main', 0n).result).toBe(4n);
    expect(call(built, 'main', 1n).end).toBe('killed');
  });

  it('carries on with what an unmodelled call returns, whatever is done with it', () => {
    const text = `struct s { int a; struct s *next; };
int main(int x)
{
	struct s *p;
	if (x) {
		p = find(x);
		p->a = find(x)->next->a + find(2)[3] * 2;
		return get(x) == 5 || IS_SET(x) ? -1 : get(p->next);
	}
	return 6;
}`;
    const built = build(text);
    expect(built.untranslated.every(({ reason }) => reason.startsWith('calls '))).toBe(true);
    expect(call(built, 'main', 0n).result).toBe(6n);
  });

  it.each([
    [
      'an undeclared name',
      'int f(void)\n{\n\treturn PAGE_COLOR;\n}',
      '3: uses PAGE_COLOR, which is not declared',
    ],
    [
      'the address of a bit-field',
      'struct s { int a : 3; };\nint f(struct s *p)\n{\n\treturn *&p->a;\n}',
      '4: asks for the address of bit-field a: C has none',
    ],
    [
      'READ_ONCE() of a bit-field',
      '#define READ_ONCE(x) ((typeof(x))*(volatile typeof(x) *)&(x))\nstruct s { int a : 3; };\nint f(struct s *p)\n{\n\treturn READ_ONCE(p->a);\n}',
      '5: asks for the type of bit-field a, as READ_ONCE(), WRITE_ONCE(), min() and max() do: C has none',
    ],
    [
      'a bit-field that is wider than its type',
      'struct s { int a : 33; };\nint f(struct s *p)\n{\n\treturn p->a;\n}',
      '1: bit-field a is 33 bits wide, and its type has 32',
    ],
    [
      'a bit-field of a pointer',
      'struct s { void *a : 8; };\nint f(struct s *p)\n{\n\treturn p->a != 0;\n}',
      '1: bit-field a is not of an integer type',
    ],
    [
      'a member that is not there',
      'struct s { int a; };\nint f(struct s *p)\n{\n\treturn p->b;\n}',
      '4: struct s has no member b',
    ],
    [
      'an incomplete type',
      'struct s;\nint f(struct s *p)\n{\n\treturn p->b;\n}',
      '4: struct s is not defined',
    ],
    ['a label that is not there', 'int f(void)\n{\n\tgoto out;\n}', '3: goto out, a label that is not there'],
    [
      'a variable-length array',
      'int f(int n)\n{\n\tint a[n];\n\treturn a[0];\n}',
      '3: the length of an array is not a constant',
    ],
  ])('makes a function with %s opaque, with the reason at its line', (_what, text, reason) => {
    const built = build(`${text}\nint g(void) { return 3; }\nint main(int x) { return x ? f(0) : g(); }`);
    expect(untranslated(built)).toContain(reason);
    expect(call(built, 'main', 0n).result).toBe(3n);
    const reached = call(built, 'main', 1n);
    expect(reached.findings).toMatchObject([{ kind: 'opaque-reached', values: { function: 'f' } }]);
  });

  it('keeps a function whose type is outside the subset callable, and finds it there', () => {
    const built = build('unknown_t f(int x) { return x; }\nint main(int x) { if (x) f(1); return 2; }');
    expect(call(built, 'main', 0n).result).toBe(2n);
    expect(call(built, 'main', 1n).findings).toMatchObject([{ kind: 'opaque-reached' }]);
  });

  it('leaves out the initializer of a member a slim struct does not have, and says so', () => {
    const built = build(
      'struct ops { int a, b; };\nstruct ops o = {\n\t.a = 1,\n\t.open = open_it,\n\t.b = 2,\n};\nint main(void) { return o.a * 10 + o.b; }',
    );
    expect(untranslated(built)).toEqual([
      '4: struct ops has no member open here; its initializer is left out',
    ]);
    expect(call(built, 'main').result).toBe(12n);
  });

  it('gives the address of what no unit defines, and finds its use', () => {
    const text = `extern int later(int); extern int nowhere;
static int (*open)(int) = later; static int *where = &nowhere;
int main(int x)
{
	if (x == 1) return open(3);
	if (x == 2) return *where;
	return x == 3 ? nowhere : 7;
}`;
    const built = build(text);
    expect(call(built, 'main', 0n).result).toBe(7n);
    expect(call(built, 'main', 1n).findings).toMatchObject([
      { kind: 'opaque-reached', values: { function: 'later' } },
    ]);
    expect(call(built, 'main', 2n).findings).toMatchObject([{ kind: 'out-of-bounds', detail: 'wild' }]);
    expect(call(built, 'main', 3n).findings).toMatchObject([
      { kind: 'opaque-reached', values: { reason: 'uses nowhere, which the virtual kernel does not model' } },
    ]);
  });

  it('survives a name declared as two things, and two definitions', () => {
    const built = build(
      'int f;\nint f(void) { return 1; }\nint g(void) { return 2; }\nint g(void) { return 3; }\nint main(void) { return g(); }',
    );
    expect(untranslated(built)).toEqual([
      '2: f is declared as int before',
      '4: g is defined twice; the first one counts',
    ]);
    expect(call(built, 'main').result).toBe(2n);
  });

  it('does not look at what headers bring and nobody uses', () => {
    const headers = {
      'a.h':
        'static int unused(void) { return WHATEVER; }\nstatic int used(void) { return 4; }\nstatic struct nothing n;',
    };
    const built = build({ text: '#include <a.h>\nint main(void) { return used(); }', headers });
    expect(untranslated(built)).toEqual([]);
    expect(built.program.functions.map(({ name }) => name)).toEqual(['main', 'used']);
  });
});

describe('hostile C', () => {
  it('refuses objects larger than the limit without allocating them', () => {
    const text =
      'char all[1UL << 40];\nint f(void)\n{\n\tchar x[1UL << 40];\n\treturn x[0];\n}\nint main(void) { return sizeof(char[1UL << 40]) >> 38; }';
    const built = build(text);
    expect(untranslated(built)).toContain('1: an object of 1099511627776 bytes is too large');
    expect(untranslated(built)).toContain('4: an object of 1099511627776 bytes is too large');
    expect(call(built, 'main').result).toBe(4n);
  });

  it.each([
    ['a sum of 20,000 terms', `return ${'x + '.repeat(20_000)}x;`],
    ['3,000 nested statement expressions', `return ${'({ '.repeat(3_000)}x${'; })'.repeat(3_000)};`],
    ['nested typeof', `return ${'sizeof(__typeof__('.repeat(300)}x${'))'.repeat(300)};`],
    ['nested compound literals', `return ${'((int){'.repeat(3_000)}x${'})'.repeat(3_000)};`],
    ['nested blocks', `${'{'.repeat(3_000)}x = 1;${'}'.repeat(3_000)} return x;`],
    ['an endless designated range', 'static int a[1 << 20] = { [0 ... (1 << 20) - 1] = 5 }; return a[3];'],
  ])('ends with a reason or a result: %s', (_what, body) => {
    const built = build(`int f(int x) { ${body} }\nint main(void) { return 3; }`);
    expect(call(built, 'main').result).toBe(3n);
  });

  it('follows a long else-if chain', () => {
    const chain = Array.from({ length: 200 }, (_, at) => `if (x == ${at}) return ${at + 1};`).join(' else ');
    const built = build(`int main(int x) { ${chain} return -1; }`);
    expect([call(built, 'main', 199n).result, call(built, 'main', 5_000n).result]).toEqual([200n, -1n]);
  });

  it('refuses structs nested in a chain of thousands', () => {
    const chain = Array.from({ length: 5_000 }, (_, at) => `struct s${at + 1} { struct s${at} a; };`).join(
      '\n',
    );
    const built = build(
      `struct s0 { int x; };\n${chain}\nint f(void) { return sizeof(struct s5000); }\nint main(void) { return 2; }`,
    );
    expect(call(built, 'main').result).toBe(2n);
  });

  it.each([
    [
      'an unknown type',
      'struct s {\n\tint a;\n\tfoo_t b;\n};\nstatic struct s one;\nstatic struct s two = { 1 };',
      ['3: unknown type foo_t'],
    ],
    [
      'a record that nobody defines',
      'struct s {\n\tint a;\n\tstruct gone b;\n};\nstatic struct s one, two;',
      ['3: struct gone is not defined'],
    ],
    [
      'a record with such a member',
      'struct in { foo_t x; };\nstruct s {\n\tint a;\n\tstruct in b;\n};\nstatic struct s one, two;',
      ['1: unknown type foo_t'],
    ],
  ])('tells of a member with %s once, whatever uses the record', (_what, text, told) => {
    const built = build(`${text}
int f(struct s *p)
{
	return p->a;
}
int g(struct s *p)
{
	return sizeof(*p) + f(p);
}
int h(void)
{
	return one.a + f(&two);
}
int main(int x)
{
	return x ? f(0) + g(0) + h() : 3;
}`);
    expect(untranslated(built)).toEqual(told);
    expect(call(built, 'main', 0n).result).toBe(3n);
  });

  it('takes a pointer to an unknown type as a pointer', () => {
    const built = build(`struct s {
	foo_t *a;
	int b;
};
int f(struct s *p)
{
	return p->a->x;
}
int main(int x)
{
	struct s s = { .b = 7 };
	return x ? f(&s) : s.b + sizeof(s) + !s.a;
}`);
    expect(untranslated(built)).toEqual(['2: unknown type foo_t']);
    expect(call(built, 'main', 0n).result).toBe(24n);
  });
});
