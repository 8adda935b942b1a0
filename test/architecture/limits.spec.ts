import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface OverLimits {
  readonly overLimits: (root: string) => string[];
}
const reader = new URL('../../scripts/over-limits.mjs', import.meta.url).href;
const { overLimits } = (await import(reader)) as OverLimits;
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('functions, classes and folders', () => {
  it('are within their limits, all of them', () => {
    expect(overLimits(root)).toEqual([]);
  });
});

describe('the reader of the limits', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaise-limits-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    write('apps/door/src/main.ts', 'export class Door { constructor(readonly a: Date) {} }');
    write('libs/base/src/small.ts', 'export const small = 1;');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const words = (count: number, word: string): string =>
    Array.from({ length: count }, (_, i) => word.replaceAll('$', String(i))).join('');
  const lines = (count: number): string => `export function long${count}() {${words(count, '\n')}}`;
  const branches = (count: number): string =>
    `export const x${count} = { of${count}: (a: number) => {${words(count, 'if (a > $) return;')} } };`;
  const parameters = (count: number): string =>
    `export class A${count} { b(${words(count, 'a$: string, ')}) {} }`;

  it('finds a function with too many lines, branches or parameters, and names it', () => {
    // A two-byte letter before them: the linter's offsets are bytes.
    write('libs/base/src/a.ts', `// é\n${lines(59)}\n${lines(60)}`);
    write('libs/base/src/b.ts', `${branches(9)}\n${branches(10)}`);
    write('libs/base/src/c.ts', `${parameters(4)}\n${parameters(5)}`);
    expect(overLimits(folder)).toEqual([
      'libs/base/src/a.ts lines long60',
      'libs/base/src/b.ts branches of10',
      'libs/base/src/c.ts parameters A5.b',
    ]);
  });

  it('finds a class with too many collaborators, and counts its plain parameters apart', () => {
    const four = 'a: Log, b: Lane, c: () => Date, d: Pick<Log, "write">, ';
    const plain = 'l: Limits, i: Id | undefined, u: Uint8Array, m: Map<string, Id>, ';
    const classOf = (name: string, ...given: string[]): string =>
      `export class ${name} { constructor(${given.join('')}) {} }\n`;
    write(
      'libs/base/src/a.ts',
      `type Id = string & { readonly is: 'id' };\n` +
        `interface Limits { readonly most: number; readonly since: Date; readonly ids: readonly Id[] }\n` +
        `interface Lane { readonly log: { write(): void } }\nclass Log { write() {} }\n` +
        classOf('Full', four, 'e: Log | undefined, ', plain) +
        classOf('Six', four, 'e: Log, f: Lane, ') +
        classOf('Long', four, plain, 'n: number'),
    );
    expect(overLimits(folder)).toEqual([
      'libs/base/src/a.ts collaborators Six',
      'libs/base/src/a.ts parameters Long.constructor',
    ]);
  });

  it('finds a folder with too many files of any sort', () => {
    for (let i = 0; i < 26; i++) write(`libs/base/src/many/${i}.sql`, '');
    for (let i = 0; i < 25; i++) write(`libs/base/src/few/${i}.sql`, '');
    expect(overLimits(folder)).toEqual(['libs/base/src/many/ files']);
  });

  it('leaves out specs and generated code, whatever they are', () => {
    write('libs/base/src/gen/a.ts', lines(70));
    write('libs/base/src/a.spec.ts', lines(70));
    expect(overLimits(folder)).toEqual([]);
  });

  it('refuses to see nothing', () => {
    rmSync(join(folder, 'apps/door/src/main.ts'));
    expect(() => overLimits(folder)).toThrow('no constructor was seen');
    rmSync(join(folder, 'libs/base/src/small.ts'));
    expect(() => overLimits(folder)).toThrow('no source was seen');
  });
});
