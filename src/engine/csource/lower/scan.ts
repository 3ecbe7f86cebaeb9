import type { Block, Declaration, Expression, Initializer, Statement } from '../ast.ts';

/** What the whole body of a function says about its variables before any of it is lowered. */
export interface Scan {
  /** Names some `&` is applied to: such variables live in memory. */
  readonly addressTaken: ReadonlySet<string>;
  /** There are labels or cases, so a jump may pass a declaration by. */
  readonly jumps: boolean;
  /** It asks for what it is given beyond its parameters. */
  readonly gathers: boolean;
}

/** gcc's name for the address of the first argument beyond the parameters. */
export const NEXT_ARGUMENT = '__builtin_next_arg';

type Node = Expression | Statement | Initializer | Block | Declaration;

/** Goes through a body with a stack of its own, so that no nesting is too deep. */
export function scanBody(body: Block): Scan {
  const addressTaken = new Set<string>();
  let jumps = false;
  let gathers = false;
  const stack: (Node | null)[] = [body];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === null) continue;
    if (node.kind === 'unary' && node.operator === '&' && node.operand.kind === 'name') {
      addressTaken.add(node.operand.name);
    }
    if (node.kind === 'label' || node.kind === 'case' || node.kind === 'default') jumps = true;
    if (node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === NEXT_ARGUMENT)
      gathers = true;
    push(stack, node);
  }
  return { addressTaken, jumps, gathers };
}

function push(stack: (Node | null)[], node: Node): void {
  switch (node.kind) {
    case 'block':
      if ('statements' in node) for (const each of node.statements) stack.push(each);
      else stack.push(node.body);
      return;
    case 'expression':
      stack.push(node.expression);
      return;
    case 'declaration':
      if ('declaration' in node) stack.push(node.declaration);
      else for (const each of node.declarators) stack.push(each.initializer);
      return;
    case 'if':
    case 'conditional':
      stack.push(node.test, node.then, node.otherwise);
      return;
    case 'while':
    case 'do':
      stack.push(node.test, node.body);
      return;
    case 'for':
      stack.push(node.start, node.test, node.step, node.body);
      return;
    case 'switch':
      stack.push(node.value, node.body);
      return;
    case 'return':
    case 'value':
      stack.push(node.value);
      return;
    case 'list':
      for (const each of node.items) stack.push(each.value);
      return;
    default:
      pushOperands(stack, node);
  }
}

function pushOperands(stack: (Node | null)[], node: Node): void {
  switch (node.kind) {
    case 'unary':
    case 'step':
    case 'cast':
      stack.push(node.operand);
      return;
    case 'binary':
    case 'assign':
    case 'comma':
      stack.push(node.left, node.right);
      return;
    case 'call':
      stack.push(node.callee, ...node.args);
      return;
    case 'member':
      stack.push(node.object);
      return;
    case 'index':
      stack.push(node.object, node.index);
      return;
    case 'compound':
      stack.push(node.initializer);
      return;
    default:
      return; // names, literals and what is not evaluated
  }
}
