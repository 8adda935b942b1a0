import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '#wire';
import { fileIn, replaced, TestPackage, textOf } from '../../../../test/support/package.js';
import { namedInData } from '../../../../test/support/receipts.js';
import { certificateHash } from '../../../../test/support/time-authority.js';
import type { Files } from '../../../../test/support/package-story.js';
import { TimeAuthority } from '../../../../test/support/time-authority.js';
import { names, paths } from '../container/layout.js';
import { readZip, writeZip } from '../container/zip.js';
import { script } from './script.js';

let test: TestPackage;
let other: TimeAuthority;
let whole: Buffer;
let folder: string;

beforeAll(async () => {
  test = await TestPackage.make();
  other = await TimeAuthority.create('Other');
  whole = await test.assemble();
  folder = await mkdtemp(join(tmpdir(), 'l-'));
  await writeFile(join(folder, 'verify.sh'), script);
  await writeFile(join(folder, 'roots.txt'), test.rootsFile());
}, 60_000);

afterAll(async () => {
  test.remove();
  other.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
}

interface How {
  readonly shell?: 'sh' | 'bash';
  readonly file?: string;
  readonly roots?: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function run(
  bytes: Uint8Array,
  { shell = 'sh', file = 'package.asice', roots = 'roots.txt', env = {} }: How = {},
): Promise<Ran> {
  await writeFile(join(folder, file), bytes);
  const options = { cwd: folder, timeout: 60_000, env: { ...process.env, ...env } };
  return new Promise((done) => {
    execFile(shell, ['verify.sh', file, roots], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      done({ code, out: `${stdout}${stderr}` });
    });
  });
}

const ran = (): boolean => existsSync(join(folder, 'ran'));

const renamed = (from: string, to: string): Buffer =>
  Buffer.from(whole.toString('latin1').replaceAll(from, to), 'latin1');

const roots = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return name;
};

const rootsWithAuthority = (hash: string): string =>
  test.rootsFile().replace(/^tsa .*$/m, `tsa ${hash}`);

describe('verify.sh and a package by somebody hostile', () => {
  it.each(['sh', 'bash'] as const)(
    'runs nothing that stands where a number should (%s)',
    async (shell) => {
      const command = `a[$(touch ${join(folder, 'ran')})]`;
      const [index, size, receipt] = [
        paths.proof(test.indexOf('case.opened')),
        paths.proof(test.indexOf('msg.signed')),
        paths.receiptProof(1),
      ];
      const build = test.changed((each) => {
        replaced(index, 'index 1', `index ${command}`)(each);
        replaced(size, /\n\n([^\n]*)\n[0-9]+\n/, `\n\n$1\n${command}\n`)(each);
        replaced(receipt, /index [0-9]+/, `index ${command}`)(each);
      });
      const { code, out } = await run(await test.assemble(build), { shell });
      expect([code, ran()]).toEqual([1, false]);
      expect(out.match(/^FAIL V(06|11) .*/gm)).toEqual([
        `FAIL V06 ${index}`,
        `FAIL V06 ${size}`,
        `FAIL V11 ${paths.receipt(1)}`,
      ]);
    },
  );

  it('takes no time-stamp authority for a pattern, and no second one beside the first', async () => {
    const dots = '.'.repeat(64);
    const own = certificateHash(test.authority.read('ca.pem'));
    const forged = (change: (files: Files) => unknown): Promise<Buffer> => test.forged(change);
    const asPattern = await forged((files) => {
      const record = textOf(files.get(names.record)).replace(own, dots);
      files.set(names.record, Buffer.from(record));
      files.set(paths.certificate(dots), files.get(paths.certificate(own)) ?? new Uint8Array());
    });
    const zeros = await roots('zeros.txt', rootsWithAuthority('0'.repeat(64)));
    const pattern = await run(asPattern, { roots: zeros });
    expect([pattern.code, pattern.out]).toEqual([
      ...[1, expect.stringContaining('FAIL V10 META-INF/timestamp002.tst')],
    ]);
    const theirs = certificateHash(other.read('ca.pem'));
    const beside = await forged((files) => {
      const record = textOf(files.get(names.record)).replace(own, theirs);
      files.set(names.record, Buffer.from(record));
      const both = `${other.read('ca.pem')}\n${test.authority.read('ca.pem')}`;
      files.set(paths.certificate(theirs), Buffer.from(both));
    });
    const second = await run(beside, {
      roots: await roots('their.txt', rootsWithAuthority(theirs)),
    });
    expect([second.code, second.out]).toEqual([
      ...[1, expect.stringContaining('FAIL V10 META-INF/timestamp002.tst')],
    ]);
  });

  it('takes no document without a signature for one whose signer is nobody', async () => {
    const key = test.own.keys.signing;
    const [document, envelope] = [
      paths.message(1, 'document.json'),
      paths.message(1, 'envelope.json'),
    ];
    const build = test.changed((each) => {
      replaced(document, '"signer":"', '"signer": "')(each);
      replaced(
        envelope,
        /"documentSha256":"[0-9a-f]{64}"/,
        `"documentSha256":"${sha256(fileIn(each, document))}"`,
      )(each);
    });
    const signature = await test.own.sign(
      build.files.get(envelope) ?? new Uint8Array(),
      key,
      new Date(Date.now() - 600_000),
    );
    const { out } = await run(
      await test.assemble(
        test.changed((each) => {
          for (const [name, bytes] of build.files) each.files.set(name, bytes);
          each.files.set(paths.message(1, 'envelope.sig'), signature);
          const hash = sha256(fileIn(each, document));
          each.index.messages = each.index.messages.map((message, i) =>
            i === 0 ? { ...message, sha256: hash } : message,
          );
        }),
      ),
    );
    expect(out).toContain('FAIL V04 data/messages/1/document.sig');
    expect(out).not.toContain('FAIL V04 data/messages/1/envelope');
  });

  it('judges an entry by the key that its source names, and by none that its data name', async () => {
    const change = namedInData(test, 'case.opened', 'sealer');
    expect(await test.refusal(change)).toEqual(['V05', 'EVENT_SIGNATURE', 1]);
    const { code, out } = await run(await test.assemble(test.changed(change)));
    const place = paths.event(test.indexOf('case.opened'));
    expect([code, out]).toEqual([1, expect.stringContaining(`FAIL V05 ${place}`)]);
  });

  it('takes a State for no neighbour of itself', async () => {
    const forged = await test.forged((files) => {
      const record = textOf(files.get(names.record)).replace(
        '"neighbour":"XB"',
        '"neighbour":"XA"',
      );
      files.set(names.record, Buffer.from(record));
    });
    const { code, out } = await run(forged);
    expect([code, out]).toEqual([1, expect.stringContaining('names no two States')]);
    expect(out).not.toContain('by XA');
  });

  it.each([
    ['acts on a terminal', 'data/index.json', 'data/\u001b[2Jndex.x'],
    ['is a program', 'bagit.txt', 'sha512sum'],
    ['leads out of the folder', 'data/keys/roots.txt', '../../../keys/x.txt'],
    ['is an option', 'data/keys/roots.txt', '-data/keys/root.txt'],
    ['has a line feed', 'data/keys/roots.txt', 'data/keys/roots\ntxt'],
    ['acts on an echo', 'data/keys/roots.txt', 'data/keys\\033[2Jtxt'],
  ])('unpacks nothing whose name %s, and shows no such name', async (_, from, to) => {
    expect(from).toHaveLength(to.length);
    const { code, out } = await run(renamed(from, to));
    expect([code, out]).toEqual([
      ...[1, 'FAIL V01 the names are not those of a package\nSomething does not hold.\n'],
    ]);
  });

  it('finds what stands in the container beside the files', async () => {
    const commented = Buffer.concat([whole, Buffer.from('more')]);
    commented[whole.length - 2] = 4;
    for (const bytes of [commented, Buffer.concat([Buffer.from('MZ'), whole])]) {
      const { code, out } = await run(bytes);
      expect([code, out]).toEqual([1, expect.stringContaining('holds more than its files')]);
    }
  });

  it('follows no symbolic link', async () => {
    const members = readZip(whole).map((each) =>
      each.name === names.policy ? { ...each, content: Buffer.from('/etc/hostname') } : each,
    );
    const linked = writeZip(members);
    const central = linked.lastIndexOf(names.policy) - 46;
    linked[central + 5] = 3;
    linked.writeUInt32LE(0xa1ff0000, central + 38);
    const { code, out } = await run(linked);
    expect([code, out]).toEqual([1, expect.stringContaining('not files alone')]);
  });
});

describe('verify.sh in a place that somebody hostile has filled', () => {
  it('reads the file that it was given, whatever it is called, and takes no options from the environment', async () => {
    // An option, a pattern for another file, a space and a line feed at once.
    await writeFile(join(folder, '-p12 x\n.asice'), 'another');
    const lines = await roots('crlf.txt', test.rootsFile().replaceAll('\n', '\r\n'));
    const env = {
      UNZIP: '-j',
      ZIPINFO: '-v',
      OPENSSL_CONF: join(folder, 'none'),
      LC_ALL: 'C.UTF-8',
      GNUPGHOME: folder,
    };
    for (const [file, options] of [
      ['-p[1]? x\n.asice', {}],
      ['--help', { env }],
    ] as const) {
      const { code } = await run(whole, { file, roots: lines, ...options });
      expect([file, code]).toEqual([file, 0]);
    }
  });

  it('takes no tools from where it stands', async () => {
    const path = process.env['PATH'] ?? '';
    for (const PATH of [`.:${path}`, `${path}:`, `:${path}`, `${path}::/bin`, `bin:${path}`])
      expect([PATH, (await run(whole, { env: { PATH } })).code]).toEqual([PATH, 3]);
  });
});
