import { readFileSync } from 'node:fs';
import ts from 'typescript';

function lastName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

function memberOf(element: ts.BindingElement): string | undefined {
  const name = element.propertyName ?? element.name;
  return ts.isIdentifier(name) ? name.text : undefined;
}

/**
 * Lists the members that a source file reads, as `object.member`, also by destructuring. For a destructured parameter of type
 * `SessionLimits`, `object` is `limits`.
 */
export function readsOf(file: string, text = readFileSync(file, 'utf8')): Set<string> {
  const found = new Set<string>();
  const take = (holder: string, pattern: ts.ObjectBindingPattern): void => {
    for (const element of pattern.elements) {
      const member = memberOf(element);
      if (member === undefined) continue;
      found.add(`${holder}.${member}`);
      if (ts.isObjectBindingPattern(element.name)) take(member, element.name);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const holder = lastName(node.expression);
      if (holder !== undefined) found.add(`${holder}.${node.name.text}`);
    }
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
      const holder = node.initializer === undefined ? undefined : lastName(node.initializer);
      if (holder !== undefined) take(holder, node.name);
    }
    if (ts.isParameter(node) && ts.isObjectBindingPattern(node.name) && node.type !== undefined)
      for (const holder of typeHolders(node.type)) take(holder, node.name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true));
  return found;
}

// `Settings` gives `settings`; `SessionLimits` and `Settings['limits']` give `limits`; `Settings['a1' |
// 'a2']` both.
function typeHolders(type: ts.TypeNode): readonly string[] {
  const sections = [...type.getText().matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
  if (sections.length > 0) return sections;
  const words = type.getText().match(/[A-Za-z][a-z]*/g) ?? [];
  return [(words.at(-1) ?? '').toLowerCase()];
}
