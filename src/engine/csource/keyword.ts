import type { Token } from './token.ts';

/** What a word that starts or continues a declaration does there. */
export type SpecifierRole =
  | 'typedef'
  | 'static'
  | 'extern'
  | 'thread'
  | 'ignored'
  | 'const'
  | 'arithmetic'
  | 'unsupported'
  | 'record'
  | 'enum'
  | 'typeof'
  | 'auto'
  | 'attribute'
  | 'alignas'
  | 'atomic';

function words(role: SpecifierRole, text: string): (readonly [string, SpecifierRole])[] {
  return text.split(' ').map((word) => [word, role] as const);
}

const specifiers: ReadonlyMap<string, SpecifierRole> = new Map([
  ...words('typedef', 'typedef'),
  ...words('static', 'static'),
  ...words('extern', 'extern'),
  ...words('thread', '_Thread_local __thread'),
  ...words('ignored', 'register auto inline __inline __inline__ _Noreturn __extension__ volatile __volatile'),
  ...words('ignored', '__volatile__ restrict __restrict __restrict__'),
  ...words('const', 'const __const __const__'),
  ...words('arithmetic', 'void char short int long signed __signed __signed__ unsigned _Bool'),
  ...words(
    'unsupported',
    'float double _Complex __complex__ __int128 __int128_t __uint128_t _Float16 _Float32',
  ),
  ...words('unsupported', '_Float64 _Float128 __float128 __builtin_va_list'),
  ...words('record', 'struct union'),
  ...words('enum', 'enum'),
  ...words('typeof', 'typeof __typeof __typeof__ typeof_unqual __typeof_unqual__'),
  ...words('auto', '__auto_type'),
  ...words('attribute', '__attribute__ __attribute'),
  ...words('alignas', '_Alignas'),
  ...words('atomic', '_Atomic'),
]);

const others: ReadonlySet<string> = new Set(
  (
    'break case continue default do else for goto if return sizeof switch while asm __asm __asm__ ' +
    '_Alignof __alignof __alignof__ _Generic _Static_assert'
  ).split(' '),
);

export function specifierRole(token: Token): SpecifierRole | undefined {
  return specifiers.get(token.text);
}

/** Whether a token can name something. */
export function isFreeName(token: Token): boolean {
  return token.kind === 'name' && !specifiers.has(token.text) && !others.has(token.text);
}

export function isQualifier(role: SpecifierRole | undefined): boolean {
  return role === 'const' || role === 'ignored' || role === 'atomic';
}

export function isAssembler(token: Token): boolean {
  return token.text === 'asm' || token.text === '__asm__' || token.text === '__asm';
}

export function isStaticAssertion(token: Token): boolean {
  return token.text === '_Static_assert';
}
