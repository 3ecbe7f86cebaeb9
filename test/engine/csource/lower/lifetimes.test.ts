import { describe, expect, it } from 'vitest';
import { build, call, outcome } from './compiled.ts';

const note =
  'DECLARE\nstatic void note(int *p) { emit(*p); }\n#define NOTED __attribute__((cleanup(note)))\n';

describe('cleanup', () => {
  it('runs in reverse order when a scope is left by its end', () => {
    expect(
      outcome(`${note}int main(void) { { int a NOTED = 1, b NOTED = 2; } emit(9); return 0; }`).output,
    ).toEqual(['2', '1', '9']);
  });

  it('runs after the value of a return was computed', () => {
    const text = `${note}static void set(int **p) { **p = 8; }
int main(void) { int x = 5; int *q __attribute__((cleanup(set))) = &x; int a NOTED = 1; return x; }`;
    expect(outcome(text)).toEqual({ result: 5n, output: ['1'] });
  });

  it('runs at break and continue for what the loop body declared', () => {
    const text = `${note}int main(void) {
	for (int i NOTED = 100; i < 104; i++) { int a NOTED = i; if (i == 101) continue; if (i == 102) break; emit(0); }
	return 0; }`;
    expect(outcome(text).output).toEqual(['0', '100', '101', '102', '102']);
  });

  it('runs at a goto out of scopes, also back over the declaration', () => {
    const text = `${note}int main(void) {
	int n = 0;
again: ;
	int a NOTED = ++n;
	{ int b NOTED = n * 10; if (n < 2) goto again; if (n == 2) goto out; }
	emit(0);
out:
	return 0; }`;
    expect(outcome(text).output).toEqual(['10', '1', '20', '2']);
  });

  it('runs at the end of a statement expression, whose value was computed before', () => {
    const text = `${note}int main(void) { int x = ({ int a NOTED = 3; a++; a * 2; }); emit(x); return 0; }`;
    expect(outcome(text).output).toEqual(['4', '8']);
  });

  it('reads an uninitialised variable where a jump passed its declaration by', () => {
    const built = build(
      `${note}int main(int x) {\n	switch (x) {\n		int a NOTED = 3;\n	case 1: emit(7);\n	}\n	return 0; }`,
    );
    expect(call(built, 'main', 1n).findings).toMatchObject([
      { kind: 'uninitialised-read', stack: [{ function: 'note' }, { function: 'main' }] },
    ]);
    expect(call(built, 'main', 2n).findings).toEqual([]);
  });

  it('is unmodelled, at the declaration, where the function is not declared', () => {
    const built = build('int main(void) {\n	int x __attribute__((cleanup(gone))) = 1;\n	return x; }');
    expect(built.untranslated).toMatchObject([
      { reason: 'calls gone(), which the virtual kernel does not model', site: { line: 2 } },
    ]);
  });
});

describe('uninitialised variables', () => {
  const findings = (body: string, x: bigint) =>
    call(build(`int main(int x) { ${body} }`), 'main', x).findings;

  it.each([
    ['int v; if (x) v = 1; return v;', 0n],
    ['int v; v++; return v;', 0n],
    ['int v, w; for (int i = 0; i < 3; i++) { int k; if (i == 0) k = 1; w = k; } return w;', 0n],
    ['int v; goto out; v = 1; out: return v;', 0n],
    ['switch (x) { int v = 2; case 0: return v; } return 0;', 0n],
    ['char *p; return p != 0;', 0n],
    ['int v; int *p = &v; return *p;', 0n],
  ])('are found when they are read: %s', (body, x) => {
    expect(findings(body, x)).toMatchObject([{ kind: 'uninitialised-read' }]);
  });

  it.each([
    ['int v; if (x) v = 1; return v;', 1n],
    ['int v; if (x) v = 1; else v = 2; return v;', 0n],
    ['int v; switch (x) { case 0: v = 1; break; default: v = 2; } return v;', 0n],
    ['int v; do { v = x; } while (v > 3); return v;', 1n],
    ['int v; return sizeof(v);', 0n],
    ['int v, a[2]; (void)v; (void)a[1]; return x;', 0n],
    ['int v; x = (v = 3) + 1; return v + x;', 0n],
  ])('are not found where they were assigned: %s', (body, x) => {
    expect(findings(body, x)).toEqual([]);
  });

  it('are named, and checked only where no analysis shows them assigned', () => {
    const built = build(
      'int main(int x) { int sure, doubtful; sure = 1; if (x) doubtful = 2; return sure + doubtful; }',
    );
    expect(built.program.names).toContain('doubtful');
    const found = call(built, 'main', 0n).findings;
    expect(found).toMatchObject([{ kind: 'uninitialised-read', values: { name: 'doubtful' } }]);
  });
});

describe('objects in memory', () => {
  it('end with their block', () => {
    const built = build('int main(void) { int *p; { int x = 3; p = &x; } return *p; }');
    expect(call(built, 'main').findings).toMatchObject([
      { kind: 'use-after-free', detail: 'stack', object: { name: 'x' } },
    ]);
  });

  it('live on when a goto goes back within their block', () => {
    const text =
      'int main(void) { int n = 0, *p = &n; again: ; int x = 3; if (n++ == 0) { p = &x; goto again; } return *p; }';
    expect(outcome(text).result).toBe(3n);
  });

  it('get the name of the record a void pointer out of a call is taken for', () => {
    const built = build(
      'DECLARE\nstruct egm { long a; };\nint main(void) {\n	struct egm *p = ({ void *q = 0; __machine_alloc(sizeof(*p), 0); });\n	return p->a; }',
    );
    expect(call(built, 'main').findings).toMatchObject([
      { kind: 'uninitialised-read', object: { name: 'struct egm' } },
    ]);
  });
});
