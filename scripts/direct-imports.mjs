// Plugin of the bundler: a name imported from the index of a library is imported from the file that declares it.
// Else each command of `liaise` would load all files of every index that it names.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const imports = /^import \{ ([^}]+) \} from '(#[^']+)';/gm;
const whole = /^import \* as \S+ from '#/m;
const exports = /^export \{ ([^}]+) \} from '([^']+)';/gm;

// Pairs of the name in the file named and the name in the file that names it.
const namesOf = (list) =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const [from, as = from] = each.split(' as ');
      return { from, as };
    });

export function directImports(root) {
  const { imports: libraries } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const indexes = new Map();

  const fileOf = (name, importer) => {
    if (name.startsWith('.')) return join(dirname(importer), name);
    const path = libraries[name]?.default;
    return path?.endsWith('/index.js') ? join(root, path) : undefined;
  };

  const indexOf = (file) => {
    const known = indexes.get(file);
    if (known !== undefined) return known;
    const found = new Map();
    indexes.set(file, found);
    for (const [, list, from] of readFileSync(file, 'utf8').matchAll(exports))
      for (const each of namesOf(list)) found.set(each.as, { from, name: each.from });
    return found;
  };

  const declared = (file, name) => {
    const passed = indexOf(file).get(name);
    const next = passed && fileOf(passed.from, file);
    return next === undefined ? { file, name } : declared(next, passed.name);
  };

  const direct = (whole, list, library) => {
    const index = fileOf(library, root);
    if (index === undefined) return whole;
    return namesOf(list)
      .map(({ from, as }) => {
        const { file, name } = declared(index, from);
        return `import { ${name} as ${as} } from ${JSON.stringify(file)};`;
      })
      .join('');
  };

  return {
    name: 'direct-imports',
    setup({ onLoad }) {
      onLoad({ filter: /\/dist\/(apps|libs)\/.*\.js$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (whole.test(source)) throw new Error(`imports an index as a whole: ${path}`);
        return { contents: source.replaceAll(imports, direct) };
      });
    },
  };
}
