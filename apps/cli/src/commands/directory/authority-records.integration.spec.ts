import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseAuthorityId } from '#kernel';
import { decodeEntry } from '#wire';
import { aProfile } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { DirectoryServer } from '../../../../../test/support/directory-server.js';
import { aLinkId } from '../../../../../test/support/state.js';
import { newOfficerKey } from '../../keys/officer-keys.js';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
  const { xa, server, xb } = desk;
  const body = { authority: parseAuthorityId('border-police'), ...aProfile() };
  await xa.add('authority-profile', body, xa.registrars);
  DirectoryServer.open(server, xa, [xb], aLinkId());
  await desk.logIn();
});
afterEach(() => desk.close());

const nameOf = (state: 'xa' | 'xb'): string => {
  const entry = desk[state].directory
    .map((signed) => decodeEntry(signed.entry))
    .find(({ kind }) => kind === 'authority');
  return (entry?.body as { name: string }).name;
};
const record = (members: object = {}): object => ({
  ...{ state: 'XA', authority: 'border-police', name: nameOf('xa') },
  ...aProfile(),
  ...members,
});
const write = (...records: object[]): string => {
  writeFileSync(desk.file('records.json'), JSON.stringify(records, undefined, 1));
  return desk.file('records.json');
};

it('what was exported is the same when it is imported, in both forms', async () => {
  for (const format of ['csv', 'json']) {
    const out = desk.file(`out.${format}`);
    const written = await desk.liaise(['authority', 'export', '--out', out]);
    expect([written.code, written.out]).toEqual([0, `${out}: 1 record\n`]);
    const read = await desk.liaise(['authority', 'import', out, '--json']);
    expect(JSON.parse(read.out)).toEqual({
      records: [
        {
          ...{ state: 'XA', authority: 'border-police', name: nameOf('xa') },
          ...{ change: 'same', ours: true, members: [] },
        },
      ],
      drafts: [],
    });
    expect(read.err).toContain('nothing to sign');
    expect((await desk.liaise(['authority', 'export', '--out', out])).err).toContain(
      'CLI_FILE_EXISTS',
    );
  }
});

it('a record that changes makes a draft that nobody has signed, which two registrars then sign', async () => {
  const about = { state: 'XB', authority: 'coast-guard', name: nameOf('xb') };
  const file = write(record({ phone: '+385 1 999' }), record(about));
  const drafts = desk.file('drafts');
  const { code, out, err } = await desk.liaise(['authority', 'import', file, '--drafts', drafts]);
  expect(code).toBe(0);
  expect(out).toContain('phone: "+385 1 234567" -> "+385 1 999"');
  expect(out).toMatch(/XB +coast-guard .*\n {4}unverified, not kept: XB has not signed it here/);
  expect(err).toContain('--cosign FILE by two registrars');
  const draft = desk.file('drafts/border-police.json');
  expect(out).toContain(draft);
  expect(existsSync(desk.file('drafts/coast-guard.json'))).toBe(false);
  const read = (): { entry: string; signatures: string[] } =>
    JSON.parse(readFileSync(draft, 'utf8')) as ReturnType<typeof read>;
  expect(read().signatures).toEqual([]);
  for (const name of ['one', 'two']) {
    await newOfficerKey(`registrar-${name}`, desk.file(`${name}.key`), undefined, new Date());
    const sign = ['authority', 'describe', '--yes', '--cosign', draft];
    expect((await desk.liaise([...sign, '--key', desk.file(`${name}.key`)])).code).toBe(0);
  }
  const { body } = decodeEntry(Buffer.from(read().entry, 'base64'));
  expect([read().signatures.length, body]).toEqual([
    2,
    { authority: 'border-police', ...aProfile({ phone: '+385 1 999' }) },
  ]);
});

it('one wrong record keeps every draft back, and all that is wrong is told by its line', async () => {
  const bad = record({ authority: 'customs', name: 'Customs', languages: ['iw'], phone: 'call' });
  const drafts = desk.file('drafts');
  const run = (file: string) =>
    desk.liaise(['authority', 'import', file, '--drafts', drafts, '--json']);
  const first = await run(write(record({ phone: '' }), bad));
  const { flaws, count } = JSON.parse(first.out) as { flaws: { line: number }[]; count: number };
  expect([first.code, count]).toEqual([1, 2]);
  expect(flaws).toEqual([
    expect.objectContaining({ code: 'LANGUAGE_UNKNOWN', member: 'languages', says: '"iw"' }),
    expect.objectContaining({ code: 'MEMBER_WRONG', member: 'phone' }),
  ]);
  expect(flaws[0]?.line).toBeGreaterThan(20);
  // Each record alone is well formed; one names an unknown authority, one renames an own authority.
  const second = await run(write(record({ authority: 'ghosts' }), record({ name: 'Our Police' })));
  expect(JSON.parse(second.out)).toMatchObject({
    flaws: [{ code: 'AUTHORITY_UNKNOWN' }, { code: 'NAME_DIFFERS', says: nameOf('xa') }],
  });
  expect(second.err).toContain('CLI_RECORDS_INVALID');
  expect(existsSync(drafts)).toBe(false);
});

it('a file without a record of ours is not said to be the same as what is signed', async () => {
  const theirs = await desk.liaise([
    ...['authority', 'import'],
    write(record({ state: 'XB', authority: 'coast-guard', name: nameOf('xb') })),
  ]);
  expect(theirs.err).toBe('There is no record of this State in it: nothing to sign.\n');
  const none = await desk.liaise(['authority', 'import', write()]);
  expect(none.err).toBe('There is no record in it: nothing was compared.\n');
});

it('a folder that is there is not written into, and a file of another form not read', async () => {
  const file = write(record({ phone: '' }));
  const into = await desk.liaise(['authority', 'import', file, '--drafts', desk.dir]);
  expect(into.err).toContain('CLI_FILE_EXISTS');
  expect((await desk.liaise(['authority', 'import', desk.file('novak.key')])).code).toBe(2);
  expect((await desk.liaise(['authority', 'export', '--out', desk.file('a.xls')])).code).toBe(2);
});
