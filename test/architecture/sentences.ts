import ts from 'typescript';

export interface Sentence {
  readonly line: number;
  readonly text: string;
}

// Two words or more, a word beside a value, or a sentence of one word.
export const wordy = /[A-Za-z’']{2,}[,.:;]? +[A-Za-z({]|\{\} [A-Za-z]|^[A-Z][a-z]+\.$/;
const query =
  /^\s*(?:select|insert|update|delete|with|revoke|grant|alter|create|lock|begin|set)\s/i;
const commandLine = /^\s*(?:\$ )?(?:\{\} )?liaise [A-Za-z{-](?!.*[.:;,]\s)/;

const isExample = (text: string): boolean =>
  text.split('\n').every((line) => line.trim() === '' || /^(?:\s*\$ |\s{4,}|\{\}$)/.test(line));

/** Text of a literal, `{}` for each value of a template. Undefined for every other node. */
export function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

const comparisons: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
];
const parsers = /^(?:command|argument|option|requiredOption|addHelpText|createOption)$/;
const readers =
  /^(?:startsWith|endsWith|includes|indexOf|split|replace|replaceAll|query|say|sayCount|phrase)$/;

const nameOf = ({ expression }: ts.CallExpression | ts.NewExpression): string =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();

function isDataOfCall(node: ts.Node, call: ts.CallExpression | ts.NewExpression): boolean {
  const name = nameOf(call);
  if (ts.isNewExpression(call) && /^(?:Error|TypeError|RangeError)$/.test(name)) return true;
  const isFirst = call.arguments?.[0] === node;
  return readers.test(name) || (isFirst && (parsers.test(name) || name === 'Symbol'));
}

const isLabel = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node.parent) &&
  node.parent.initializer === node &&
  /^(?:head|label)$/.test(node.parent.name.getText());

function isData(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.name === node;
  if (ts.isElementAccessExpression(parent) || ts.isCaseClause(parent)) return true;
  if (ts.isTaggedTemplateExpression(parent) || ts.isLiteralTypeNode(parent)) return true;
  if (ts.isBinaryExpression(parent)) return comparisons.includes(parent.operatorToken.kind);
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && isDataOfCall(node, parent);
}

function isSaid(node: ts.Node, text: string): boolean {
  if (isLabel(node)) return /[A-Za-z]{2}/.test(text);
  const isSentence = wordy.test(text) && !query.test(text);
  return isSentence && !commandLine.test(text) && !isExample(text) && !isData(node);
}

/** Finds sentences for users that `source` contains, although they belong in a catalogue of messages. */
export function sentencesIn(source: string): readonly Sentence[] {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.ES2023, true);
  const found: Sentence[] = [];
  const visit = (node: ts.Node): void => {
    // Tables of errors are catalogues.
    if (ts.isVariableDeclaration(node) && /Codes$/.test(node.name.getText())) return;
    const text = textOf(node);
    if (text !== undefined && isSaid(node, text)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({ line: line + 1, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
