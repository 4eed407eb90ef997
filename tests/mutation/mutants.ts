import { transformSync } from 'esbuild';
import { parseAst } from 'vite';

/** A solution with one thing changed. */
export interface Mutant {
  code: string;
  line: number;
  /** What stands there now, and what stood there: `a < b → a <= b`. */
  change: string;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [name: string]: unknown;
}
interface Edit {
  start: number;
  end: number;
  text: string;
}

const OPERATORS: Record<string, string[]> = {
  '<': ['<=', '>'],
  '<=': ['<'],
  '>': ['>=', '<'],
  '>=': ['>'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['>>'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+=': ['='],
  '-=': ['='],
  '||=': ['='],
  '??=': ['='],
};
const EVENTS: Record<string, string> = {
  data: 'end',
  end: 'close',
  close: 'end',
  drain: 'data',
  listening: 'close',
  connect: 'close',
  message: 'close',
  error: 'close',
};

/** Every mutant of a module that is another program: an edit that the compiler drops again does not count. */
export function mutantsOf(code: string): Mutant[] {
  const original = compiled(code);
  const mutants: Mutant[] = [];
  for (const { start, end, text } of editsIn(code)) {
    const mutated = code.slice(0, start) + text + code.slice(end);
    const made = compiled(mutated);
    if (made === undefined || made === original) continue;
    const line = code.slice(0, start).split('\n').length;
    mutants.push({
      code: mutated,
      line,
      change: `${short(code.slice(start, end))} → ${short(text)}`,
    });
  }
  return mutants;
}

function compiled(code: string): string | undefined {
  try {
    return transformSync(code, { loader: 'ts', minify: true, logLevel: 'silent' }).code;
  } catch {
    return undefined; // no program at all
  }
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return 'nothing';
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

function editsIn(code: string): Edit[] {
  const edits: Edit[] = [];
  const source = (node: Node) => code.slice(node.start, node.end);
  const replace = (node: Node, text: string) =>
    edits.push({ start: node.start, end: node.end, text });

  function visit(node: Node, parent: Node | undefined): void {
    if (node.type.startsWith('TS') && !/^TS(As|NonNull|Satisfies)/.test(node.type)) return;
    if (node.type === 'ImportDeclaration') return;
    mutate(node, parent);
    // What an error says is for people: no promise of a lesson asks for its words.
    if (node.type === 'ThrowStatement' || makesError(node)) return;
    for (const child of children(node)) visit(child, node);
  }

  function makesError(node: Node): boolean {
    if (node.type === 'NewExpression') return /Error$/.test(source(part(node, 'callee')));
    return isNode(node.returnType) && /Error$/.test(source(node.returnType));
  }

  function mutate(node: Node, parent: Node | undefined): void {
    switch (node.type) {
      case 'BinaryExpression':
      case 'LogicalExpression':
      case 'AssignmentExpression': {
        const [left, right] = [part(node, 'left'), part(node, 'right')];
        const operator = String(node.operator);
        if (operator === '??' && isGuard(left, right)) return;
        const between = code.slice(left.end, right.start);
        for (const other of OPERATORS[operator] ?? [])
          edits.push({ start: left.end, end: right.start, text: between.replace(operator, other) });
        return;
      }
      case 'UnaryExpression':
        if (node.operator === '!' || node.operator === '-' || node.operator === '~')
          replace(node, source(part(node, 'argument')));
        return;
      case 'ConditionalExpression': {
        replace(node, `(${source(part(node, 'consequent'))})`);
        replace(node, `(${source(part(node, 'alternate'))})`);
        return;
      }
      case 'Literal': {
        const { value } = node;
        if (parent?.operator === '??' && isGuard(part(parent, 'left'), node)) return;
        if (typeof value === 'number') {
          replace(node, String(value + 1));
          if (value > 1) replace(node, String(value - 1));
        }
        if (typeof value === 'bigint') replace(node, `${value + 1n}n`);
        if (typeof value === 'boolean') replace(node, String(!value));
        if (typeof value === 'string' && !isKey(node, parent)) {
          const event = EVENTS[value];
          replace(node, event === undefined ? `'${value === '' ? 'x' : ''}'` : `'${event}'`);
        }
        return;
      }
      case 'IfStatement':
        replace(part(node, 'test'), 'true');
        replace(part(node, 'test'), 'false');
        return;
      case 'WhileStatement':
        replace(part(node, 'test'), 'false');
        return;
      case 'ExpressionStatement':
      case 'ThrowStatement':
      case 'BreakStatement':
      case 'ContinueStatement':
        replace(node, ';');
        return;
      case 'ReturnStatement':
        if (node.argument) replace(node, 'return undefined;');
        return;
      case 'AwaitExpression':
        replace(node, source(part(node, 'argument')));
        return;
      case 'Property':
        if (parent?.type === 'ObjectExpression') edits.push(without(node));
        return;
    }
  }

  /** A property with the comma behind it. */
  function without(node: Node): Edit {
    const comma = /^\s*,/.exec(code.slice(node.end))?.[0].length ?? 0;
    return { start: node.start, end: node.end + comma, text: '' };
  }

  for (const node of children({ ...parseAst(code, { lang: 'ts' }) })) visit(node, undefined);
  return edits;
}

function part(node: Node, name: string): Node {
  const value = node[name];
  if (!isNode(value)) throw new Error(`expected a node as the ${name} of ${node.type}`);
  return value;
}

/** `bytes[i] ?? 0` where i is inside: the 0 is for the compiler alone. */
function isGuard(left: Node, right: Node): boolean {
  return left.type === 'MemberExpression' && left.computed === true && right.type === 'Literal';
}

function isKey(node: Node, parent: Node | undefined): boolean {
  return parent?.type === 'Property' && parent.key === node;
}

function children(node: object): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

function isNode(value: unknown): value is Node {
  return value instanceof Object && 'type' in value && 'start' in value && 'end' in value;
}
