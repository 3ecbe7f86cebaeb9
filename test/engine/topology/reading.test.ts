import { expect, test } from 'vitest';
import { type Problem, readTopology, regionsOf, showProblem } from '../../../src/engine/index.ts';
import { machine } from './fixture.ts';

const codesOf = (text: string): string[] => readTopology('a', text).problems.map(({ code }) => code);

const small = `topology: 1
sockets:
  - socket: 0
    pxm: 0
    gpus:
      - bdf: 0008:01:00.0
`;

function withProperties(lines: string): string {
  return `${small}        properties:\n${lines.replaceAll(/^/gm, '          ')}\n`;
}

function propertiesOf(text: string): unknown[] {
  const properties = readTopology('a', text).documents[0]?.sockets[0]?.gpus[0]?.properties ?? [];
  return properties.map(({ key, value }) => [key, value.value]);
}

test('a machine is read as it stands', () => {
  const [topology] = readTopology('dir/a.topology.yaml', machine('gb200-egm-hypervisor')).documents;
  expect(topology).toMatchObject({
    path: 'dir/a.topology.yaml',
    document: 0,
    name: 'GB200 tray',
    pageSize: 0x10000n,
  });
  expect(topology?.platform?.value).toBe('nvidia-grace');
  expect(topology?.retiredPages[0]?.pages.map(({ value }) => value)).toEqual([0x90000000n]);
  const [first, second] = topology!.sockets;
  expect([first?.socket?.value, first?.pxm?.value, second?.socket?.value]).toEqual([0n, 0n, 1n]);
  expect(first?.memory.map(({ base, size }) => [base?.value, size?.value])).toEqual([
    [0x7040000000n, 0x800000000n],
  ]);
  expect(first?.gpus.map(({ bdf, device }) => [bdf?.value, device?.value])).toEqual([
    ['0008:01:00.0', '10de:2941'],
    ['0009:01:00.0', '10de:2941'],
  ]);
  expect(first?.gpus[0]?.properties.at(-1)?.key).toBe('nvidia,egm-retired-pages-data-base');
});

test('one slip is one syntax error, not one for every line after it', () => {
  const text = machine('gb200-egm-hypervisor');
  const errors = (broken: string): number => codesOf(broken).filter((code) => code === 'yaml/syntax').length;
  expect(errors(text.replace('sockets:', 'sockets: ['))).toBe(1);
  expect(errors(text.replace('base: 0x7040000000', '[base: 0x7040000000'))).toBe(1);
  expect(errors(`a comment that\ncontinues here\n${text}`)).toBe(1);
  expect(errors(text.replaceAll('    pxm: ', '\tpxm: '))).toBeGreaterThan(1);
  expect(errors(`${small}     - b\n---\n${small}     - b\n`)).toBe(2);
});

test('a GPU without a BDF is called so, not by its socket', () => {
  const text = `${small}      - device: 10de:2941\n        properties:\n          nvidia,egm-pxm: 4\n`;
  const [problem] = readTopology('a', text).problems.filter(({ code }) => code === 'spa/missing-base');
  expect(showProblem(problem!).message).toMatch(/^GPU without a BDF \(socket 0\) names EGM PXM 4/);
});

test('places are exact', () => {
  const text = machine('gb200-egm-hypervisor');
  const gpu = readTopology('a', text).documents[0]!.sockets[1]!.gpus[1]!;
  const slice = ({ place }: { place: { span: { start: number; end: number } } }): string =>
    text.slice(place.span.start, place.span.end);
  expect(slice(gpu.bdf!)).toBe('0019:01:00.0');
  expect(
    gpu.properties.map(({ keyPlace, value }) => [slice({ place: keyPlace }), slice(value)]),
  ).toContainEqual(['nvidia,egm-size', '0x6fc0000000']);
});

test.each([
  ['0x20000000000001', 0x20000000000001n],
  ['0xFFFFFFFFFFFF0000', 0xffffffffffff0000n],
  ['9007199254740993', 0x20000000000001n],
  ['18446744073709551615', 0xffffffffffffffffn],
])('%s keeps all its 64 bits', (written, value) => {
  expect(propertiesOf(withProperties(`nvidia,egm-pxm: ${written}\nother,key: ${written}`))).toEqual([
    ['nvidia,egm-pxm', value],
    ['other,key', value],
  ]);
});

test('the driver sees strings, and neither malformed nor absent values', () => {
  const text = withProperties(
    [
      'nvidia,egm-pxm: "4"',
      'nvidia,egm-size: 0x1x',
      'nvidia,egm-base-pa:',
      'nvidia,gpu-mem-size: four',
      'nvidia,gpu-mem-base-pa: |',
      '  5',
      'other,float: 1.5',
      'other,list: [1]',
      'nvidia,new: 7',
      'nvidia,egm-pxm: 5',
    ].join('\n'),
  );
  expect(propertiesOf(text)).toEqual([
    ['nvidia,egm-pxm', '4'],
    ['nvidia,gpu-mem-size', 'four'],
    ['nvidia,gpu-mem-base-pa', '5\n'],
    ['other,float', '1.5'],
    ['nvidia,new', 7n],
  ]);
});

test('a malformed bdf is not registered, but shown', () => {
  const gpu = readTopology('a', small.replace('01:00.0', '01:20.0')).documents[0]?.sockets[0]?.gpus[0];
  expect(gpu).toMatchObject({ bdf: null, written: '0008:01:20.0' });
});

test('hex in a bdf and a device id is taken in lower case', () => {
  const text = `${small.replace('0008:01:00.0', '00A8:0B:1F.7')}        device: 10DE:31C2\n`;
  const gpu = readTopology('a', text).documents[0]?.sockets[0]?.gpus[0];
  expect(gpu).toMatchObject({
    bdf: { value: '00a8:0b:1f.7' },
    device: { value: '10de:31c2' },
    written: '00A8:0B:1F.7',
  });
});

test.each([
  '0008:01:00.8',
  '0008:01:00',
  '008:01:00.0',
  '00008:01:00.0',
  '0008:1:00.0',
  '0008:01:0.0',
  'g008:01:00.0',
])('%s is not a bdf', (bdf) =>
  expect(codesOf(small.replace('0008:01:00.0', bdf))).toEqual(['shape/malformed-bdf']),
);

test('each document is a machine of its own', () => {
  const reading = readTopology('a', `${small}---\n${small}...\n---\n# nothing\n---\nkind: Pod\n`);
  expect(reading.documents.map(({ document, sockets }) => [document, sockets.length])).toEqual([
    [0, 1],
    [1, 1],
    [2, 0],
    [3, 0],
  ]);
  expect(reading.problems.map(({ code }) => code)).toEqual(['shape/not-a-topology']);
});

test.each([
  ['', 0],
  ['\n\n', 0],
  ['# only a comment\n', 0],
  ['---\n', 1],
  ['~', 1],
])('%j has no socket and no problem', (text, documents) => {
  const reading = readTopology('a', text);
  expect(reading.documents).toHaveLength(documents);
  expect(reading.documents.every(({ sockets }) => sockets.length === 0)).toBe(true);
  expect(reading).toMatchObject({ problems: [], syntaxError: false });
});

test('CRLF and a byte-order mark change nothing but offsets', () => {
  const text = machine('gb200-egm-hypervisor').replace('nvidia,egm-size: 0x6fc0000000', 'nvidia,egm-size: 0');
  const plain = readTopology('a', text);
  const crlf = readTopology('a', `\ufeff${text.replaceAll('\n', '\r\n')}`);
  const values = (problems: readonly Problem[], source: string): string[] =>
    problems.map(({ code, place }) => `${code} ${source.slice(place.span.start, place.span.end)}`);
  expect(values(crlf.problems, crlf.text)).toEqual(values(plain.problems, plain.text));
  expect(plain.problems.length).toBeGreaterThan(0);
  expect(regionsOf(crlf.documents[0]!).map(({ pxm, size }) => [pxm, size])).toEqual(
    regionsOf(plain.documents[0]!).map(({ pxm, size }) => [pxm, size]),
  );
});

test('a tab is a syntax error, and what stands before it is read', () => {
  const reading = readTopology('a', `${small}\t      - bdf: 0009:01:00.0\n`);
  expect(reading.syntaxError).toBe(true);
  expect(reading.documents[0]?.sockets[0]?.gpus[0]?.bdf?.value).toBe('0008:01:00.0');
});

test('a syntax error that is silenced still tells that the text is broken', () => {
  const reading = readTopology('a', `${small}# driver-model-ignore: yaml/syntax\n  %: [\n`);
  expect(reading).toMatchObject({ problems: [], syntaxError: true });
});

test('values behind an alias are read, and stand where the alias stands', () => {
  const text = `topology: 1
sockets:
  - socket: &zero 0
    pxm: *zero
    gpus:
      - bdf: 0008:01:00.0
        properties: &given { 'nvidia,egm-pxm': 4 }
      - bdf: 0009:01:00.0
        properties: *given
`;
  const socket = readTopology('a', text).documents[0]!.sockets[0]!;
  expect(socket.pxm?.value).toBe(0n);
  expect(text.slice(socket.pxm!.place.span.start, socket.pxm!.place.span.end)).toBe('*zero');
  expect(socket.gpus[1]?.properties[0]?.value.value).toBe(4n);
});

test('a region is that of the first GPU in the document, and all GPUs name it', () => {
  const text = `topology: 1
sockets:
  - socket: 1
    pxm: 1
    gpus:
      - bdf: 0018:01:00.0
        properties: { 'nvidia,egm-pxm': 9, 'nvidia,egm-size': 64 KiB }
  - socket: 0
    pxm: 0
    gpus:
      - bdf: 0008:01:00.0
        properties: { 'nvidia,egm-pxm': 9, 'nvidia,egm-size': 4 KiB, 'nvidia,egm-base-pa': 0 }
      - bdf: 0009:01:00.0
        properties: { 'nvidia,egm-pxm': '9' }
`;
  const [region, ...rest] = regionsOf(readTopology('a', text).documents[0]!);
  expect(rest).toEqual([]);
  expect(region).toMatchObject({ pxm: 9n, base: null, size: 0x10000n });
  expect(region?.socket.socket?.value).toBe(1n);
  expect(region?.gpus.map(({ written }) => written)).toEqual(['0018:01:00.0', '0008:01:00.0']);
});

test('no egm key at all is EGM switched off', () => {
  const properties = 'nvidia,gpu-mem-base-pa: 0x420000000000\nnvidia,gpu-mem-size: 184 GiB';
  expect(codesOf(withProperties(properties))).toEqual([]);
});

test('of a socket that is there twice its number is told, and not all that the wrong number leads to', () => {
  const text = machine('gb200-egm-hypervisor').replace('- socket: 1', '- socket: 0');
  const found = readTopology('a', text).problems.map(({ code }) => code);
  expect(found).toEqual(['identity/duplicate-socket']);
});
