import { evaluate, isFunction, parseExpression } from 'feelin';

/** What an expression asks of its surroundings, read without running it. */
export interface FeelUse {
  /** Variables it reads that it does not bind itself. */
  names: string[];
  /** Members of variables it reads, as paths: `member.memberKind`. */
  paths: string[];
  /** Functions it calls. */
  functions: string[];
  /** `==`, `=>` …: two operators where FEEL has one; read, but never true. */
  doubled: string[];
}

type Node = Parameters<
  Exclude<NonNullable<Parameters<ReturnType<typeof parseExpression>['iterate']>[0]['enter']>, undefined>
>[0]['node'];

/** Of a large diagram and its forms. */
const CACHED_EXPRESSIONS = 10_000;
const cache = new Map<string, FeelUse>();

/**
 * Reads an expression that is FEEL. Names inside a filter (`list[price > 3]`) may be members of the list's items, and
 * are left out.
 */
export function readUse(expression: string): FeelUse {
  const use = cache.get(expression) ?? analyse(expression);
  if (cache.size >= CACHED_EXPRESSIONS) cache.delete(cache.keys().next().value!);
  cache.set(expression, use);
  return use;
}

function analyse(expression: string): FeelUse {
  const source = expression.trim().replace(/^=/, '');
  const use: FeelUse = { names: [], paths: [], functions: [], doubled: [] };
  const bound = new Set<string>(['item', 'partial', '?']);
  visit(parseExpression(source, {}, undefined).topNode);
  return { ...use, names: unique(use.names.filter((name) => !bound.has(name))), paths: unique(use.paths) };

  function visit(node: Node): void {
    const children = childrenOf(node);
    switch (node.name) {
      case 'VariableName':
        use.names.push(text(node));
        return;
      case 'PathExpression':
        notePath(node);
        break;
      case 'FunctionInvocation':
        noteFunction(children[0]!);
        children.slice(1).forEach(visit);
        return;
      case 'FilterExpression':
        visit(children[0]!);
        return;
      case 'Type':
        return;
      case 'Key':
      case 'ParameterName':
        bound.add(text(node).replaceAll('"', ''));
        return;
      case 'InExpression':
        bound.add(text(children[0]!));
        break;
      case 'Comparison':
        noteDoubled(children);
        break;
    }
    children.forEach(visit);
  }

  function notePath(node: Node): void {
    const [owner, , member] = childrenOf(node);
    if (owner?.name === 'VariableName' && member) use.paths.push(`${text(owner)}.${text(member)}`);
  }

  function noteFunction(callee: Node): void {
    if (callee.name === 'VariableName') use.functions.push(text(callee));
    else visit(callee);
  }

  function noteDoubled(children: Node[]): void {
    children.forEach((child, index) => {
      const next = children[index + 1];
      const operator = next?.name === 'SimplePositiveUnaryTest' ? next.firstChild : null;
      if (child.name === 'CompareOp' && operator?.name === 'CompareOp') {
        use.doubled.push(text(child) + text(operator));
      }
    });
  }

  function text(node: Node): string {
    return source.slice(node.from, node.to).replace(/\s+/g, ' ');
  }
}

/** Functions of this product beside those of FEEL. */
const ownFunctions = new Set(['moneyText', 'dateText', 'now', 'today']);

export function isFeelFunction(name: string): boolean {
  if (ownFunctions.has(name)) return true;
  try {
    return isCallable(evaluate(name).value);
  } catch {
    return false;
  }
}

function isCallable(value: unknown): boolean {
  return typeof value === 'function' || isFunction(value);
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}
