import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  both,
  type Change,
  replaced,
  TestPackage,
  textOf,
} from '../../../../test/support/package.js';
import { randomFrom } from '../../../../test/support/generated-log.js';
import { names, paths } from '../container/layout.js';
import { readZip, writeZip } from '../container/zip.js';
import { guide } from './guide.js';
import { script } from './script.js';

let test: TestPackage;
let whole: Buffer;
let folder: string;

beforeAll(async () => {
  test = await TestPackage.make();
  whole = await test.assemble();
  folder = await mkdtemp(join(tmpdir(), 'l-'));
  await writeFile(join(folder, 'verify.sh'), script);
  await writeFile(join(folder, 'roots.txt'), test.rootsFile());
}, 60_000);

afterAll(async () => {
  test.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
}

async function run(bytes: Uint8Array, roots = 'roots.txt', expectedSha512 = ''): Promise<Ran> {
  await writeFile(join(folder, 'package.asice'), bytes);
  const args = ['verify.sh', 'package.asice', roots, expectedSha512];
  return new Promise((done) => {
    execFile('sh', args, { cwd: folder, timeout: 60_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      done({ code, out: `${stdout}${stderr}` });
    });
  });
}

const sha512 = (bytes: Uint8Array): string => createHash('sha512').update(bytes).digest('hex');
const event = (typ: string): string => paths.event(test.indexOf(typ));

describe('verify.sh', () => {
  it('finds a package good with unzip, sha512sum, gpg and openssl alone, within seconds', async () => {
    const began = Date.now();
    const { code, out } = await run(whole, 'roots.txt', sha512(whole));
    expect(out).not.toContain('FAIL');
    expect([code, out.match(/^ok/gm)?.length]).toEqual([0, 11]);
    expect(Date.now() - began).toBeLessThan(60_000);
  });

  it('is in the package, word for word, and no longer than a reader can follow', () => {
    const member = readZip(whole).find(({ name }) => name === names.script);
    expect(Buffer.from(member?.content ?? '').toString('utf8')).toBe(script);
    expect(script.split('\n').length).toBeLessThan(350);
  });

  it('finds another file than was announced, other roots, and no file', async () => {
    const other = test.rootsFile().replace(test.own.rootFingerprint, 'A'.repeat(40));
    await writeFile(join(folder, 'other.txt'), other);
    const found = await run(whole, 'other.txt');
    expect([found.code, found.out]).toEqual([1, expect.stringContaining('FAIL V03')]);
    const tsa = test.rootsFile().replace(/^tsa .*$/m, `tsa ${'0'.repeat(64)}`);
    await writeFile(join(folder, 'tsa.txt'), tsa);
    const announced = await run(whole, 'tsa.txt', sha512(Buffer.alloc(1)));
    expect(announced.out.match(/^FAIL V\d+/gm)).toEqual(
      expect.arrayContaining(['FAIL V01', 'FAIL V10']),
    );
    expect((await run(whole, 'missing.txt')).code).toBe(3);
    const { rootFingerprint } = test.own;
    const typed = test.rootsFile().replace(rootFingerprint, rootFingerprint.toLowerCase());
    await writeFile(join(folder, 'typed.txt'), typed);
    const unread = await run(whole, 'typed.txt');
    expect([unread.code, unread.out]).toEqual([
      3,
      expect.stringMatching(/^line \d+ of your roots/),
    ]);
  });

  it('finds a byte of any file that was changed', async () => {
    const random = randomFrom(7);
    const members = readZip(whole).filter(({ content }) => content.length > 0);
    for (let i = 0; i < 4; i += 1) {
      const member = members[random(members.length)];
      if (member === undefined) throw new Error('no member');
      const content = Buffer.from(member.content);
      const at = random(content.length);
      content[at] = (content[at] ?? 0) ^ (1 << random(8));
      const changed = members.map((each) =>
        each.name === member.name ? { ...each, content } : each,
      );
      expect([member.name, (await run(writeZip(changed))).code]).toEqual([member.name, 1]);
    }
  });

  it.each<readonly [string, string, () => Change]>([
    [
      'a document',
      'V04',
      () => replaced(paths.message(1, 'document.json'), 'VESTIGATION', 'VESTIGATIO_'),
    ],
    [
      'the spelling of a signature in a directory',
      'V03',
      () => replaced(paths.directory('XA'), /("signatures":\["[^"]*)"/, '$1!"'),
    ],
    ['a receipt', 'V11', () => replaced(paths.receipt(1), '"parts":1', '"parts":2')],
  ])('finds %s that an insider changed, by %s', async (_, check, change) => {
    const { code, out } = await run(await test.assemble(test.changed(change())));
    expect([code, out]).toEqual([1, expect.stringContaining(`FAIL ${check}`)]);
  });

  it('finds a leaf, a proof, and the spelling of a hash in a proof that an insider changed', async () => {
    const opened = test.indexOf('case.opened');
    const later = test.build.index.events.filter(({ index }) => index > opened);
    const zero = /A(?=[^\n]*=\n)/;
    const spelt = later
      .map(({ index }) => paths.proof(index))
      .find((name) => zero.test(textOf(test.build.files.get(name))));
    const change = both(
      replaced(event('case.opened'), 'ASKING', 'ASKED_'),
      replaced(paths.proof(opened), `index ${opened}`, `index ${opened + 1}`),
      replaced(spelt ?? '', zero, '='),
    );
    const { code, out } = await run(await test.assemble(test.changed(change)));
    expect([code, out.match(/^FAIL .*/gm)]).toEqual([
      1,
      [
        `FAIL V05 ${event('case.opened')}`,
        `FAIL V06 ${paths.proof(opened)}`,
        `FAIL V06 ${spelt ?? ''}`,
      ],
    ]);
  });

  it('reads Base64 in the spelling of RFC 4648 alone', () => {
    const random = randomFrom(8);
    const letters = 'AEMQgwBC019+/=-_ !';
    const texts = [
      '',
      '=',
      '====',
      'A',
      'AA',
      'AA==',
      'AB==',
      'AAE=',
      'AAF=',
      'AA=A',
      'AAAA=',
      '%s==',
      '-n==',
    ];
    for (let i = 0; i < 200; i += 1) {
      const bytes = Buffer.from(Array.from({ length: random(9) }, () => random(256)));
      const text = bytes.toString('base64');
      const at = random(text.length + 1);
      texts.push(
        text,
        text.slice(0, at) + letters.charAt(random(letters.length)) + text.slice(at + 1),
      );
    }
    const debase = /^debase\(\) \{\n[^]*?\n\}\n/m.exec(script)?.[0] ?? '';
    const each = `while IFS= read -r text; do debase "$text" out; xxd -p out; echo .; done`;
    const input = `${texts.join('\n')}\n`;
    const out = execFileSync('sh', ['-c', `${debase}${each}`], {
      cwd: folder,
      input,
      encoding: 'utf8',
    });
    const strict = (text: string): string => {
      const bytes = Buffer.from(text, 'base64');
      return bytes.toString('base64') === text ? bytes.toString('hex') : '';
    };
    const found = out
      .split('.\n')
      .slice(0, -1)
      .map((hex) => hex.trim());
    expect(texts.map((text, i) => [text, found[i]])).toEqual(
      texts.map((text) => [text, strict(text)]),
    );
  });

  it('says of a file that is missing that the package is incomplete, and which it is', async () => {
    const [photograph, token] = [paths.attachment(1, 1), paths.token(1)];
    // No manifest lists the token over the package.
    const unstamped = writeZip(readZip(whole).filter(({ name }) => name !== names.token));
    const lacking = await test.forged((files) =>
      [photograph, token].forEach((name) => files.delete(name)),
    );
    for (const [missing, verdict, bytes] of [
      // Alone, since the script passes over its check in one place.
      [[names.token], 'Nothing that is there contradicts', unstamped],
      [[token, photograph], 'Nothing contradicts so far', lacking],
    ] as const) {
      const { code, out } = await run(bytes);
      expect([code, out.match(/^OPEN V12 missing: .*/gm)]).toEqual([
        2,
        missing.map((name) => `OPEN V12 missing: ${name}`),
      ]);
      expect(out).toContain(verdict);
      expect(out).not.toContain('FAIL');
    }
  });

  it('finds a seal by another key', async () => {
    const { out } = await run(await test.assemble(test.build, { key: test.own.keys.signing }));
    expect(out).toContain('FAIL V03 seal.asc');
  });
});

describe('VERIFY.txt', () => {
  const typed = (): string => {
    const [, section = ''] = guide.split(/^3\. BY HAND$/m);
    const [commands = '', more = ''] = section.split(/^ {3}Files that are missing/m);
    const lines = [
      ...commands.split('\n'),
      ...more.split('\n').filter((line) => /^ {3}head /.test(line)),
    ];
    return lines.filter((line) => /^ {3,5}\S/.test(line)).join('\n');
  };

  it('is typed from its first command to its last, and leads from the root to the seal', async () => {
    await writeFile(join(folder, 'package.asice'), whole);
    const said = await new Promise<string>((done, fail) => {
      // A gpg-agent ends when its key folder is deleted.
      const env = { ...process.env, HOME: folder, TMPDIR: folder };
      const options = { cwd: folder, timeout: 60_000, env };
      execFile('bash', ['-euo', 'pipefail', '-c', typed()], options, (error, stdout, stderr) => {
        if (error === null) done(stdout);
        else fail(new Error(`${stdout}${stderr}`));
      });
    });
    const valid = [...said.matchAll(/VALIDSIG .* ([0-9A-F]{40})$/gm)].map(([, key]) => key);
    const [seal, root, ...officers] = valid;
    expect([seal, root]).toEqual([test.own.keys.package.fingerprint, test.own.rootFingerprint]);
    expect(said).toContain(`"fingerprint":"${seal ?? ''}"`);
    const signers = [...said.matchAll(/^"signer":"([0-9A-F]+)"$/gm)].map(([, key]) => key);
    expect(officers.length).toBeGreaterThan(1);
    expect(officers).toEqual(signers);
    expect(said).toContain('Time stamp: ');
  });
});
