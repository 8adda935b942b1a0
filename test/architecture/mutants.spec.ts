import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Mutant {
  readonly name: string;
  readonly kind: string;
  readonly removes: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly {
    readonly project: string;
    readonly path: string;
    /** File that contains the test; given when the spec file in `path` only imports that file. */
    readonly holds?: string;
    readonly name: string;
    /** Part of the error message, for a test that fails by an error and not by an expectation. */
    readonly fails?: string | readonly string[];
  }[];
}
interface Guarded {
  readonly readMutants: (root: string) => Mutant[];
  readonly guardOf: (root: string, mutant: Mutant) => string;
  readonly changedFiles: (mutant: Mutant) => string[];
  readonly staleMutants: (
    root: string,
    mutants?: readonly Mutant[],
    record?: Readonly<Record<string, string>>,
  ) => string[];
}
const guarded = new URL('../../scripts/guarded.mjs', import.meta.url).href;
const { readMutants, guardOf, changedFiles, staleMutants } = (await import(guarded)) as Guarded;

const root = fileURLToPath(new URL('../..', import.meta.url));
const mutants = readMutants(root);
/**
 * Number of mutants for each value of `kind` in `Mutant`. Lower a number only when a guard is not needed any more, and state
 * the reason.
 */
const counted: Readonly<Record<string, number>> = {
  carriage: 5,
  claims: 6,
  locks: 7,
  log: 12,
  once: 10,
  sessions: 5,
  standing: 17,
  stops: 11,
  walls: 4,
};

describe('mutants', () => {
  it('were caught as what they guard stands there now', () => {
    expect(staleMutants(root)).toEqual([]);
  });

  it('are as many of each kind of guard as before', () => {
    const counts = Object.fromEntries(
      [...new Set(mutants.map(({ kind }) => kind))].map((kind) => [
        kind,
        mutants.filter((each) => each.kind === kind).length,
      ]),
    );
    expect(counts).toEqual(counted);
  });

  it('say in one or two sentences what they remove, and change the product alone', () => {
    for (const { name, removes, file } of mutants) {
      expect([name, /^[a-z]+(-[a-z]+)*$/.test(name)]).toEqual([name, true]);
      expect([name, removes.split(/\s+/).length > 5]).toEqual([name, true]);
      expect([name, /^(libs|apps)\/.*(?<!\.spec)\.(ts|sql)$/.test(file)]).toEqual([name, true]);
    }
  });
});

describe('the judge of mutants', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'liaise-mutants-'));
    mkdirSync(join(folder, 'libs'));
    write('libs/x.ts', source('  return held;'));
    write('libs/x.spec.ts', 'first');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const source = (body: string, beside = '1'): string =>
    `export class X {\n  lock() {\n  ${body}\n  }\n  other() {\n    return ${beside};\n  }\n}\n`;
  const mutant: Mutant = {
    ...{ name: 'x', kind: 'locks', removes: 'A lock.', file: 'libs/x.ts' },
    ...{ find: 'return held;', replace: '' },
    tests: [{ project: 'unit', path: 'libs/x.spec.ts', name: 'holds' }],
  };
  const stale = (changed: Partial<Mutant> = {}, record = { x: guardOf(folder, mutant) }) =>
    staleMutants(folder, [{ ...mutant, ...changed }], record).map((line) => line.split(':')[0]);
  const moved = ['what mutant x guards has moved'];

  it('lets pass what was caught, also when something else of the class moves', () => {
    const record = { x: guardOf(folder, mutant) };
    expect(stale({}, record)).toEqual([]);
    write('libs/x.ts', source('  return held;', '2'));
    expect(stale({}, record)).toEqual([]);
    // A file that its test needs was moved.
    write('libs/x.spec.ts', "import {\n  y,\n} from './y.js';\nfirst");
    expect(stale({}, record)).toEqual([]);
    // A changed comment does not count.
    write(
      'libs/x.ts',
      source('  // Why.\n  return held;').replace('lock()', '/** What. */\n  lock()'),
    );
    write('libs/x.spec.ts', '// Why.\nfirst');
    expect(stale({}, record)).toEqual([]);
  });

  it('finds a guard, a test or a mutant that has moved, and one that was never caught', () => {
    const record = { x: guardOf(folder, mutant) };
    expect(stale({ replace: 'return 0;' })).toEqual(moved);
    write('libs/x.spec.ts', 'second');
    expect(stale({}, record)).toEqual(moved);
    write('libs/x.spec.ts', 'first');
    write('libs/x.ts', source('  if (late) return held;'));
    expect(stale({}, record)).toEqual(moved);
    expect(staleMutants(folder, [mutant], {})).toHaveLength(1);
  });

  it('finds SQL that has moved anywhere in its file, and changes it in the migration too', () => {
    write('libs/x.sql', "-- One.\nselect pg_temp.wall('x');");
    const wall = { ...mutant, file: 'libs/x.sql', find: "select pg_temp.wall('x');" };
    const record = { x: guardOf(folder, wall) };
    expect(stale(wall, record)).toEqual([]);
    write('libs/x.sql', "-- Two.\nselect pg_temp.wall('x');");
    expect(stale(wall, record)).toEqual(moved);
    expect(changedFiles(wall)).toEqual(['libs/x.sql', 'libs/store/src/gen/baseline.ts']);
    expect(changedFiles(mutant)).toEqual(['libs/x.ts']);
  });

  it('finds a text that is gone or stands there twice, and a record of no mutant', () => {
    const record = { x: guardOf(folder, mutant) };
    for (const body of ['  return 1;', '  return held; return held;']) {
      write('libs/x.ts', source(body));
      expect(stale({}, record)).toEqual(['mutant x cannot be made']);
    }
    expect(staleMutants(folder, [], record)).toHaveLength(1);
    expect(staleMutants(folder, [mutant, mutant], {})).toContain('two mutants are called x');
  });
});
