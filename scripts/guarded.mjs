// Reads the mutants (test/mutants) and the code that each guards: the changed function and the tests that catch it.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const folder = 'test/mutants';
const caughtFile = 'caught.json';
export const recordFile = join(folder, caughtFile);

export function readMutants(root) {
  const lists = readdirSync(join(root, folder)).filter(
    (file) => file.endsWith('.json') && file !== caughtFile,
  );
  return lists.sort().flatMap((file) => {
    const kind = basename(file, '.json');
    const list = JSON.parse(readFileSync(join(root, folder, file), 'utf8'));
    return list.map((mutant) => ({ ...mutant, kind }));
  });
}

export function readRecord(root) {
  const path = join(root, recordFile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** Replaces `find` in `text`. @throws Error if `find` does not occur exactly once, or if `replace` equals `find` */
export function mutated(text, { file, find, replace }) {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`${file}: its text stands there ${places} times, not once`);
  if (find === replace) throw new Error(`${file}: its replacement changes nothing`);
  return text.replace(find, () => replace);
}

/** Files that a mutant changes. SQL of the schema also occurs in the generated migration, which changes with it. */
export const changedFiles = ({ file }) =>
  file.endsWith('.sql') ? [file, 'libs/store/src/gen/baseline.ts'] : [file];

// Prints code without comments, which no test depends on.
const printer = ts.createPrinter({ removeComments: true });
const parsed = (file, text) => ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);

/** Returns the class member or statement that contains `find`, without comments. For SQL, returns the whole file. */
export function guardedText(text, { file, find }) {
  if (file.endsWith('.sql')) return text;
  const at = text.indexOf(find);
  const source = parsed(file, text);
  const around = (nodes) => nodes.find((node) => node.getFullStart() <= at && at < node.end);
  const statement = around(source.statements);
  if (statement === undefined) return text;
  const member = ts.isClassDeclaration(statement) ? around(statement.members) : undefined;
  return printer.printNode(ts.EmitHint.Unspecified, member ?? statement, source);
}

const filesOf = ({ tests }) => [
  ...new Set(tests.flatMap(({ path, holds }) => (holds === undefined ? [path] : [path, holds]))),
];

// Removes imports, which change whenever a file moves.
const withoutImports = (text) => text.replaceAll(/^import\b[^;]*;\n/gm, '');

/**
 * SHA-256 of a mutant, the code that it changes, and its test files. Leaves out TypeScript comments, and import statements of
 * test files. @throws Error if the mutant names no test or cannot be made
 */
export function guardOf(root, mutant) {
  const { name, find, replace, file, tests } = mutant;
  if (tests.length === 0) throw new Error('no test is named');
  const text = readFileSync(join(root, file), 'utf8');
  mutated(text, mutant);
  const hash = createHash('sha256');
  const parts = [JSON.stringify({ name, file, find, replace, tests }), guardedText(text, mutant)];
  const read = filesOf(mutant).map((path) =>
    printer.printFile(parsed(path, withoutImports(readFileSync(join(root, path), 'utf8')))),
  );
  for (const part of [...parts, ...read]) hash.update(`${Buffer.byteLength(part)}\n${part}`);
  return hash.digest('hex');
}

export function staleMutants(root, mutants = readMutants(root), record = readRecord(root)) {
  const names = mutants.map(({ name }) => name);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  const gone = Object.keys(record).filter((name) => !names.includes(name));
  return [
    ...twice.map((name) => `two mutants are called ${name}`),
    ...gone.map((name) => `${name} is in ${recordFile} and in no list`),
    ...mutants.flatMap((mutant) => stale(root, mutant, record[mutant.name])),
  ];
}

function stale(root, mutant, known) {
  const { name } = mutant;
  try {
    if (guardOf(root, mutant) === known) return [];
    return [`what mutant ${name} guards has moved: run \`node scripts/mutants.mjs ${name}\``];
  } catch (error) {
    return [`mutant ${name} cannot be made: ${error.message}`];
  }
}
