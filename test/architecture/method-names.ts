import ts from 'typescript';

const vague = ['keep', 'list', 'of', 'record', 'run', 'take'];
// Spares the parser the files in which no member can have such a name.
const anyVague = new RegExp(`(?<![.\\w])(?:${vague.join('|')})\\??\\s*[(<:=]`);

const isFunction = (node: ts.Node | undefined): boolean =>
  node !== undefined &&
  (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionTypeNode(node));

function parametersOf(node: ts.Node): readonly ts.ParameterDeclaration[] | undefined {
  if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node)) return [...node.parameters];
  const held = ts.isPropertyAssignment(node)
    ? node.initializer
    : ts.isPropertySignature(node)
      ? node.type
      : ts.isPropertyDeclaration(node) ||
          (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent))
        ? (node.initializer ?? node.type)
        : undefined;
  if (held === undefined || !isFunction(held)) return undefined;
  return [...(held as ts.ArrowFunction | ts.FunctionTypeNode).parameters];
}

// A job is told at most whether a risk to life woke it.
const isOfJob = (parameters: readonly ts.ParameterDeclaration[]): boolean =>
  parameters.every(({ name }) => name.getText() === 'life');

const isOfClass = (node: ts.Node): boolean =>
  ts.isMethodDeclaration(node) && ts.isClassLike(node.parent);

/** Lists methods with a name in `vague`, as `line name`. Permits the name `run` only for jobs. */
export function vagueMethodsIn(text: string, holdsJob: boolean): string[] {
  if (!anyVague.test(text)) return [];
  const source = ts.createSourceFile('any.ts', text, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const parameters = parametersOf(node);
    const name = parameters && (node as ts.NamedDeclaration).name?.getText().replace(/^#/, '');
    const isAllowed = (): boolean =>
      name === 'run' && (isOfClass(node) ? holdsJob : isOfJob(parameters ?? []));
    if (name !== undefined && vague.includes(name) && !isAllowed())
      found.push(`${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${name}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
