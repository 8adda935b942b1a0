import ts from 'typescript';
import { textOf, wordy } from './sentences.js';

// Errors of the language, which no person reads, have no code.
const isCoded = (node: ts.NewExpression): boolean =>
  /Error$/.test(node.expression.getText()) &&
  !/^(?:Type|Range|Syntax|Aggregate)?Error$/.test(node.expression.getText());

/** Texts in `source`, `{}` for each value: `all` of them, and the phrases that stand in the detail of a coded error. Pure. */
export function detailsOf(source: string): { all: string[]; phrases: string[] } {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.ES2023, true);
  const [all, phrases]: [string[], string[]] = [[], []];
  const visit = (node: ts.Node, isDetail: boolean): void => {
    const text = textOf(node);
    if (text !== undefined) {
      all.push(text);
      if (isDetail && wordy.test(text)) phrases.push(text);
    }
    if (ts.isNewExpression(node) && isCoded(node)) {
      const [code, ...rest] = node.arguments ?? [];
      if (code !== undefined) visit(code, false);
      // The second is the detail, the third a cause.
      for (const [i, argument] of rest.entries()) visit(argument, i === 0);
      return;
    }
    ts.forEachChild(node, (child) => {
      visit(child, isDetail);
    });
  };
  visit(file, false);
  return { all, phrases };
}
