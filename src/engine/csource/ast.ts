/**
 * The syntax of the C subset, after preprocessing. Pure syntax: names are not resolved and types
 * are not computed here; that is lowering's.
 */

/** Where something was written. A token out of a macro has the place of the outermost expansion. */
export interface Site {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export type UnaryOperator = '-' | '+' | '~' | '!' | '*' | '&';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '<<' | '>>' | '&' | '|' | '^';
export type BinaryOperator = ArithmeticOperator | '==' | '!=' | '<' | '>' | '<=' | '>=' | '&&' | '||';

export type Expression = { readonly site: Site } & (
  | {
      readonly kind: 'integer';
      readonly value: bigint;
      readonly unsigned: boolean;
      readonly long: boolean;
      readonly decimal: boolean;
    }
  /** `text` has one character a byte (0 to 255), escapes resolved, UTF-8 for the rest, no NUL at the end. */
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | { readonly kind: 'step'; readonly by: 1 | -1; readonly prefix: boolean; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** `operator` null is plain assignment, else compound: `+` for `+=`. */
  | {
      readonly kind: 'assign';
      readonly operator: ArithmeticOperator | null;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** `then` null is GNU `a ?: b`. */
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly then: Expression | null;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'comma'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string; readonly arrow: boolean }
  | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression }
  | { readonly kind: 'cast'; readonly type: TypeSyntax; readonly operand: Expression }
  | { readonly kind: 'compound'; readonly type: TypeSyntax; readonly initializer: InitializerList }
  | { readonly kind: 'sizeof'; readonly of: Expression | TypeSyntax; readonly isType: boolean }
  | { readonly kind: 'alignof'; readonly type: TypeSyntax }
  | { readonly kind: 'offsetof'; readonly type: TypeSyntax; readonly path: readonly Designator[] }
  /** `__builtin_types_compatible_p` */
  | { readonly kind: 'compatible'; readonly left: TypeSyntax; readonly right: TypeSyntax }
  /** GNU `({ … })`; its value is that of the last expression statement. */
  | { readonly kind: 'block'; readonly body: Block }
);

export type TypeSyntax =
  | { readonly kind: 'void' }
  /** Canonical: `char`, `signed char`, `unsigned long`, `_Bool` …; `long long` is `long`. */
  | { readonly kind: 'integer'; readonly name: IntegerName }
  | { readonly kind: 'named'; readonly name: string; readonly site: Site }
  | RecordSyntax
  | EnumSyntax
  | { readonly kind: 'typeof'; readonly of: Expression | TypeSyntax; readonly isType: boolean }
  /** `__auto_type`: the type of the initializer. */
  | { readonly kind: 'auto' }
  | { readonly kind: 'pointer'; readonly to: TypeSyntax }
  /** `length` null: `[]`. */
  | { readonly kind: 'array'; readonly of: TypeSyntax; readonly length: Expression | null }
  | FunctionSyntax
  /** Parsed for layout's sake or to be refused at its line: floats, vectors … */
  | { readonly kind: 'unsupported'; readonly reason: string; readonly site: Site };

export type IntegerName =
  | '_Bool'
  | 'char'
  | 'signed char'
  | 'unsigned char'
  | 'short'
  | 'unsigned short'
  | 'int'
  | 'unsigned int'
  | 'long'
  | 'unsigned long';

export interface RecordSyntax {
  readonly kind: 'record';
  readonly record: 'struct' | 'union';
  readonly tag: string | null;
  /** null: a mention, not a definition. */
  readonly fields: readonly FieldSyntax[] | null;
  readonly packed: boolean;
  /** `__attribute__((aligned(n)))` on the definition. */
  readonly aligned: Expression | null;
  readonly site: Site;
}

export interface FieldSyntax {
  /** null: an anonymous struct or union member, or an unnamed bit-field. */
  readonly name: string | null;
  readonly type: TypeSyntax;
  readonly bits: Expression | null;
  readonly aligned: Expression | null;
  readonly site: Site;
}

export interface EnumSyntax {
  readonly kind: 'enum';
  readonly tag: string | null;
  readonly constants:
    | readonly { readonly name: string; readonly value: Expression | null; readonly site: Site }[]
    | null;
  readonly site: Site;
}

export interface FunctionSyntax {
  readonly kind: 'function';
  readonly result: TypeSyntax;
  readonly parameters: readonly {
    readonly name: string | null;
    readonly type: TypeSyntax;
    readonly site: Site;
  }[];
  readonly variadic: boolean;
}

export type Designator =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: Expression }
  | { readonly kind: 'range'; readonly first: Expression; readonly last: Expression };

export interface InitializerList {
  readonly kind: 'list';
  readonly site: Site;
  readonly items: readonly { readonly path: readonly Designator[]; readonly value: Initializer }[];
}

export type Initializer = { readonly kind: 'value'; readonly value: Expression } | InitializerList;

export type Statement = { readonly site: Site } & (
  | Block
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'declaration'; readonly declaration: Declaration }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | null;
    }
  | { readonly kind: 'while'; readonly test: Expression; readonly body: Statement }
  | { readonly kind: 'do'; readonly test: Expression; readonly body: Statement }
  | {
      readonly kind: 'for';
      readonly start: Statement | null;
      readonly test: Expression | null;
      readonly step: Expression | null;
      readonly body: Statement;
    }
  | { readonly kind: 'switch'; readonly value: Expression; readonly body: Statement }
  /** `last` for GNU `case a ... b:`. The labelled statement follows as its own statement. */
  | { readonly kind: 'case'; readonly value: Expression; readonly last: Expression | null }
  | { readonly kind: 'default' }
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'goto'; readonly label: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'return'; readonly value: Expression | null }
  | { readonly kind: 'empty' }
);

export interface Block {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

export interface Declaration {
  readonly kind: 'declaration';
  readonly storage: 'none' | 'static' | 'extern' | 'typedef';
  readonly constant: boolean;
  /** The specifier alone: `struct s { … };` declares a tag and no variable. */
  readonly base: TypeSyntax;
  readonly declarators: readonly Declarator[];
  readonly site: Site;
}

export interface Declarator {
  readonly name: string;
  readonly type: TypeSyntax;
  readonly initializer: Initializer | null;
  /** `__attribute__((cleanup(f)))`: `f(&variable)` runs when the scope is left, however it is left. */
  readonly cleanup: string | null;
  readonly site: Site;
}

/** A function with a body. Outside the subset, `body` is null and `opaque` says why, at its line. */
export interface FunctionDefinition {
  readonly kind: 'function';
  readonly name: string;
  readonly type: FunctionSyntax;
  readonly storage: 'none' | 'static' | 'extern';
  readonly body: Block | null;
  readonly opaque: Opaque | null;
  readonly site: Site;
}

/** Why something cannot be executed, in words for the user, and where. */
export interface Opaque {
  readonly reason: string;
  readonly site: Site;
}

/** One .c file with all it includes. Reading never fails: what could not be parsed is in `skipped`. */
export interface TranslationUnit {
  readonly file: string;
  readonly items: readonly (FunctionDefinition | Declaration)[];
  /** Top-level items left out, and notes on what was assumed. */
  readonly skipped: readonly Opaque[];
  /** Headers that were found nowhere, at the `#include`. */
  readonly missingHeaders: readonly { readonly header: string; readonly site: Site }[];
}
