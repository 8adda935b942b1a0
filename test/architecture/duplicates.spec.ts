import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { sources } from './imports.js';

const root = resolve(import.meta.dirname, '../..');

const most = 30;

interface Source {
  readonly name: string;
  readonly text: string;
}

interface Line {
  readonly text: string;
  readonly number: number;
}

function linesOf(text: string): Line[] {
  const plain = text
    .replaceAll(/^import\b[^;]*;|\/\*[^]*?\*\//gm, (part) => part.replaceAll(/[^\n]/g, ''))
    .split('\n');
  return plain
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter((line) => /\w/.test(line.text) && !line.text.startsWith('//'));
}

// Repeated stretches of more than `most` lines, each with both places where it begins.
function duplicates(files: readonly Source[]): string[] {
  const seen = new Map<string, string>();
  const found: string[] = [];
  for (const { name, text } of files) {
    const lines = linesOf(text);
    for (let at = 0; at + most < lines.length; at += 1) {
      const part = lines.slice(at, at + most + 1);
      const key = part.map((line) => line.text).join('\n');
      const place = `${name}:${part[0]?.number ?? 0}`;
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, place);
        continue;
      }
      found.push(`${place} as ${first}`);
      // Skips the rest of the stretch, which is reported once.
      at += most;
    }
  }
  return found;
}

describe('a stretch of source', () => {
  it('of more than 30 lines stands once', () => {
    const files = ['apps', 'libs', 'test']
      .flatMap((folder) => sources(resolve(root, folder)))
      .filter((file) => !file.includes('/gen/'))
      .map((file) => ({ name: relative(root, file), text: readFileSync(file, 'utf8') }));
    expect(files.length).toBeGreaterThan(1_000);
    expect(duplicates(files)).toEqual([]);
  });
});

describe('the reader of duplicates', () => {
  const body = (count: number): string =>
    Array.from({ length: count }, (_, line) => `step(${line});`).join('\n');

  it('finds 31 lines that stand twice, also in one file and with other comments between', () => {
    const [one, other] = [body(31), body(31).replaceAll('\n', '\n\n// Why.\n  ')];
    expect(duplicates([{ name: 'a.ts', text: `${one}\nend();\n${one}` }])).toEqual([
      'a.ts:33 as a.ts:1',
    ]);
    const files = [
      { name: 'a.ts', text: `import { step } from './b.js';\n${one}` },
      { name: 'b.ts', text: `/**\n * Steps.\n */\n${other}` },
    ];
    expect(duplicates(files)).toEqual(['b.ts:4 as a.ts:2']);
  });

  it('leaves 30 lines, and the same imports', () => {
    const imports = `import {\n${body(40)}\n} from 'c';\n`
      .replaceAll(/[();]/g, ',')
      .replace("'c',", "'c';");
    expect(linesOf(imports)).toEqual([]);
    const files = ['a.ts', 'b.ts'].map((name) => ({ name, text: `${body(30)}\nat('${name}');` }));
    expect(duplicates(files)).toEqual([]);
  });
});
