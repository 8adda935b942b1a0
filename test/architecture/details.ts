import ts from 'typescript';
import { textOf, wordy } from './sentences.js';

// Errors of the language, which no person reads, have no code.
const isCoded = (node: ts.NewExpression): boolean =>
  /Error$/.test(node.expression.getText()) &&
  !/^(?:Type|Range|Syntax|Aggregate)?Error$/.test(node.expression.getText());

const isTagged = (text: ts.Node): boolean =>
  ts.isTemplateLiteral(text) &&
  ts.isTaggedTemplateExpression(text.parent) &&
  text.parent.tag.getText() === 'phrase';

// Finds a literal `{}` in a tagged text: `phrase` would read it as the place of a value.
const textsIn = (node: ts.Node): readonly unknown[] =>
  ts.isTemplateExpression(node) ? [node.head, ...node.templateSpans] : [node];

const isOfDetail = (type: ts.TypeNode | undefined): boolean =>
  type !== undefined && /\bDetail\b/.test(type.getText());

const nameOf = (node: ts.Node): string | undefined =>
  ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)
    ? node.name?.getText()
    : ts.isVariableDeclaration(node.parent)
      ? node.parent.name.getText()
      : undefined;

// Places of the parameters of a file's own functions that take a detail, by the name of the function.
function takersIn(file: ts.Node): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const places = node.parameters.flatMap(({ type }, at) => (isOfDetail(type) ? [at] : []));
      const name = nameOf(node);
      if (name !== undefined && places.length > 0) found.set(name, places);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

// Nodes whose texts become a detail by the types in the file itself.
function saidBy(node: ts.Node, takers: ReadonlyMap<string, readonly number[]>): ts.Node[] {
  if (ts.isCallExpression(node)) {
    const called = ts.isPropertyAccessExpression(node.expression)
      ? node.expression.name.text
      : node.expression.getText();
    return (takers.get(called) ?? []).flatMap((at) => node.arguments[at] ?? []);
  }
  if (ts.isVariableDeclaration(node) && isOfDetail(node.type))
    return node.initializer !== undefined ? [node.initializer] : [];
  if (ts.isArrowFunction(node) && isOfDetail(node.type)) return [node.body];
  return ts.isReturnStatement(node) && node.expression !== undefined && isOfDetail(returnOf(node))
    ? [node.expression]
    : [];
}

function returnOf(node: ts.Node): ts.TypeNode | undefined {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent)
    if (ts.isFunctionLike(at)) return at.type;
  return undefined;
}

/**
 * Texts in `source`, `{}` for each value: `said` by the tag `phrase`, and `untagged` sentences in the detail of a coded error.
 * Pure.
 */
export function detailsOf(source: string): { said: string[]; untagged: string[] } {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.ES2023, true);
  const [said, untagged]: [string[], string[]] = [[], []];
  const takers = takersIn(file);
  const visit = (node: ts.Node, isDetail: boolean): void => {
    const text = textOf(node);
    if (text !== undefined) {
      if (isTagged(node) && text.split('{}').length === textsIn(node).length) said.push(text);
      else if (isDetail && wordy.test(text)) untagged.push(text);
    }
    if (ts.isNewExpression(node) && isCoded(node)) {
      const [code, ...rest] = node.arguments ?? [];
      if (code !== undefined) visit(code, false);
      // The second is the detail, the third a cause.
      for (const [i, argument] of rest.entries()) visit(argument, i === 0);
      return;
    }
    const isSaid = isDetail || isTagged(node);
    const parts = saidBy(node, takers);
    ts.forEachChild(node, (child) => {
      visit(child, isSaid || parts.includes(child));
    });
  };
  visit(file, false);
  return { said, untagged };
}
