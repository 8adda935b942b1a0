import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { at } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { mostNames } from '../../people/names/name-book.js';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const arabic = 'أمل بن يوسف';
const notes = ['inbox', 'notes', threadId, '--purpose', 'INVESTIGATION'];

let desk: Desk;
let book: string;
beforeEach(async () => {
  desk = await Desk.open();
  await desk.logIn();
  book = desk.file('profile/session.names.json');
  const noted = ['ben', 'ana'].map((officer) => ({ note: threadId, officer, at: at(), text: 'x' }));
  desk.server.on(`GET /api/v1/inbox/${threadId}/notes`, () => ({ notes: noted, next: null }));
});
afterEach(() => desk.close());

async function done(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await desk.liaise(args);
  expect([code, err]).toEqual([0, '']);
  return out;
}

describe('the name that an officer gives another', () => {
  it('stands isolated beside the id in lists and notes, never in JSON, and goes when it is removed', async () => {
    expect(await done('officer', 'name', 'ben', `  ${arabic}`)).toBe(
      `XA  ben "\u2068${arabic}\u2069"\n`,
    );
    expect(statSync(book).mode & 0o777).toBe(0o600);
    expect(await done('officer', 'list')).toContain(`ben@border-police "\u2068${arabic}\u2069" `);
    expect(await done(...notes)).toMatch(
      new RegExp(` {2}ben "\u2068${arabic}\u2069"\\n {4}x\\n.* {2}ana\\n`),
    );
    for (const command of [notes, ['officer', 'list']])
      expect(await done(...command, '--json')).not.toContain(arabic);
    await done('officer', 'name', 'ben', '--remove');
    expect(await done(...notes)).not.toContain(arabic);
  });

  it('is of one State: the same id of another State has a name of its own', async () => {
    await done('officer', 'name', 'ana', 'Ana Novák');
    await done('officer', 'name', 'ana', 'Ελένη Παππά', '--state', 'XB');
    expect(await done('officer', 'names')).toBe(
      'XA  ana "\u2068Ana Novák\u2069"\nXB  ana "\u2068Ελένη Παππά\u2069"\n',
    );
    expect(await done(...notes)).toContain('  ana "\u2068Ana Novák\u2069"\n');
  });

  it('is refused when it hides something, and the book stays as it was', async () => {
    await done('officer', 'name', 'ana', 'Ana Novák');
    const before = readFileSync(book);
    for (const name of [
      'Ana \u202Ekavo',
      'Ana\u0007',
      'Аna',
      'ben@customs',
      'a'.repeat(10_000),
      '',
    ]) {
      const { code, err } = await desk.liaise(['officer', 'name', 'ben', name]);
      expect([code, err]).toEqual([2, expect.stringContaining('a name')]);
    }
    const both = await desk.liaise(['officer', 'name', 'ben', 'Ben', '--remove']);
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('--remove')]);
    expect(readFileSync(book)).toEqual(before);
  });

  it('is told when it looks like another name or another id', async () => {
    await done('officer', 'name', 'c.novak', 'Clara');
    const { code, err } = await desk.liaise(['officer', 'name', 'ana', 'C. N0vak']);
    expect([code, err]).toEqual([
      0,
      expect.stringContaining('XA/ana: the name looks like that of another'),
    ]);
  });

  it('is not shown from a damaged file, which is said while ids are shown', async () => {
    writeFileSync(book, '{"v":1,"names":[{}]}', { mode: 0o600 });
    const { code, out, err } = await desk.liaise(notes);
    expect([code, out]).toEqual([0, expect.stringContaining('  ben\n')]);
    expect(err).toMatch(
      /^No names are shown, ids alone \(CLI_FILE_INVALID\): .*session\.names\.json: names\/0\/state/,
    );
    const { code: refused } = await desk.liaise(['officer', 'name', 'ben', 'Ben']);
    expect(refused).toBe(1);
  });

  it('is not read from a file that others may write', async () => {
    await done('officer', 'name', 'ben', 'Ben Meier');
    chmodSync(book, 0o620);
    const { code, out, err } = await desk.liaise(notes);
    expect([code, out]).toEqual([0, expect.stringContaining('  ben\n')]);
    expect(err).toMatch(/^No names are shown, ids alone \(CLI_FILE_UNSAFE\): .*names\.json/);
    const named = await desk.liaise(['officer', 'name', 'ben', 'Ben']);
    expect(named.err).toContain('CLI_FILE_UNSAFE');
  });

  it('is kept before the first login, too, for an officer of a named State', async () => {
    rmSync(desk.file('profile'), { recursive: true });
    expect(await done('officer', 'name', 'ana', 'Ana', '--state', 'XB')).toContain(
      '"\u2068Ana\u2069"',
    );
    const { code, err } = await desk.liaise(['officer', 'name', 'ana', 'Ana']);
    expect([code, err]).toEqual([1, expect.stringContaining('CLI_NO_SESSION')]);
  });

  it('is replaced on the screen where it would act on the terminal, whoever wrote the file', async () => {
    const names = [{ state: 'XA', officer: 'ben', name: `\u001b[2J\u202E"${'x'.repeat(99)}` }];
    writeFileSync(book, JSON.stringify({ v: 1, names }), { mode: 0o600 });
    expect(await done(...notes)).toMatch(/ {2}ben "\u2068\ufffd\[2J\ufffdx{26}…\u2069"\n/);
  });
});

describe('the names of a colleague', () => {
  const file = (): string => desk.file('names.json');
  const write = (names: readonly object[]): void =>
    writeFileSync(file(), JSON.stringify({ v: 1, names }));

  it('are shown with a warning before they are taken where two look alike', async () => {
    write([
      { state: 'XA', officer: 'ana', name: 'Ana Novák' },
      { state: 'XA', officer: 'ben', name: 'Ana N0vak' },
    ]);
    const { code, err } = await desk.liaise(['officer', 'names', '--from', file()], 'no');
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('XA/ana, XA/ben: the name looks like'),
    ]);
    expect(await done('officer', 'names')).toBe('No officer has a name in this profile.\n');
  });

  it('are those that names --json writes, and are shown before they are taken', async () => {
    await done('officer', 'name', 'ana', 'Ana Novák');
    const written = await done('officer', 'names', '--json');
    writeFileSync(file(), written.replace('Ana Novák', 'Ana Kovač'));
    const take = ['officer', 'names', '--from', file()];
    const refused = await desk.liaise(take, 'no');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('XA  ana "\u2068Ana Kovač\u2069"  (was Ana Novák)\n');
    expect(await done('officer', 'names')).toContain('Ana Novák');
    expect((await desk.liaise(take, 'yes')).out).toContain('Ana Kovač');
    expect(await done('officer', 'names')).toContain('Ana Kovač');
    // Nothing new in it: nobody is asked.
    expect(await done(...take)).toContain('Ana Kovač');
  });

  it.each([
    ['a name that hides something', [{ state: 'XA', officer: 'ben', name: 'Ana \u202Ekavo' }]],
    ['a name that reads like an id', [{ state: 'XA', officer: 'ben', name: 'a.novak' }]],
    ['an id that is none', [{ state: 'XA', officer: 'Ben Meier', name: 'Ben' }]],
    ['more than are kept', Array(mostNames + 1).fill({ state: 'XA', officer: 'ben', name: 'Ben' })],
  ])('are refused whole for %s', async (_, names) => {
    write(names as readonly object[]);
    const { code, err } = await desk.liaise(['officer', 'names', '--from', file(), '--yes']);
    expect([code, err]).toEqual([1, expect.stringContaining('CLI_FILE_INVALID')]);
  });

  it('are not taken beyond the limit', async () => {
    const many = (letter: string): object[] =>
      Array.from({ length: mostNames - 1 }, (_, i) => ({
        ...{ state: 'XA', officer: `${letter}${i}`, name: `Name ${letter}` },
      }));
    write(many('b'));
    const first = await desk.liaise(['officer', 'names', '--from', file(), '--yes']);
    expect([first.code, first.err]).toEqual([
      0,
      'XA/b0, XA/b1, XA/b2, XA/b3, XA/b4, …: the name looks like that of another officer. Read the id, not the name.\n',
    ]);
    write(many('c'));
    const { code, err } = await desk.liaise(['officer', 'names', '--from', file(), '--yes']);
    expect([code, err]).toEqual([2, expect.stringContaining(`at most ${mostNames} names`)]);
  });
});
