import { describe, expect, test } from 'vitest';
import { type Completion, completeAt, readTopology } from '../../../../src/engine/index.ts';
import { topologyShape } from '../../../../src/engine/topology/shape.ts';
import { machine } from '../../topology/fixture.ts';

const ofDocument = topologyShape.keys.map(({ key }) => key).filter((key) => key !== 'topology');
const full = machine('gb200-egm-hypervisor');

/** The completions at the `|` of a text. */
function at(marked: string): readonly Completion[] {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completeAt(readTopology('t', text), offset);
  for (const { span } of found) {
    expect(span.start).toBeLessThanOrEqual(offset);
    expect(span.end).toBeGreaterThanOrEqual(offset);
  }
  return found;
}

const labels = (marked: string): string[] => at(marked).map(({ label }) => label);

/** The text that choosing a completion leaves, with its places filled in. */
function choose(marked: string, label: string): string {
  const found = at(marked).find((each) => each.label === label);
  expect(found, label).toBeDefined();
  const { span, insert } = found!;
  const text = marked.replace('|', '');
  const filled = insert.replace(/\$\{\d+:([^}]*)\}|\$0/g, '$1');
  return text.slice(0, span.start) + filled + text.slice(span.end);
}

const head = 'topology: 1\nsockets:\n  - socket: 0\n    pxm: 0\n';

describe('keys', () => {
  test.each<[string, string, string[]]>([
    ['of the document', 'topology: 1\n|', ofDocument],
    ['of the document, half typed', 'topology: 1\npla|\n', ofDocument],
    ['of a socket', `${head}    |`, ['memory', 'gpus']],
    ['of a socket, between others', 'sockets:\n  - socket: 0\n    |\n    gpus: []\n', ['pxm', 'memory']],
    ['of a GPU', `${head}    gpus:\n      - bdf: 0008:01:00.0\n        d|`, ['device', 'properties']],
    ['of memory in braces', `${head}    memory:\n      - { base: 0, | }`, ['size']],
    ['of memory in braces, half typed', `${head}    memory:\n      - { ba| }`, ['base', 'size']],
    ['of a table', 'retired-pages:\n  - table: 1\n    |', ['pages']],
    ['under a list at its own column', 'sockets:\n- socket: 0\n  |', ['pxm', 'memory', 'gpus']],
    ['none in a comment', `${head}    # |`, []],
    ['none under a value', `${head}      |`, []],
    ['none under an unknown key', 'other:\n  |', []],
  ])('%s', (_, marked, expected) => expect(labels(marked)).toEqual(expected));

  test('of properties leave out those that are there, and are quoted in braces', () => {
    const gpu = `${head}    gpus:\n      - bdf: 0008:01:00.0\n        properties:`;
    const block = labels(`${gpu}\n          nvidia,egm-pxm: 4\n          nv|`);
    expect(block).toHaveLength(7);
    expect(block).not.toContain('nvidia,egm-pxm');
    expect(choose(`${gpu} { | }`, 'nvidia,egm-size')).toContain('{ "nvidia,egm-size":  }');
    expect(choose(`${gpu} { "nvi|" }`, 'nvidia,egm-size')).toContain('{ "nvidia,egm-size":  }');
  });

  test('that hold more open it, indented', () => {
    expect(choose(`${head}    gp|`, 'gpus')).toBe(`${head}    gpus:\n      - `);
    expect(choose(`${head}    gpus:\n      - bdf: 0008:01:00.0\n        prop|`, 'properties')).toMatch(
      /properties:\n {10}$/,
    );
  });
});

describe('values', () => {
  test.each<[string, string, string]>([
    ['platform', 'topology: 1\nplatform: |', 'nvidia-grace'],
    ['platform, half typed', 'topology: 1\nplatform: nvi| # a comment', 'nvidia-grace'],
    ['page size', 'page-size: |', '64 KiB'],
    ['next socket', `${head}  - socket: |`, '1'],
    ['next domain', `${head}  - socket: 1\n    pxm: |`, '1'],
    ['device', `${head}    gpus:\n      - bdf: 0008:01:00.0\n        device: |`, '10de:2941'],
    ['address', `${head}    gpus:\n      - bdf: |`, '0008:01:00.0'],
    ['next address', `${head}    gpus:\n      - bdf: 0008:01:00.0\n      - bdf: |`, '0009:01:00.0'],
  ])('%s', (_, marked, expected) => expect(labels(marked)[0]).toBe(expected));

  test('host memory begins after the region', () => {
    const without = full.replace('base: 0x7040000000', 'base: |');
    expect(labels(without)[0]).toBe('0x7040000000');
  });

  test('a domain is that of the other GPU of the socket, or free', () => {
    expect(labels(full.replace('egm-pxm: 4', 'egm-pxm: |'))).toEqual(['4', '6', '0']);
  });

  test('devices have names', () => {
    const found = at(`${head}    gpus:\n      - bdf: 0008:01:00.0\n        device: |`);
    expect(found.map(({ detail }) => detail)).toContain('GB300');
  });
});

describe('snippets', () => {
  test('a GPU that fits, at a dash and without one', () => {
    for (const marked of [
      `${full.slice(0, full.indexOf('  - socket: 1'))}      - |`,
      `${full.slice(0, full.indexOf('  - socket: 1'))}      |`,
    ]) {
      const made = choose(marked, 'bdf: …');
      expect(readTopology('t', made).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(readTopology('t', made).documents[0]?.sockets[0]?.gpus).toHaveLength(3);
    }
  });

  test('a socket that fits', () => {
    const made = choose(full.replace('retired-pages:', '  - |\nretired-pages:'), 'socket: …');
    const { problems, documents } = readTopology('t', made);
    expect(problems.filter(({ severity }) => severity !== 'information')).toEqual([]);
    expect(documents[0]?.sockets).toHaveLength(3);
  });

  test('a whole machine in an empty file', () => {
    const { problems, documents } = readTopology('t', choose('|', 'topology: …'));
    expect(problems.filter(({ severity }) => severity !== 'information')).toEqual([]);
    expect(documents[0]?.sockets[0]?.gpus).toHaveLength(1);
  });
});

test('at every offset of a machine, whole or cut off there, there is an answer', () => {
  for (let offset = 0; offset <= full.length; offset += 17) {
    at(`${full.slice(0, offset)}|${full.slice(offset)}`);
    at(`${full.slice(0, offset)}|`);
  }
});
