import { expect, test } from 'vitest';
import { reduced, seen, unreduced } from '../interleave/gate.ts';
import { small, start } from '../interleave/small.ts';
import { inKernel } from './running.ts';

const before = '#include <linux/slab.h>\nstruct thing { int a; }; static struct kmem_cache *s, *t;';
const made = 's = KMEM_CACHE(thing, 0); t = kmem_cache_create("other", 4, 0, 0, NULL);';
const gone = 'kmem_cache_destroy(s); kmem_cache_destroy(t);';

const wrong: Readonly<Record<string, readonly [string, readonly string[], readonly string[]]>> = {
  'an object is left': [
    `void *p = kmem_cache_alloc(s, GFP_KERNEL); ${gone} kfree(p);`,
    ['kmem_cache_destroy thing: Slab cache still has objects'],
    ['warn'],
  ],
  'an object is given back to a cache that was destroyed': [
    `void *p = kmem_cache_alloc(s, GFP_KERNEL); kfree(kmem_cache_alloc(s, GFP_KERNEL)); ${gone} kmem_cache_free(s, p);`,
    ['kmem_cache_destroy thing: Slab cache still has objects'],
    ['warn'],
  ],
  'an object of a cache that was destroyed': [
    `void *p = kmem_cache_alloc(s, GFP_KERNEL); kmem_cache_destroy(s); kmem_cache_free(t, p); kmem_cache_destroy(t);`,
    [
      'kmem_cache_destroy thing: Slab cache still has objects',
      'cache_from_obj: Wrong slab cache. other but object is from thing',
    ],
    ['warn'],
  ],
  'an object of another cache': [
    `kmem_cache_free(t, kmem_cache_alloc(s, GFP_KERNEL)); ${gone}`,
    ['cache_from_obj: Wrong slab cache. other but object is from thing'],
    ['warn'],
  ],
  'an object of no cache': [
    `kmem_cache_free(t, kmalloc(4, GFP_KERNEL)); ${gone}`,
    ['cache_from_obj: Wrong slab cache. other but object is from kmalloc'],
    ['warn'],
  ],
  'an object is freed twice': [
    `void *p = kmem_cache_alloc(s, GFP_KERNEL); kmem_cache_free(s, p); kmem_cache_free(s, p); ${gone}`,
    [],
    ['double-free'],
  ],
  'an object is used once it is free': [
    `struct thing *p = kmem_cache_zalloc(s, GFP_KERNEL); kmem_cache_free(s, p); p->a = 1; ${gone}`,
    [],
    ['use-after-free'],
  ],
  'a cache is used once it is destroyed': [
    `${gone} kfree(kmem_cache_alloc(s, GFP_KERNEL));`,
    [],
    ['use-after-free'],
  ],
  'a cache is destroyed twice': [`${gone} kmem_cache_destroy(s);`, [], ['use-after-free']],
  'what an object holds was never written': [
    `struct thing *p = kmem_cache_alloc(s, GFP_KERNEL); pr_info("%d", p->a); kmem_cache_free(s, p); ${gone}`,
    ['0'],
    ['uninitialised-read'],
  ],
  'nothing is given back': [`kmem_cache_free(s, NULL); ${gone}`, [], ['null-dereference']],
};

test.each(Object.entries(wrong))('%s', (_, [body, log, kinds]) => {
  const run = inKernel(`${made} ${body}`, before);
  expect([...new Set(run.findings.map(({ kind }) => kind))]).toEqual(kinds);
  expect(run.log.filter((line) => !line.startsWith('WARNING') && !line.startsWith('BUG'))).toEqual(log);
});

test('a cache that no one destroys is told, and what a task frees while another destroys it', () => {
  const around = `${before} static struct thing *p;
int init(void) { s = KMEM_CACHE(thing, 0); p = kmem_cache_alloc(s, GFP_KERNEL); return 0; }
int a(void) { kmem_cache_free(s, p); return 0; }`;
  const kindsOf = (text: string): readonly string[] => {
    const system = small(around + text);
    const found = reduced(start(system));
    expect(seen(found)).toEqual(seen(unreduced(start(system))));
    return [...new Set(found.causes.map((cause) => cause.split(' ')[0]!))].sort();
  };
  expect(kindsOf('int b(void) { kmem_cache_destroy(s); return 0; }')).toEqual(['warn']);
  expect(kindsOf('int b(void) { return 0; }')).toEqual(['leak']);
  const own =
    'int b(void) { struct thing *q = kmem_cache_zalloc(s, GFP_KERNEL); kmem_cache_free(s, q); return 0; }';
  expect(kindsOf(`${own} int fini(void) { kmem_cache_destroy(s); return 0; }`)).toEqual([]);
});

test('a cache and what comes from it may be refused', () => {
  const text = `${before} int a(void) { void *p; s = KMEM_CACHE(thing, 0); if (!s) return -1;
p = kmem_cache_alloc(s, GFP_KERNEL); if (p) kmem_cache_free(s, p); kmem_cache_destroy(s); return p ? 0 : -2; }`;
  const { causes, ends } = reduced(start(small(text, ['a'], 1)));
  expect({ causes, ends }).toEqual({ causes: [], ends: ['[[[-1]]]', '[[[-2]]]', '[[[0]]]'] });
});
