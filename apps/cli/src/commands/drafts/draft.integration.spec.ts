import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { v7 } from 'uuid';
import { liaise } from '../../../../../test/support/command.js';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import { sealKept } from '#seal';
import { decodeDocument, sha256 } from '#wire';
import { newOfficerKey } from '../../keys/officer-keys.js';

const words = 'Zvonimir waits at border stone 17';
const fields = [
  ...['--to', 'xb/coast-guard', '--purpose', 'investigation', '--text', words],
  ...['--set', 'facts=It landed.', '--set', 'ownReference=BP-1', '--set', 'subjectLine=A van'],
  ...['--set', 'underlyingOffence=Smuggling', '--set', 'necessityAndProportionality=Needed.'],
];
const reasons = ['--set', 'reasonsInformationAvailable=Your plate.'];
const all = [...fields, ...reasons];

let desk: Desk;
const folder = (): string => desk.file('profile/session.drafts');
const kept = (): string[] => (existsSync(folder()) ? readdirSync(folder()) : []);
const fill = (...more: string[]) => desk.liaise(['request', 'new', 'information', ...more], 'no');
const draft = (...args: string[]) => desk.liaise(['draft', ...args], 'no');
const one = (): string => (kept()[0] ?? '').replace('.pgp', '').slice(-8);
const sent = () => {
  const { json } = desk.server.last('POST /api/v1/requests');
  return decodeDocument(Buffer.from(String(json()['document']), 'base64')).body;
};

// Runs a form with an editor that is this script.
function editing(script: string, ...more: string[]) {
  const editor = desk.file('editor.cjs');
  const head = `const fs = require('fs'), path = require('path'), file = process.argv[2];`;
  writeFileSync(editor, `${head}\n${script}`);
  const env = { LIAISE_PROFILE: desk.file('profile/'), EDITOR: `${process.execPath} ${editor}` };
  return liaise(['request', 'new', 'information', '--edit', '--yes', ...more], { env });
}

function everyByte(path: string): Buffer {
  const files = readdirSync(path, { recursive: true, withFileTypes: true });
  const each = files.filter((file) => file.isFile());
  return Buffer.concat(each.map((file) => readFileSync(join(file.parentPath, file.name))));
}

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  const none = { duplicates: [], otherDesk: false, checksLeft: 29 };
  desk.server.on('POST /api/v1/requests/duplicates', () => none);
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => {
  rmSync(folder(), { recursive: true, force: true });
  desk.server.on('POST /api/v1/requests', ({ json }) => {
    const { id } = decodeDocument(Buffer.from(String(json()['document']), 'base64'));
    return { thread: id, dispatch: id, warnings: [] };
  });
});

describe('a form that was not sent', () => {
  it('is kept when the person says no, with no word of it readable on disk, and sent when resumed', async () => {
    const declined = await fill(...all);
    expect([declined.code, declined.err]).toEqual([
      1,
      expect.stringContaining('CLI_NOT_CONFIRMED'),
    ]);
    expect(declined.err).toContain(`liaise draft resume ${one()}`);
    expect(statSync(join(folder(), kept()[0] ?? '')).mode & 0o777).toBe(0o600);
    const bytes = everyByte(desk.dir);
    for (const secret of [words, 'It landed.', 'reasonsInformationAvailable', 'A van'])
      for (const form of ['utf8', 'utf16le', 'base64'] as const)
        expect(bytes.includes(Buffer.from(secret, form === 'base64' ? 'utf8' : form))).toBe(false);
    const listed = await draft('list');
    expect(listed.out).toMatch(
      new RegExp(`^ID.*\\n${one()}  .*INFORMATION +XB/coast-guard +CLI_NOT_CONFIRMED`),
    );
    const again = await desk.liaise(['draft', 'resume', one()], 'yes');
    expect(again.err).not.toContain('CLI_');
    expect(again.out).toContain('Signed and queued');
    expect(sent()).toMatchObject({ informationRequested: words, facts: 'It landed.' });
    expect(kept()).toEqual([]);
  });

  it('is kept with its flaws, and goes on from there in the same draft', async () => {
    const wrong = await fill(...fields, '--yes');
    expect(wrong.err).toMatch(/missing: .reasonsInformationAvailable/);
    const id = one();
    expect((await draft('resume', id, '--set', 'urgent=perhaps', '--yes')).err).toMatch('urgent');
    expect(kept()).toHaveLength(1);
    const enclosing = `inbox/${v7()}/${v7()}`;
    const enclosed = await draft('resume', id, '--enclose', enclosing, '--yes');
    expect([enclosed.code, enclosed.err]).toEqual([2, expect.stringMatching('only a forward')]);
    const right = await draft('resume', id, ...reasons, '--set', 'urgent=no', '--yes');
    expect(right.out).toContain('Signed and queued');
    expect([kept(), sent()]).toEqual([[], expect.objectContaining({ urgent: false })]);
  });

  it('is kept when the gateway refuses it or cannot be reached, and says when it may have arrived', async () => {
    desk.server.on('POST /api/v1/requests', (_, reply) => refuse(reply, 422, 'POLICY_FORBIDS'));
    expect((await fill(...all, '--yes')).err).toContain(`draft resume ${one()}`);
    desk.server.on('POST /api/v1/requests', (_, { socket }) => void socket?.destroy());
    const cut = await draft('resume', one(), '--yes');
    expect(cut.err).toMatch(/may have arrived[^]*draft resume/);
    expect((await draft('list')).out).toMatch('CLI_UNREACHABLE');
    desk.server.on('POST /api/v1/requests', (_, reply) => refuse(reply, 504, 'BUS_TIMEOUT'));
    expect((await draft('resume', one(), '--yes')).err).toMatch('may have arrived');
  });

  it('is kept as far as it was filled in when the person ends the input', async () => {
    const { err } = await desk.liaise(['request', 'new', 'information'], undefined, [
      'xb/coast-guard',
      'prevention',
      words,
    ]);
    expect(err).toContain('the form was not filled in');
    const shown = JSON.parse((await draft('show', one())).out) as object;
    expect(shown).toMatchObject({
      ...{ to: { state: 'XB', authority: 'coast-guard' }, purpose: 'PREVENTION' },
    });
    rmSync(folder(), { recursive: true });
    await desk.liaise(['request', 'new', 'information'], undefined, []);
    expect(kept()).toEqual([]);
  });

  it('is kept as an editor has left it, and edited again', async () => {
    writeFileSync(
      desk.file('e.cjs'),
      `require('fs').writeFileSync(process.argv[2], '{"purpose": Zv');`,
    );
    const env = {
      LIAISE_PROFILE: desk.file('profile/'),
      EDITOR: `${process.execPath} ${desk.file('e.cjs')}`,
    };
    const edit = ['request', 'new', 'information', '--edit', '--yes'];
    expect((await liaise(edit, { env })).err).toMatch(/form: not JSON/);
    expect((await draft('show', one())).out).toBe('{"purpose": Zv\n');
    expect((await draft('resume', one())).err).toMatch(/draft: not JSON/);
    writeFileSync(
      desk.file('e.cjs'),
      `const fs = require('fs'), [, , file] = process.argv;
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8') === '{"purpose": Zv' ? '{"seen": 1}' : '');`,
    );
    const again = await liaise(['draft', 'resume', one(), '--edit', '--yes'], { env });
    expect(again.err).toMatch(/unknown member "seen"/);
  });
});

describe('a form with --keep', () => {
  it('is kept on every error before it is kept on demand', async () => {
    writeFileSync(desk.file('there.json'), '{}');
    const out = await fill(...all, '--keep', '--out', desk.file('there.json'));
    expect([out.err, kept().length]).toEqual([expect.stringContaining('CLI_FILE_EXISTS'), 1]);
    const ask = ['request', 'new', 'information', '--keep'];
    const ended = await desk.liaise(ask, undefined, ['xb/coast-guard']);
    expect([ended.err, kept().length]).toEqual([expect.stringContaining('not filled in'), 2]);
    const broken = await editing(`fs.writeFileSync(file, '{"seen": Zv');`, '--keep');
    expect([broken.err, kept().length]).toEqual([expect.stringContaining('not JSON'), 3]);
  });

  it('answers its id, also when the short id cannot be remembered', async () => {
    const ids = desk.file('profile/session.ids');
    rmSync(ids, { force: true });
    mkdirSync(ids);
    const { code, out } = await fill(...all, '--keep', '--json');
    rmSync(ids, { recursive: true });
    const [file] = kept();
    expect([code, JSON.parse(out)]).toEqual([0, { draft: file?.replace('.pgp', '') }]);
  });
});

describe('an editor', () => {
  const forms = (): string[] =>
    readdirSync(desk.file('profile')).filter((name) => name.startsWith('form-'));

  it('leaves no copy behind, and what a killed program left goes with the next form', async () => {
    const gone = desk.file(`profile/form-999999999-${'0'.repeat(16)}`);
    const lives = desk.file(`profile/form-${process.ppid}-${'0'.repeat(16)}`);
    for (const folder of [gone, lives]) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'form.json'), 'Left here');
    }
    await editing(`
      for (const name of ['form.json~', '.form.json.swp', 'deep/form.json'])
        fs.mkdirSync(path.dirname(path.join(path.dirname(file), name)), { recursive: true }),
          fs.writeFileSync(path.join(path.dirname(file), name), ${JSON.stringify(words)});
      fs.symlinkSync('nowhere', path.join(path.dirname(file), '.#form.json'));
      fs.writeFileSync(file, ${JSON.stringify(words)});`);
    expect(forms()).toEqual([`form-${process.ppid}-${'0'.repeat(16)}`]);
    expect(everyByte(desk.file('profile')).includes(words)).toBe(false);
    rmSync(lives, { recursive: true });
  });

  it('that ends with an error loses nothing that was typed', async () => {
    const { err } = await editing(`fs.writeFileSync(file, '{"seen": Zv'); process.exit(3);`);
    expect(err).toContain('ended with 3');
    expect((await draft('show', one())).out).toBe('{"seen": Zv\n');
    rmSync(folder(), { recursive: true });
    await editing('process.exit(3);');
    expect([kept(), forms()]).toEqual([[], []]);
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)(
    'is ended by %s, and its text is kept',
    async (signal) => {
      const ready = desk.file(`ready-${signal}`);
      const before = process.listenerCount(signal);
      const run = editing(`
      fs.writeFileSync(file, '{"seen": Zv');
      fs.writeFileSync(${JSON.stringify(ready)}, '');
      setInterval(() => undefined, 1000);`);
      for (let n = 0; n < 3_000 && !existsSync(ready); n += 1)
        await new Promise((done) => setTimeout(done, 10));
      process.emit('SIGINT', 'SIGINT');
      process.emit(signal, signal);
      expect((await run).err).toContain(`ended by ${signal}`);
      expect((await draft('show', one())).out).toBe('{"seen": Zv\n');
      expect([forms(), process.listenerCount(signal)]).toEqual([[], before]);
    },
  );

  it('is opened again for a text that is too long', async () => {
    const { err } = await editing(`
      const long = fs.statSync(file).size > 9000;
      fs.writeFileSync(file, long ? '{"seen": Zv' : 'y'.repeat(300000));`);
    expect(err).toMatch(/Shorten it: [^]*not JSON/);
    expect((await draft('show', one())).out).toBe('{"seen": Zv\n');
  });
});

describe('a write of a draft that was killed', () => {
  it('leaves nothing behind once a draft command is called; one that is under way goes on', async () => {
    await fill(...all, '--keep');
    const [id = ''] = kept();
    const left = `${id}.${'0'.repeat(16)}.new`;
    const under = `${id}.${'1'.repeat(16)}.new`;
    const other = 'notes.new';
    for (const name of [left, under, other]) writeFileSync(join(folder(), name), 'x');
    const long = new Date(Date.now() - 3_600_000);
    for (const name of [left, other]) utimesSync(join(folder(), name), long, long);
    expect((await draft('list')).code).toBe(0);
    expect(kept().sort()).toEqual([id, under, other].sort());
    utimesSync(join(folder(), under), long, long);
    expect((await draft('show', id.slice(0, -4).slice(-8))).code).toBe(0);
    expect(kept().sort()).toEqual([id, other].sort());
  });
});

describe('drafts', () => {
  it('are not kept of what stands in a file already, unless somebody typed more or demands it', async () => {
    const file = desk.file('mine.json');
    rmSync(file, { force: true });
    expect((await fill(...fields, '--keep', '--out', file)).code).toBe(0);
    rmSync(folder(), { recursive: true });
    const from = ['--from', file];
    expect((await fill(...from, '--yes')).err).toMatch('reasonsInformationAvailable');
    expect(kept()).toEqual([]);
    expect((await fill(...from, '--keep')).code).toBe(0);
    expect(kept()).toHaveLength(1);
    const ask = ['request', 'new', 'information', ...from];
    await desk.liaise(ask, undefined, ['Your plate.', '']);
    expect(kept()).toHaveLength(2);
  });

  it('that cannot be read are shown as such beside the others', async () => {
    await fill(...all, '--keep');
    const other = Buffer.from(JSON.stringify({ v: 1, kind: 'request' }));
    const id = v7();
    writeFileSync(join(folder(), `${id}.pgp`), await sealKept(other, desk.certificate, new Date()));
    const { code, out } = await draft('list');
    expect([code, out]).toEqual([0, expect.stringMatching(/cannot be read +CLI_FILE_INVALID/)]);
    expect(out).toMatch(/INFORMATION +XB/);
    const many = Array.from({ length: 33 }, () => ['--attach', desk.file('novak.key')]).flat();
    const refused = await fill(...all, ...many, '--keep');
    expect([refused.code, kept().length]).toEqual([2, 2]);
  });

  it('go on in any folder with the files that were meant, and with no other', async () => {
    const file = desk.file('map.txt');
    writeFileSync(file, 'x');
    await fill(...all, '--attach', relative(process.cwd(), file), '--keep');
    const again = () => draft('resume', one(), '--keep');
    expect((await again()).code).toBe(0);
    const { out } = await draft('list', '--json');
    const attach = [{ path: file, sha256: sha256(Buffer.from('x')) }];
    expect(JSON.parse(out)).toMatchObject({ drafts: [{ draft: { attach } }] });
    writeFileSync(file, 'y');
    expect((await again()).err).toMatch('map.txt: not the file');
    expect((await draft('resume', one(), '--keep', '--attach', file)).code).toBe(0);
    rmSync(file);
    expect((await again()).err).toMatch('CLI_FILE_INVALID');
  });

  it('are shown without characters that act on a terminal', async () => {
    await fill(...all, '--set', 'facts=a\u202eb\u009bc', '--keep');
    const { out } = await draft('show', one());
    expect(out).not.toMatch(/[\u202e\u009b]/);
    expect(JSON.parse(out)).toMatchObject({ body: { facts: 'a\u202eb\u009bc' } });
  });

  it('are kept on demand with their files, and destroyed on demand', async () => {
    writeFileSync(desk.file('photo.txt'), 'x');
    const { code, err } = await fill(...all, '--attach', desk.file('photo.txt'), '--keep');
    expect([code, err]).toEqual([0, expect.stringContaining('Nothing was sent.')]);
    const { out } = await draft('list', '--json');
    expect(JSON.parse(out)).toMatchObject({
      drafts: [
        { draft: { why: null, type: 'INFORMATION', attach: [{ path: desk.file('photo.txt') }] } },
      ],
    });
    expect((await draft('delete', one())).out).toContain('destroyed');
    expect(kept()).toEqual([]);
    expect((await draft('delete', v7())).err).toContain('CLI_DRAFT_UNKNOWN');
    expect((await draft('list')).err).toContain('No draft is kept.');
  });

  it('open with the key that they were kept for, and with no other', async () => {
    await fill(...all, '--keep');
    const { keyFile } = await newOfficerKey('b.meier', desk.file('b.key'), undefined, new Date());
    const other = ['--key', keyFile];
    expect((await draft('show', one(), ...other)).err).toContain('CLI_DRAFT_CLOSED');
    expect((await draft('list', ...other)).out).toContain('does not open with this key');
    const file = join(folder(), kept()[0] ?? '');
    const bytes = readFileSync(file);
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect((await draft('show', one())).err).toContain('CLI_DRAFT_CLOSED');
  });

  it('are at most fifty and of a bounded size; none gives way to another', async () => {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    for (let n = 0; n < 50; n += 1) writeFileSync(join(folder(), `${v7()}.pgp`), 'x');
    const before = kept();
    expect((await fill(...all, '--keep')).err).toContain('CLI_DRAFTS_FULL');
    const declined = await fill(...all);
    expect(declined.err).toMatch(/not kept as a draft \(CLI_DRAFTS_FULL: 50 drafts are kept\)/);
    expect(declined.err).toContain('CLI_NOT_CONFIRMED');
    const asked = await desk.liaise(['request', 'new', 'information'], undefined, []);
    expect(asked.err).toMatch(/^50 drafts are kept: what you write now is lost[^]*not filled in/);
    expect(kept()).toEqual(before);
    rmSync(folder(), { recursive: true });
    const long = await fill(...all, '--set', `facts=${'y'.repeat(300_000)}`, '--keep');
    expect([long.err, kept()]).toEqual([expect.stringContaining('262144 bytes'), []]);
  });
});
