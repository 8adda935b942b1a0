// Names functions, classes and folders of the product that exceed the limits.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const limits = { parameters: 4, collaborators: 5, files: 25 };
// The linter counts lines, branches and parameters; limits stand in its settings.
const linter = fileURLToPath(new URL('../node_modules/oxlint/bin/oxlint', import.meta.url));
const settings = fileURLToPath(new URL('../test/architecture/limits.oxlint.json', import.meta.url));
const rules = {
  'eslint(max-lines-per-function)': 'lines',
  'eslint(complexity)': 'branches',
  'eslint(max-params)': 'parameters',
};

function filesOf(root) {
  const files = ['apps', 'libs'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  return files.filter((file) => !file.includes('/gen/')).sort();
}
const isSource = (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts');

const offender = (rule, path, name = '') => `${path} ${rule} ${name}`.trim();

// Qualified name of a function or class: `Sessions.open`.
function nameOf(node) {
  const own = [];
  for (let at = node; at !== undefined && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isConstructorDeclaration(at)) own.unshift('constructor');
    else if (
      at.name !== undefined &&
      (ts.isFunctionLike(at) || ts.isClassLike(at) || isBinding(at))
    )
      own.unshift(at.name.getText());
    else if ((ts.isArrowFunction(at) || ts.isFunctionExpression(at)) && !isBinding(at.parent))
      own.unshift('callback');
  }
  return own.join('.');
}
const isBinding = (node) =>
  (ts.isVariableDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertyAssignment(node)) &&
  node.initializer !== undefined &&
  (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer));

function functionAt(source, offset) {
  let found;
  const visit = (node) => {
    if (offset < node.getStart() || offset >= node.end) return;
    if (ts.isFunctionLike(node)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (found === undefined) throw new Error(`${source.fileName}: no function at ${offset}`);
  return found;
}

/**
 * Lists the functions that exceed the linter's limits for lines, branches and parameters. @throws Error if the linter did not
 * read all files
 */
function functionsOver(root, sources) {
  const left = ['**/gen/**', '**/*.spec.ts', '**/*.mjs'].flatMap((glob) => [
    '--ignore-pattern',
    glob,
  ]);
  const asked = ['-c', settings, '-f', 'json', ...left, 'apps', 'libs'];
  const ran = spawnSync(process.execPath, [linter, ...asked], {
    ...{ cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 },
  });
  const said = JSON.parse(ran.stdout);
  if (said.number_of_files !== sources.size)
    throw new Error(`the linter read ${said.number_of_files} files of ${sources.size}`);
  return said.diagnostics.flatMap(({ code, filename, labels }) => {
    const rule = rules[code];
    if (rule === undefined) throw new Error(`${filename}: ${code} is no limit`);
    const source = sources.get(filename);
    // The linter's offsets are bytes.
    const bytes = Buffer.from(source.text).subarray(0, labels[0].span.offset);
    const found = functionAt(source, bytes.toString().length);
    // The collaborators of a constructor have a limit of their own.
    if (rule === 'parameters' && ts.isConstructorDeclaration(found)) return [];
    return [offender(rule, filename, nameOf(found))];
  });
}

const plainFlags =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.ESSymbolLike |
  ts.TypeFlags.Undefined |
  ts.TypeFlags.Null;
const builtIn = /node_modules\/(typescript\/lib|@types\/node|undici-types)\//;
const isBuiltIn = (declaration) => builtIn.test(declaration.getSourceFile().fileName);

// A collaborator can be called or has a method, directly or in a member. All else is plain: limits, options,
// values.
function isCollaborator(checker, given, depth = 0) {
  const type = checker.getBaseConstraintOfType(given) ?? given;
  if ((type.flags & plainFlags) !== 0) return false;
  if (type.isUnion()) return type.types.some((each) => isCollaborator(checker, each, depth));
  // Branded ids: a text or number with a mark.
  if (type.isIntersection() && type.types.some((each) => (each.flags & plainFlags) !== 0))
    return false;
  if (type.getCallSignatures().length > 0) return true;
  const declarations = type.symbol?.declarations ?? [];
  const isMapped = (type.objectFlags & ts.ObjectFlags.Mapped) !== 0;
  if (!isMapped && declarations.length > 0 && declarations.every(isBuiltIn)) return false;
  if (depth > 1) return false;
  return checker
    .getPropertiesOfType(type)
    .some((member) => isCollaborator(checker, checker.getTypeOfSymbol(member), depth + 1));
}

function classesOver(checker, sources) {
  const over = [];
  let seen = 0;
  for (const [file, source] of sources) {
    const visit = (node) => {
      ts.forEachChild(node, visit);
      if (!ts.isConstructorDeclaration(node) || node.body === undefined) return;
      seen++;
      const types = node.parameters.map((each) => checker.getTypeAtLocation(each));
      const collaborators = types.filter((type) => isCollaborator(checker, type)).length;
      const name = nameOf(node.parent);
      if (collaborators > limits.collaborators) over.push(offender('collaborators', file, name));
      if (types.length - collaborators > limits.parameters)
        over.push(offender('parameters', file, `${name}.constructor`));
    };
    visit(source);
  }
  if (seen === 0) throw new Error('no constructor was seen');
  return over;
}

function foldersOver(files) {
  const counts = new Map();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const over = [...counts].filter(([, count]) => count > limits.files);
  return over.map(([folder]) => offender('files', `${folder}/`));
}

// Declarations of the language and of Node, parsed once, however many folders are judged.
const declarations = new Map();
function hostFor(options) {
  const host = ts.createCompilerHost(options);
  const parse = host.getSourceFile;
  host.getSourceFile = (file, ...how) => {
    if (!builtIn.test(file)) return parse(file, ...how);
    const found = declarations.get(file) ?? parse(file, ...how);
    declarations.set(file, found);
    return found;
  };
  return host;
}

export function overLimits(root) {
  const files = filesOf(root);
  const names = files.filter(isSource);
  if (names.length === 0) throw new Error('no source was seen');
  const options = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    customConditions: ['source'],
    experimentalDecorators: true,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    noEmit: true,
  };
  const paths = names.map((file) => join(root, file));
  const program = ts.createProgram(paths, options, hostFor(options));
  // Also sets the parent of each node.
  const checker = program.getTypeChecker();
  const sources = new Map(names.map((file) => [file, program.getSourceFile(join(root, file))]));
  return [
    ...functionsOver(root, sources),
    ...classesOver(checker, sources),
    ...foldersOver(files),
  ].sort();
}
