import { describe, expect, test } from 'vitest';
import { inKernel, kinds } from './running.ts';

const records = `
struct lane { u32 speed; u32 width; };
struct board {
	u64 serial;
	struct lane lanes[4];
	u8 grid[2][3];
	u64 after[2];
	u8 tail[];
};
struct old_tail { u32 count; u32 items[0]; u32 behind; };
static struct board made;
static struct old_tail older;
static int zero;`;

/** The index and length of the findings about an index; their kinds and all details must be these alone. */
function indices(body: string) {
  const outcome = inKernel(body, records);
  expect(new Set(kinds(outcome))).toEqual(new Set(outcome.findings.length ? ['out-of-bounds'] : []));
  return outcome.findings.map(({ detail, values }) =>
    detail === 'index' ? `${values['index']} of ${values['length']}` : detail,
  );
}

describe('an index outside an array that is part of a record', () => {
  test.each([
    ['is a finding when it is read', '\tprintk("%u", made.lanes[zero + 4].speed);', ['4 of 4']],
    ['is a finding when it is written', '\tmade.lanes[zero + 5].width = 1;', ['5 of 4']],
    [
      'is a finding below zero, while the record goes on there',
      '\tmade.lanes[zero - 1].speed = 1;',
      ['-1 of 4'],
    ],
    ['is a finding when it is a constant', '\tmade.grid[1][3] = 1;', ['3 of 3']],
    ['is a finding in an inner array', '\tmade.grid[zero + 2][0] = 1;', ['2 of 2']],
    [
      'is a finding through a pointer',
      '\tstruct board *b = &made;\n\tb->lanes[zero + 4].speed = 1;',
      ['4 of 4'],
    ],
    [
      'is a finding where an address two behind is made',
      '\tstruct lane *end = &made.lanes[zero + 5];\n\tprintk("%p", end);',
      ['5 of 4'],
    ],
    [
      'is told once for a line in a loop',
      '\tfor (int i = 3; i < 6; i++)\n\t\tmade.lanes[i].speed = 1;',
      ['4 of 4'],
    ],
    ['is told as an access where it leaves the record', '\tmade.after[zero + 9] = 1;', ['write']],
  ])('%s', (_, body, expected) => {
    expect(indices(body)).toEqual(expected);
  });

  test.each([
    ['the last element', '\tmade.lanes[zero + 3].speed = 1;\n\tmade.grid[1][2] = 1;'],
    [
      'an address behind the last',
      '\tstruct lane *at = made.lanes, *end = &made.lanes[zero + 4];\n\twhile (at < end)\n\t\t(at++)->speed = 1;',
    ],
    [
      'a flexible array, in either notation',
      '\tstruct board *b = kzalloc(sizeof(*b) + 4, GFP_KERNEL);\n\tb->tail[zero + 3] = 1;\n\tkfree(b);\n\tolder.items[zero] = 1;',
    ],
    ['what is not run', '\tif (zero)\n\t\tmade.lanes[zero + 9].speed = 1;'],
    ['what is only measured', '\tprintk("%zu", sizeof(made.lanes[9].speed));'],
    [
      'an index of 64 bits and one of 8',
      '\tu64 wide = 3;\n\tu8 narrow = 3;\n\tmade.lanes[wide].speed = 1;\n\tmade.lanes[narrow].width = 1;',
    ],
  ])('is not %s', (_, body) => {
    expect(indices(body)).toEqual([]);
  });

  test('names the object, where it was allocated, and both numbers', () => {
    const body =
      '\tstruct board *b = kzalloc(sizeof(*b), GFP_KERNEL);\n\tb->lanes[zero + 4].speed = 1;\n\tkfree(b);';
    const [finding] = inKernel(body, records).findings;
    expect(finding).toMatchObject({
      object: 'struct board',
      freed: null,
      values: { index: '4', length: '4' },
    });
    expect(finding!.allocated!.line).toBe(finding!.source.line - 1);
  });
});
