import { generateKeyPairSync } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Desk } from '../../../../../test/support/desk.js';
import {
  filesOf,
  type GeneratedLog,
  generateLog,
  type Makers,
} from '../../../../../test/support/generated-log.js';
import { Fault } from '#custody';
import { faultText } from './log.js';
import type { HttpsGateway } from '../../../../../test/support/https-gateway.js';
import {
  addSignatures,
  cosign,
  formatVerifierKey,
  makeSigner,
  openCheckpoint,
  secondVerifier,
  type Signer,
  signSecondNote,
} from '#tlog';
import type { TestState } from '../../../../../test/support/test-state.js';

function makersOf(own: TestState, witness: TestState): Makers {
  const [log, cosigner] = [own.noteKeys.get('log'), witness.noteKeys.get('witness')];
  if (log === undefined || cosigner === undefined) throw new Error('no key');
  const name = (state: TestState): string => `${state.state.toLowerCase()}.example`;
  return {
    log: makeSigner(`${name(own)}/log`, log, 'note'),
    witness: makeSigner(`${name(witness)}/witness`, cosigner, 'cosignature'),
    eventKeys: own.eventKeys,
    at: own.at,
  };
}

class LogServer {
  seconds: ReadonlyMap<number, string> = new Map();
  witnesses: readonly string[] = [];
  page = 100;
  breaksAt = Infinity;

  private constructor(public log: GeneratedLog) {}

  static open(server: HttpsGateway, log: GeneratedLog): LogServer {
    const logServer = new LogServer(log);
    const number = (query: URLSearchParams, name: string): number => Number(query.get(name));
    server.on('GET /api/v1/audit/checkpoint', () => {
      const newest = logServer.log.notes.at(-1);
      return { note: newest?.note.split(/(?<=\n\n.*\n)/)[0], size: newest?.size };
    });
    server.on('GET /api/v1/audit/log/entries', ({ query }, reply) => {
      const from = number(query, 'from');
      if (from >= logServer.breaksAt) return void reply.destroy();
      const { leaves } = logServer.log;
      const part = leaves.slice(from, from + logServer.page);
      return { size: leaves.length, entries: part.map((leaf) => leaf.toString('base64')) };
    });
    server.on('GET /api/v1/audit/log/notes', ({ query }) => {
      const notes = logServer.log.notes.filter(({ size }) => size > number(query, 'above'));
      const page = notes.slice(0, logServer.page);
      const of = (size: number): string | null => logServer.seconds.get(size) ?? null;
      return {
        notes: page.map((note) => ({ ...note, second: of(note.size) })),
        witnesses: logServer.witnesses,
      };
    });
    server.on('GET /api/v1/audit/log/tiles', ({ query }) => {
      const [level, from] = [number(query, 'level'), number(query, 'from')];
      const tiles = [...filesOf(logServer.log)].flatMap(([path, hashes]) => {
        const [, at, index] = /^tile\/(\d)\/(\d+)(?:\.p\/\d+)?$/.exec(path) ?? [];
        const wanted = at === String(level) && Number(index) >= from;
        return wanted ? [{ index: Number(index), hashes: hashes.toString('base64') }] : [];
      });
      return { tiles: tiles.sort((a, b) => a.index - b.index) };
    });
    return logServer;
  }
}

const aWitness = (): Signer =>
  makeSigner('outside.example/w', generateKeyPairSync('ed25519').privateKey, 'cosignature');

function secondsBy(witness: Signer, log: GeneratedLog): ReadonlyMap<number, string> {
  const by = makersOf(desk.xa, desk.xb).log;
  return new Map(
    log.notes.map(({ size, note }) => {
      const point = openCheckpoint(Buffer.from(note), by.verifier);
      const second = signSecondNote(point, by);
      const line = cosign(
        openCheckpoint(second, secondVerifier(by.verifier)),
        witness,
        1_780_000_000,
      );
      return [size, Buffer.from(addSignatures(second, line)).toString()];
    }),
  );
}

let desk: Desk;
let logServer: LogServer;
let whole: GeneratedLog;
let dir: string;
let count = 0;

const cut = (log: GeneratedLog, size: number): GeneratedLog => ({
  leaves: log.leaves.slice(0, size),
  notes: log.notes.filter((note) => note.size <= size),
});
const signedAt = (least: number): number =>
  whole.notes.find(({ size, note }) => size >= least && note.split('\u2014').length === 3)?.size ??
  0;

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  whole = generateLog(3, 700, makersOf(desk.xa, desk.xb));
  logServer = LogServer.open(desk.server, whole);
}, 60_000);
beforeEach(() => {
  dir = desk.file(`log-${(count += 1)}`);
  logServer.log = whole;
  logServer.breaksAt = Infinity;
  logServer.seconds = new Map();
  logServer.witnesses = [];
});
afterAll(() => desk.close());

const purpose = ['--purpose', 'DETECTION'];
const run = (...args: string[]) =>
  desk.liaise(['audit', ...args, ...(args[0] === 'export' || args[1] === '--live' ? purpose : [])]);
const root = (): string => desk.xa.rootFingerprint;
const done = async (...args: string[]): Promise<string> => {
  const { code, out, err } = await run(...args);
  expect([args, code, err]).toEqual([args, 0, '']);
  return out;
};
const refused = async (args: string[], why: RegExp, exit = 4): Promise<void> => {
  const { code, out, err } = await run(...args);
  expect([code, out, err]).toEqual([exit, '', expect.stringMatching(why)]);
};

function filesIn(folder: string, below = ''): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (entry.isDirectory())
      for (const [name, bytes] of filesIn(folder, path)) found.set(name, bytes);
    else found.set(path, readFileSync(join(folder, path)));
  }
  return found;
}
const logFiles = (folder: string): Map<string, Buffer> =>
  new Map(
    [...filesIn(folder)].filter(([path]) => !/^(README.txt|policy|directory.json)$/.test(path)),
  );

describe('liaise audit export', () => {
  it('writes the log in the layout of tlog-tiles, for its owner alone, and verify finds it good', async () => {
    await done('export', dir);
    expect(logFiles(dir)).toEqual(filesOf(whole));
    expect(statSync(dir).mode & 0o077).toBe(0);
    expect(readFileSync(join(dir, 'README.txt'), 'utf8')).toMatch(root());
    const said = JSON.parse(await done('verify', dir, '--root', root(), '--json')) as object;
    expect(said).toMatchObject({ origin: 'xa.example/log', size: 700, cosigned: 700 });
  });

  it('continues one of an earlier time, and gives the same files as a new one', async () => {
    logServer.log = cut(whole, signedAt(300));
    await done('export', dir);
    await done('verify', dir);
    logServer.log = whole;
    expect(JSON.parse(await done('export', dir, '--json'))).toMatchObject({
      size: 700,
      added: 700 - signedAt(300),
    });
    expect(logFiles(dir)).toEqual(filesOf(whole));
    expect(JSON.parse(await done('export', dir, '--json'))).toMatchObject({ added: 0 });
    await done('verify', dir);
  });

  it('goes on after it was interrupted, fetching no bundle twice', async () => {
    logServer.breaksAt = 600;
    expect((await run('export', dir)).code).not.toBe(0);
    await refused(['verify', dir], /CLI_FILE_UNUSABLE/, 1);
    logServer.breaksAt = Infinity;
    const before = desk.server.asked.length;
    await done('export', dir);
    const asked = desk.server.asked.slice(before).filter(({ path }) => path.endsWith('/entries'));
    const from = asked.map(({ query }) => query.get('from')).filter((each) => each !== null);
    expect(Number(from.find((each) => Number(each) >= 256))).toBe(512);
    expect(logFiles(dir)).toEqual(filesOf(whole));
  });

  it('refuses a log that was cut back, changed or signed by nobody, and keeps the folder', async () => {
    await done('export', dir);
    const before = filesIn(dir);
    logServer.log = cut(whole, signedAt(300));
    await refused(['export', dir], /CLI_LOG_DIFFERS/);
    const other = generateLog(4, 900, makersOf(desk.xa, desk.xb));
    logServer.log = other;
    await refused(['export', dir], /CLI_LOG_DIFFERS/);
    logServer.log = {
      ...whole,
      leaves: whole.leaves.map((leaf, i) => (i === 650 ? Buffer.from('{}') : leaf)),
    };
    await refused(['export', desk.file('fresh')], /CLI_LOG_INVALID/);
    const stranger = generateLog(3, 700, {
      ...makersOf(desk.xb, desk.xb),
      eventKeys: desk.xa.eventKeys,
    });
    logServer.log = stranger;
    await refused(['export', dir], /CLI_LOG_INVALID/);
    expect(filesIn(dir)).toEqual(before);
  });

  it('takes no folder with other things in it, and follows no link', async () => {
    mkdirSync(dir);
    writeFileSync(join(dir, 'x'), '');
    await refused(['export', dir], /CLI_FOLDER_IN_USE/, 1);
    const link = `${dir}-link`;
    symlinkSync(desk.dir, link);
    await refused(['export', link], /CLI_FOLDER_IN_USE/, 1);
  });
});

describe('liaise audit verify', () => {
  it('judges by the root that the person knows, not by the one in the folder', async () => {
    await done('export', dir);
    const args = ['verify', dir, '--root', desk.xb.rootFingerprint];
    await refused(args, /CLI_DIRECTORY_INVALID/);
    rmSync(join(dir, 'directory.json'));
    await refused(['verify', dir], /directory.json/, 1);
  });

  it('names the first bad thing and where it is', async () => {
    await done('export', dir);
    const file = join(dir, 'tile/entries/001');
    const bytes = readFileSync(file);
    const at = bytes.indexOf('"typ"');
    bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await refused(['verify', dir], /CLI_LOG_INVALID.*ENTRY_DIFFERS.*leaf 256/s);
  });

  it('says beside a leaf that is no event what else it found', () => {
    const stranger = new Fault('LEAF_FORM', { index: 3 }, 'JSON');
    const next = new Fault('CHAIN_BROKEN', { index: 7 });
    expect(faultText(stranger.with({ count: 2, next }))).toMatch(
      /LEAF_FORM.* at leaf 3; then CHAIN_BROKEN.* at leaf 7$/,
    );
    expect(faultText(stranger.with({ count: 2, next: undefined }))).toMatch(
      / at leaf 3; leaves that are no events: 2; all else is good$/,
    );
  });

  it('finds with a kept checkpoint what was cut back', async () => {
    await done('export', dir);
    const kept = desk.file('kept');
    writeFileSync(kept, readFileSync(join(dir, 'checkpoint')));
    await done('verify', dir, '--kept', kept);
    const other = `${dir}-earlier`;
    logServer.log = cut(whole, signedAt(300));
    await done('export', other);
    await done('verify', other);
    await refused(['verify', other, '--kept', kept], /ROLLED_BACK/);
  });

  it('asks for the quorum of the policy that is given', async () => {
    await done('export', dir);
    const policy = readFileSync(join(dir, 'policy'), 'utf8');
    expect(policy).toMatch(/witness XB-1 xb.example\/witness/);
    const strict = desk.file('policy');
    const [line = ''] = policy.split('\n').filter((each) => each.startsWith('log '));
    const nobody = `${line}\nwitness x other.example/w+3f1b9c1b+BAECAwQ=\nquorum x\n`;
    writeFileSync(strict, nobody);
    await refused(['verify', dir, '--policy', strict], /CLI_FILE_INVALID/, 1);
  });

  it('counts a witness outside by the second notes, which the export keeps, also once it is no witness any more', async () => {
    const outside = aWitness();
    const vkey = formatVerifierKey(outside.verifier);
    logServer.log = cut(whole, signedAt(300));
    logServer.seconds = secondsBy(outside, logServer.log);
    logServer.witnesses = [vkey];
    await done('export', dir);
    expect(readFileSync(join(dir, 'policy'), 'utf8')).toContain(`witness outside-1 ${vkey}\n`);
    await done('verify', dir);
    await done('verify', '--live');
    const lines = readFileSync(join(dir, 'policy'), 'utf8').split('\n');
    const own = desk.file('two-witnesses');
    const [log, neighbour] = ['log ', 'witness XB-1 '].map((word) =>
      lines.find((line) => line.startsWith(word)),
    );
    const both = ['group both all XB-1 o', 'quorum both', ''];
    writeFileSync(own, [log, neighbour, `witness o ${vkey}`, ...both].join('\n'));
    const strict = ['verify', dir, '--policy', own, '--json'];
    const size = signedAt(300);
    expect(JSON.parse(await done(...strict))).toMatchObject({ size, cosigned: size });
    // The settings no longer name an outside witness, and the log has grown.
    logServer.log = whole;
    logServer.seconds = new Map();
    logServer.witnesses = [];
    await done('export', dir);
    expect(JSON.parse(await done(...strict))).toMatchObject({ size: 700, cosigned: size });
  });

  it('takes no second note of another tree, or by a key that nobody names, and no policy of the gateway', async () => {
    const outside = aWitness();
    const vkey = formatVerifierKey(outside.verifier);
    const other = generateLog(4, 700, makersOf(desk.xa, desk.xb));
    logServer.seconds = secondsBy(outside, other);
    logServer.witnesses = [vkey];
    await refused(['export', dir], /CLI_LOG_INVALID/);
    logServer.seconds = secondsBy(outside, whole);
    logServer.witnesses = [formatVerifierKey(aWitness().verifier)];
    await done('export', dir);
    await refused(['verify', dir], /SIGNER_UNKNOWN/);
    logServer.witnesses = [`${vkey}\nquorum none`];
    expect((await run('export', desk.file('injected'))).code).not.toBe(0);
    expect(existsSync(join(desk.file('injected'), 'policy'))).toBe(false);
  });

  it('judges the log of the gateway as it stands', async () => {
    const said = JSON.parse(await done('verify', '--live', '--json')) as object;
    expect(said).toMatchObject({ size: 700, cosigned: 700 });
    logServer.log = { ...whole, leaves: whole.leaves.filter((_, i) => i !== 500) };
    await refused(['verify', '--live'], /CLI_LOG_INVALID/);
    await refused(['verify'], /CLI_USAGE/, 2);
    for (const none of [
      ['export', dir],
      ['verify', '--live'],
    ])
      expect((await desk.liaise(['audit', ...none])).code).toBe(2);
    await refused(['verify', dir, '--live'], /CLI_USAGE/, 2);
  });
});

// Environment variable for a long run: `DRILL_CHANGES=10000`.
const changes = Number(process.env['DRILL_CHANGES'] ?? 500);

describe('liaise audit drill', () => {
  // A short log, so that many changes take seconds, and one longer than a full bundle and tile (256).
  it.each([
    { changes, leaves: 60, each: 20 },
    { changes: 50, leaves: 280, each: 1 },
  ])(
    'finds and places $changes changes of every kind in $leaves leaves, and leaves the export as it is',
    async ({ changes, leaves, each }) => {
      logServer.log = cut(whole, signedAt(leaves));
      await done('export', dir);
      const before = filesIn(dir);
      const { code, out } = await run(
        'drill',
        dir,
        '--count',
        `${changes}`,
        '--seed',
        '11',
        '--json',
      );
      const said = JSON.parse(out) as {
        rows: { tried: number; located: number }[];
        missed: object[];
      };
      expect([said.missed, code]).toEqual([[], 0]);
      expect(said.rows.every(({ tried, located }) => tried >= each && tried === located)).toBe(
        true,
      );
      expect(filesIn(dir)).toEqual(before);
    },
    600 * changes,
  );

  it('refuses an export that is not clean', async () => {
    await done('export', dir);
    writeFileSync(join(dir, 'tile/entries/001'), '');
    await refused(['drill', dir], /CLI_LOG_INVALID/);
  });
});
