import { describe, expect, it } from 'vitest';
import { link } from '../../../../src/engine/csource/lower/link.ts';
import { lowerUnit } from '../../../../src/engine/csource/lower/lower-unit.ts';
import { parseUnit } from '../../../../src/engine/csource/parse.ts';
import { build, call, outcome } from './compiled.ts';

describe('linking', () => {
  it('joins units by external names and keeps statics of one name apart', () => {
    const one = 'static int hidden = 3; int shared = 10; int get(void) { return hidden; }';
    const other =
      'static int hidden = 4; extern int shared; int get(void); int main(void) { return get() * 100 + hidden * 10 + (shared == 10); }';
    expect(call(build(one, other), 'main').result).toBe(341n);
  });

  it('finds what modules have under one static name', () => {
    const text = 'static int f(void) { return 1; } static int (*__module_init)(void) = f;';
    const built = build({ text, module: 'a' }, { text, module: 'b' });
    const [a, b] = [built.statics('a', '__module_init'), built.statics('b', '__module_init')];
    expect([a.length, b.length]).toEqual([1, 1]);
    expect(a[0]).toMatchObject({ kind: 'global' });
    expect(a[0]!.index).not.toBe(b[0]!.index);
    expect(built.program.globals[b[0]!.index]!.addresses).toEqual([
      { at: 0, value: { kind: 'function', index: built.statics('b', 'f')[0]!.index } },
    ]);
    expect(built.program.functions.map(({ module }) => module)).toEqual(['a', 'b']);
  });

  it('prefers a definition of the same module', () => {
    const get = (value: number) => `int get(void) { return ${value}; }`;
    const main = 'int get(void); int main(void) { return get(); }';
    const built = build(
      { text: get(1), module: 'a' },
      { text: get(2), module: 'b' },
      { text: main, module: 'b' },
    );
    expect(call(built, 'main').result).toBe(2n);
  });

  it('calls intrinsics by name and by address', () => {
    expect(
      outcome('DECLARE\nint main(void) { int (*f)(int) = twice; return twice(4) * 100 + f(6); }').result,
    ).toBe(812n);
  });

  it('completes tentative definitions and arrays', () => {
    const text =
      'int a; int a = 4; int b[]; int b[3]; extern int c[]; int c[] = { 1, 2 }; static int z;\nint main(void) { return a + sizeof(b) + sizeof(c) + z; }';
    expect(outcome(text).result).toBe(24n);
  });

  it('links a lowered unit into several programs', () => {
    const parse = (text: string) => parseUnit({ file: 'u.c', text, defines: new Map(), include: () => null });
    const library = { unit: lowerUnit(parse('int base(void) { return 40; }')), module: '', library: true };
    for (const plus of [1n, 2n]) {
      const driver = lowerUnit(parse(`int base(void); int main(void) { return base() + ${plus}; }`));
      const built = link([library, { unit: driver, module: 'd', library: false }], new Set());
      expect(call(built, 'main').result).toBe(40n + plus);
      expect(built.program.functions.map((each) => each.library)).toEqual([true, false]);
    }
  });

  it('makes const data read-only', () => {
    const built = build('static const int k = 3; int main(void) { *(int *)&k = 4; return k; }');
    expect(call(built, 'main').findings).toMatchObject([{ kind: 'out-of-bounds', detail: 'read-only' }]);
  });
});

describe('sites', () => {
  it('put a call over several lines at its callee', () => {
    const built = build('int main(int x)\n{\n\treturn x +\n\t\tfoo(1,\n\t\t\t2);\n}');
    expect(built.untranslated).toMatchObject([{ site: { line: 4, column: 3 } }]);
  });

  it('put a bad access at its own line', () => {
    const built = build(
      'struct s { int a; };\nint main(struct s *p)\n{\n\tint x = 1;\n\n\treturn x +\n\t\tp->a;\n}',
    );
    expect(call(built, 'main', 0n).findings).toMatchObject([
      { kind: 'null-dereference', stack: [{ site: { line: 7 } }] },
    ]);
  });
});
