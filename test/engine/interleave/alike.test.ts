import { describe, expect, test } from 'vitest';
import { exchanged, reduced, type Searched } from './gate.ts';
import { mutants } from './mutants.ts';
import { type Small, small, start } from './small.ts';
import { subjects } from './subjects.ts';

/*
 * States that differ in which of like tasks is which are taken for one: the causes and ends must be those of a search
 * that tells all tasks apart, also where tasks are alike in most they do, and not in all.
 */

function compare(system: Small): { exchanged: ReturnType<typeof exchanged>; reduced: Searched } {
  const found = { exchanged: exchanged(start(system)), reduced: reduced(start(system)) };
  const { causes, ends, complete } = found.exchanged;
  expect({ causes, ends, complete }).toEqual({
    causes: found.reduced.causes,
    ends: found.reduced.ends,
    complete: true,
  });
  return found;
}

const three = ['f(1)', 'f(2)', 'f(3)'];

/** Things of one kind, each of its own task, in a list under a lock. */
const listed = `struct thing { struct list_head link; int number; };
static LIST_HEAD(all);
static DEFINE_MUTEX(lock);
int f(int who)
{
	struct thing *thing = kzalloc(sizeof(*thing), GFP_KERNEL);
	if (!thing)
		return -ENOMEM;
	mutex_lock(&lock);
	list_add_tail(&thing->link, &all);
	mutex_unlock(&lock);
	thing->number = who;
	mutex_lock(&lock);
	list_del(&thing->link);
	mutex_unlock(&lock);
	kfree(thing);
	return 0;
}
int fini(void) { return list_empty(&all); }
`;

/** Each task has a row of a table of its own. */
const table = `static int rows[4], taken;
static DEFINE_MUTEX(lock);
int f(int who)
{
	mutex_lock(&lock);
	rows[who] = 5;
	taken++;
	mutex_unlock(&lock);
	mutex_lock(&lock);
	taken -= rows[who] == 5;
	mutex_unlock(&lock);
	return 0;
}
int fini(void) { return taken; }
`;

describe('tasks that are alike', () => {
  test.each(Object.entries({ listed, table }))('%s: one stands for the others', (_, text) => {
    const found = compare(small(text, three));
    expect(found.exchanged.causes).toEqual([]);
    expect(found.exchanged.exchanges).toBe(2);
    expect(found.exchanged.states).toBeLessThan(found.reduced.states);
  });

  test('with calls that fail', () => {
    const found = compare(small(listed, three, 1));
    expect(found.exchanged.exchanges).toBe(2);
    expect(found.exchanged.states).toBeLessThan(found.reduced.states);
  });

  test('what one of them breaks is found, and once', () => {
    const unlocked = listed.replace('\tmutex_lock(&lock);\n\tlist_del', '\tlist_del');
    expect(compare(small(unlocked, three.slice(1))).exchanged.causes).not.toEqual([]);
  });
});

test('fields that race are told one by one, also where like tasks race for them', () => {
  const text = `static struct fields { int none, one, two; } shared;
int f(int who)
{
	*(&shared.none + who) = 3;
	return *(&shared.none + 3 - who) == 4;
}
`;
  const { causes } = compare(small(text, ['f(1)', 'f(2)'])).exchanged;
  expect(causes).toEqual([
    expect.stringContaining('race shared.one'),
    expect.stringContaining('race shared.two'),
  ]);
});

/** What one writes is the image of what the other does only beside what a third has written. */
const halves = `static struct { int a; int b; } x;
static int count;
static atomic_t tick;
static DEFINE_MUTEX(lock);
int f(int who)
{
	mutex_lock(&lock);
	x.a = who;
	count++;
	mutex_unlock(&lock);
	atomic_inc(&tick);
	mutex_lock(&lock);
	if (x.b == 1 && x.a == 2)
		WARN_ON(1);
	mutex_unlock(&lock);
	return 0;
}
int g(void)
{
	mutex_lock(&lock);
	if (count == 1) {
		x.a = 1;
		x.b = 1;
	}
	mutex_unlock(&lock);
	return 0;
}
`;

test('half of 64 bits has one image, or who writes it has to know the other', () => {
  const { exchanges, causes } = compare(small(halves, ['f(1)', 'f(2)', 'g'])).exchanged;
  expect(causes).toEqual([expect.stringMatching(/^warn /)]);
  expect(exchanges).toBe(0);
});

/** By what each of these is not like the others. */
const unlike: Readonly<Record<string, string>> = {
  'one does more than the others': table.replace('taken++;', 'taken += who == 3 ? 2 : 1;'),
  'one breaks a rule': table.replace('taken++;', 'taken++; if (who == 3) kfree(&lock);'),
  'one breaks a rule when it comes late': table.replace(
    'taken++;',
    'taken++; if (who == 2 && taken == 3) kfree(&lock);',
  ),
  'the order of numbers matters': table.replace(
    'taken++;',
    'taken++; if (who == 1 && rows[3]) WARN_ON(rows[2]);',
  ),
  'what it is called goes into a result': table.replace('return 0;', 'return who == 2;'),
  'one waits for another lock': table
    .replace('static DEFINE_MUTEX(lock);', 'static DEFINE_MUTEX(lock);\nstatic DEFINE_MUTEX(other);')
    .replace('mutex_lock(&lock);\n\trows', 'if (who == 3) mutex_lock(&other);\n\tmutex_lock(&lock);\n\trows')
    .replace('return 0;', 'if (who == 3) mutex_unlock(&other);\n\treturn 0;'),
  'one knows its number by a sum': table
    .replace('taken++;', 'taken += who * who;')
    .replace('taken -= ', 'taken -= who * who * '),
  'two share a row': table.replaceAll('rows[who]', 'rows[who / 2]'),
};

describe('tasks that are not alike', () => {
  test.each(Object.entries(unlike))('%s', (_, text) => {
    expect(compare(small(text, three)).exchanged.exchanges).toBeLessThan(2);
  });
});

/*
 * Each takes the next free number from its own on. One finds its own taken, and depends on one more, which `g` takes: the
 * two do the same until it has.
 */
const numbered = `static DEFINE_IDA(ida);
static int first[] = { 0, FIRST };
int init(void) { return ida_alloc_range(&ida, 4, 4, GFP_KERNEL) < 0; }
int f(int who)
{
	int number = ida_alloc_range(&ida, first[who], 9, GFP_KERNEL);
	if (number == 6)
		WARN_ON(1);
	ida_free(&ida, number);
	return 0;
}
int g(void)
{
	ida_alloc_range(&ida, 5, 5, GFP_KERNEL);
	return 0;
}
`;

test.each(['2, 4', '4, 2'])('one that depends on more than its like (%s) is told from it', (first) => {
  const text = numbered.replace('FIRST', first);
  const found = compare({ text, phases: [['init'], ['f(1)', 'f(2)', 'g']] });
  expect(found.exchanged.causes).toEqual([expect.stringMatching(/^warn /)]);
  expect(found.exchanged.exchanges).toBe(0);
});

test('that one depends on more is seen where it never makes a difference', () => {
  const text = numbered.replace('FIRST', '2, 4');
  expect(compare({ text, phases: [['init'], ['f(1)', 'f(2)']] }).exchanged.exchanges).toBe(0);
});

const seeds = Array.from({ length: Number(process.env['GATE_SEEDS'] ?? 1) }, (_, index) => 900 + index);

describe.each(Object.entries(subjects))('%s, the same three times', (_, subject) => {
  test.each(mutants(subject, seeds))('when $change (seed $seed)', { timeout: 60_000 }, ({ text }) => {
    const [task] = subject.tasks;
    compare(small(text, [task!, task!, task!], subject.faults));
  });
});
