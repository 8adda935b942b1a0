import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

export function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

const known = new Map<string, readonly Import[]>();

export function importsOf(file: string): readonly Import[] {
  const found = known.get(file) ?? importsIn(file, readFileSync(file, 'utf8'));
  known.set(file, found);
  return found;
}

function importsIn(file: string, text: string): Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const found: Import[] = [];
  const add = (node: ts.Expression | undefined, typeOnly = false): void => {
    if (node === undefined || !ts.isStringLiteralLike(node)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ file, line: line + 1, specifier: node.text, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      add(node.moduleSpecifier, isTypeOnly(node));
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0]);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  const { namedBindings: named } = clause;
  const each = named !== undefined && ts.isNamedImports(named) ? named.elements : [];
  const all = each.length > 0 && each.every((item) => item.isTypeOnly);
  return clause.phaseModifier === ts.SyntaxKind.TypeKeyword || (clause.name === undefined && all);
}

export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

export function targetOf(item: Import, root: string): string {
  return relative(root, resolve(dirname(item.file), item.specifier));
}

interface Manifest {
  readonly imports: Readonly<Record<string, { readonly source: string }>>;
}
const manifests = new Map<string, Manifest>();

export function sourceOf(item: Import, root: string): string {
  const { specifier } = item;
  if (specifier.startsWith('.')) return targetOf(item, root).replace(/\.js$/, '.ts');
  const manifest =
    manifests.get(root) ??
    (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest);
  manifests.set(root, manifest);
  const whole = manifest.imports[specifier];
  if (whole !== undefined) return join(whole.source);
  const entry = `${specifier.split('/')[0] ?? ''}/*`;
  const each = manifest.imports[entry];
  if (each === undefined) throw new Error(`package.json names nothing for ${specifier}`);
  return join(each.source.replace('*', specifier.slice(entry.length - 1)));
}
