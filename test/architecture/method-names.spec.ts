import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sources } from './imports.js';
import { vagueMethodsIn } from './method-names.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Classes that a service schedules as jobs, beside those in `.jobs.ts`.
const steps =
  /^libs\/journey\/src\/(?:0[23467]-[a-z]+|links\/note-links|objects\/relay-objects|open\/tell-refusals|statements\/(?:answer-custody|carry-stop-words|resolve-gaps|send-directory|send-log-statements))\.ts$/;
const watch = 'libs/service-runtime/src/watch-troubles.ts';
const holdsJob = (file: string): boolean =>
  file.endsWith('.jobs.ts') || steps.test(file) || file === watch;

describe('the name of a method', () => {
  it('says what the method does, and not `take`, `of`, `keep`, `list`, `record` or `run` alone', () => {
    const found = ['libs', 'apps', 'test']
      .flatMap((folder) => sources(resolve(root, folder)))
      .map((path) => [relative(root, path), readFileSync(path, 'utf8')] as const)
      .flatMap(([file, text]) =>
        vagueMethodsIn(text, holdsJob(file)).map((each) => `${file}:${each}`),
      );
    expect(found).toEqual([]);
  });

  it.each([
    ['a method', 'class A {\n  async keep(): Promise<void> {}\n}', ['2 keep']],
    ['a private one', 'class A { #take(): void {} }', ['1 take']],
    ['a static one', 'class A { static of(b: B): A { return new A(b); } }', ['1 of']],
    ['a function of a class', 'class A { list = (): void => {}; }', ['1 list']],
    ['a parameter', 'class A { constructor(private readonly keep: () => void) {} }', ['1 keep']],
    ['a method of a type', 'interface A { record(a: B): void }', ['1 record']],
    ['a function of a type', 'type A = { readonly of: (a: B) => C };', ['1 of']],
    ['a function of a value', 'const a = { list: (b: B) => b };', ['1 list']],
    ['a method of a value', 'const a = { take() {} };', ['1 take']],
    ['what is no job', 'class A { run(): void {} }', ['1 run']],
    ['a run of something', 'interface A { run(b: B): void }', ['1 run']],
  ])('is found: %s', (_, text, found) => {
    expect(vagueMethodsIn(text, false)).toEqual(found);
  });

  it.each([
    ['a longer name', 'class A { keepFile(): void {} }'],
    ['a value', 'class A { readonly list: readonly B[] = []; }'],
    ['the interface of a job', 'interface A { readonly run: (life: boolean) => Promise<boolean> }'],
    ['the start of a job', 'const a = { wake: "b", run: () => c.run() };'],
    ['a function', 'const run = (a: B) => a;'],
  ])('is right: %s', (_, text) => {
    expect(vagueMethodsIn(text, false)).toEqual([]);
  });

  it('may be `run` in a job', () => {
    const job = 'class A { async run(day?: string): Promise<boolean> { return true; } }';
    expect(vagueMethodsIn(job, true)).toEqual([]);
    expect(vagueMethodsIn('class A { take(): void {} }', true)).toEqual(['1 take']);
  });
});
