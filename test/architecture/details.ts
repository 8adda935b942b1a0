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

// The tag takes `{}` in a text of its own for a value.
const textsIn = (node: ts.Node): readonly unknown[] =>
  ts.isTemplateExpression(node) ? [node.head, ...node.templateSpans] : [node];

/**
 * Texts in `source`, `{}` for each value: `said` by the tag `phrase`, and `untagged` sentences in the detail of a coded error.
 * Pure.
 */
export function detailsOf(source: string): { said: string[]; untagged: string[] } {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.ES2023, true);
  const [said, untagged]: [string[], string[]] = [[], []];
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
    ts.forEachChild(node, (child) => {
      visit(child, isSaid);
    });
  };
  visit(file, false);
  return { said, untagged };
}
