import ts from 'typescript';
import { literal, unknown, type Value } from './values.js';

// Calls that store or transport: they judge no document, and their failures are this installation's own.
const carriers = /^(Journal|Mailbox|Store|KeyRing|ErasureFile|TrustStore\.refresh)$/;

export const isSpelt = (node: ts.Node | undefined): boolean =>
  node !== undefined && ts.isStringLiteral(node);

export const chosen = (results: readonly Value[]): Value => ({
  t: 'list',
  items: results.flatMap((each) => (each.t === 'list' ? each.items : [each])),
  chosen: true,
});

export const answer = (is: boolean | undefined, not = false): Value =>
  is === undefined ? unknown : literal(is !== not);

export function more(left: Value, right: Value): boolean | undefined {
  if (left.t !== 'literal' || right.t !== 'literal') return undefined;
  return typeof left.v === 'number' && typeof right.v === 'number' ? left.v > right.v : undefined;
}

export function instance(left: Value, name: string): Value {
  if (left.t === 'document') return literal(false);
  if (left.t !== 'error') return unknown;
  return literal(name === 'Error' || name === left.refusal.made);
}

type Wrapping = ts.Expression & { readonly expression: ts.Expression };
export const isWrapping = (node: ts.Node): node is Wrapping =>
  ts.isParenthesizedExpression(node) ||
  ts.isAwaitExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  ts.isNonNullExpression(node) ||
  ts.isSpreadElement(node) ||
  ts.isTemplateSpan(node) ||
  ts.isYieldExpression(node);

export function isLookedAt(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return true;
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  return (
    ts.isCallExpression(parent) &&
    /^(isCoded|isJudgement|isKeyFault)$/.test(parent.expression.getText())
  );
}

export const constructorOf = (made: ts.ClassDeclaration): ts.ConstructorDeclaration | undefined =>
  made.members.find((each) => ts.isConstructorDeclaration(each));

export function isCarrier({ parent, name }: ts.SignatureDeclaration): boolean {
  if (!ts.isClassDeclaration(parent)) return false;
  const owner = parent.name?.text ?? '';
  return carriers.test(owner) || carriers.test(`${owner}.${name?.getText() ?? ''}`);
}
