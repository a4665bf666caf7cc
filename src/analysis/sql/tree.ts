import type { SqlParser, SqlStatement } from '#contract';

/** A JSON object of PostgreSQL's AST. Nothing about its shape is taken for granted: other parser versions and odd input must not throw. */
export type Tree = Readonly<Record<string, unknown>>;

/** An AST node: its type name and its fields. */
export interface SqlNode {
  readonly kind: string;
  readonly body: Tree;
}

/** The root node of a statement, whether `tree` is the node itself or the object that wraps it. */
export function statementNode(statement: SqlStatement): SqlNode {
  const inner = statement.tree[statement.node];
  return { kind: statement.node, body: isTree(inner) ? inner : statement.tree };
}

/** `{Kind: {…}}` as a node; null for anything else. */
export function toNode(value: unknown): SqlNode | null {
  if (!isTree(value)) return null;
  const entries = Object.entries(value);
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined) return null;
  const [kind, body] = entry;
  return isTree(body) && /^[A-Z]/.test(kind) ? { kind, body } : null;
}

/** The node in field `key`. */
export function nodeAt(tree: Tree, key: string): SqlNode | null {
  return toNode(tree[key]);
}

/** The nodes of list field `key`; a field that holds one `List` node gives its items. */
export function nodesAt(tree: Tree, key: string): SqlNode[] {
  const value = tree[key];
  if (Array.isArray(value)) return value.map(toNode).filter((node) => node !== null);
  const node = toNode(value);
  if (node === null) return [];
  return node.kind === 'List' ? nodesAt(node.body, 'items') : [node];
}

/** The fields of a nested object that carries no type name (`relation` of a statement, `typeName` of a column). */
export function treeAt(tree: Tree, key: string): Tree | null {
  const value = tree[key];
  if (!isTree(value)) return null;
  return toNode(value)?.body ?? value;
}

export function textAt(tree: Tree, key: string): string | null {
  const value = tree[key];
  return typeof value === 'string' ? value : null;
}

export function flagAt(tree: Tree, key: string): boolean {
  return tree[key] === true;
}

/** The values of a list of `String` nodes. */
export function stringsAt(tree: Tree, key: string): string[] {
  return nodesAt(tree, key).flatMap((node) => stringOf(node) ?? []);
}

/** The text of a `String` node. */
export function stringOf(node: SqlNode): string | null {
  return node.kind === 'String' ? textAt(node.body, 'sval') : null;
}

/** An integer constant; the parser leaves out the value when it is 0. */
export function integerOf(node: SqlNode | null): number | null {
  if (node?.kind === 'Integer') return typeof node.body['ival'] === 'number' ? node.body['ival'] : 0;
  if (node?.kind !== 'A_Const') return null;
  const value = treeAt(node.body, 'ival');
  if (value === null) return null;
  return typeof value['ival'] === 'number' ? value['ival'] : 0;
}

/** A string constant. */
export function literalOf(node: SqlNode | null): string | null {
  if (node?.kind !== 'A_Const') return null;
  const value = treeAt(node.body, 'sval');
  return value === null ? null : (textAt(value, 'sval') ?? '');
}

/** Every node below (and with) `root` that `visit` wants to see; `visit` answers false to stay out of a node. Needs no call stack. */
export function walk(root: unknown, visit: (node: SqlNode) => boolean | void): void {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) open.push(value[index]);
    } else if (isTree(value)) {
      const node = toNode(value);
      if (node !== null && visit(node) === false) continue;
      open.push(...Object.values(node?.body ?? value).toReversed());
    }
  }
}

/** The node of an expression text such as a default or a policy; null when it does not parse. */
export function parseExpression(parser: SqlParser, expression: string): SqlNode | null {
  const parsed = parser.parse(`SELECT ${expression}`);
  const [statement] = parsed.ok ? parsed.statements : [];
  if (statement === undefined || !parsed.ok || parsed.statements.length !== 1) return null;
  const [target] = nodesAt(statementNode(statement).body, 'targetList');
  return target === undefined ? null : nodeAt(target.body, 'val');
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
