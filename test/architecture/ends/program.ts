import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import ts from 'typescript';
import type { Body } from './values.js';

// The rules are this project's own code. Types of packages would take most of the time to read.
function withoutPackages(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (name) => name);
  host.resolveModuleNameLiterals = (literals, from, redirect, settings) =>
    literals.map(({ text }) =>
      /^[#.]/.test(text)
        ? ts.resolveModuleName(text, from, settings, host, cache, redirect)
        : { resolvedModule: undefined },
    );
  return host;
}

export class Sources {
  readonly #program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly #symbols = new Map<ts.Node, ts.Symbol | undefined>();

  constructor(private readonly root: string) {
    const libraries = join(root, 'libs');
    const files = readdirSync(libraries, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => join(libraries, name));
    const options: ts.CompilerOptions = {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      customConditions: ['source'],
      strict: true,
      skipLibCheck: true,
      experimentalDecorators: true,
      types: [],
      noEmit: true,
    };
    this.#program = ts.createProgram(files, options, withoutPackages(options));
    this.checker = this.#program.getTypeChecker();
  }

  find(file: string, name: string): Body {
    const source = this.#program.getSourceFile(join(this.root, file));
    if (source === undefined) throw new Error(`no file ${file}`);
    const [owner, member] = name.split('.');
    for (const node of source.statements) {
      if (ts.isFunctionDeclaration(node) && node.name?.text === name) return node;
      if (!ts.isClassDeclaration(node) || node.name?.text !== owner) continue;
      const found = node.members.find(
        (each) => ts.isMethodDeclaration(each) && each.name.getText() === member,
      );
      if (found !== undefined && ts.isMethodDeclaration(found)) return found;
    }
    throw new Error(`no ${name} in ${file}`);
  }

  implementation({ parent, name }: ts.SignatureDeclaration): ts.MethodDeclaration | undefined {
    if (!ts.isClassDeclaration(parent) || parent.name === undefined) return undefined;
    const base = parent.name.text;
    const classes = this.#program
      .getSourceFiles()
      .filter((source) => this.isOurs(source))
      .flatMap((source) => source.statements.filter(ts.isClassDeclaration));
    return classes
      .filter(({ heritageClauses = [] }) =>
        heritageClauses.some(({ types }) =>
          types.some((type) => type.expression.getText() === base),
        ),
      )
      .flatMap(({ members }) => members.filter(ts.isMethodDeclaration))
      .find((member) => member.name.getText() === name?.getText());
  }

  isOurs = (node: ts.Node): boolean =>
    relative(this.root, node.getSourceFile().fileName).startsWith('libs/');

  symbolOf(node: ts.Node): ts.Symbol | undefined {
    if (!this.#symbols.has(node)) this.#symbols.set(node, this.#symbol(node));
    return this.#symbols.get(node);
  }

  #symbol(node: ts.Node): ts.Symbol | undefined {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node);
    if (symbol === undefined) return undefined;
    return (symbol.flags & ts.SymbolFlags.Alias) !== 0
      ? this.checker.getAliasedSymbol(symbol)
      : symbol;
  }
}

export function nameOf(node: ts.Node): string {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isConstructorDeclaration(at)) return `new ${at.parent.name?.text ?? ''}`;
    if ((ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) && at.name !== undefined)
      return at.name.getText();
    if (ts.isVariableDeclaration(at) && isTopLevel(at)) return at.name.getText();
  }
  return basename(node.getSourceFile().fileName);
}

const isTopLevel = ({ parent }: ts.VariableDeclaration): boolean =>
  ts.isVariableStatement(parent.parent) && ts.isSourceFile(parent.parent.parent);
