import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DirectoryChain } from '#chains';
import { parseFingerprint, timestamp } from '#kernel';
import { canonicalJson } from '#wire';
import { TestPackage, type StoryContext } from '../../../test/support/package.js';
import { certificateHash } from '../../../test/support/time-authority.js';
import { stamped, TimeAuthority } from '../../../test/support/time-authority.js';
import type { Build } from './assemble.js';
import { paths } from './container/layout.js';
import { readDirectory } from './contents/directory-file.js';
import type { Report } from './verdict.js';
import { verifyPackage } from './verify-package.js';

let test: TestPackage;
let other: TimeAuthority;

beforeAll(async () => {
  test = await TestPackage.make();
  other = await TimeAuthority.create('Other');
}, 60_000);

afterAll(() => {
  test.remove();
  other.remove();
});

const outcomeOf = ({ exit, checks }: Report): string => {
  const found = checks.find(({ verdict }) => verdict !== 'pass');
  return `${exit} ${found?.check ?? ''} ${found?.code ?? ''}`.trim();
};

const verdict = async (bytes: Uint8Array, by = test): Promise<string> =>
  outcomeOf(await verifyPackage(bytes, by.reader(), 'first'));

const after = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

async function once(later: (context: StoryContext) => Promise<unknown>): Promise<string> {
  const made = await TestPackage.make({ later });
  try {
    return await verdict(await made.assemble(), made);
  } finally {
    made.remove();
  }
}

describe('keys that were ended', () => {
  const endPackageKey =
    (seconds: number) =>
    async ({ own, at }: StoryContext) => {
      const { fingerprint, certificate } = own.keys.package;
      const when = timestamp(after(at, seconds));
      const body = {
        purpose: 'package',
        ...{ fingerprint, from: when, to: when },
        certificate: Buffer.from(certificate).toString('base64'),
      } as const;
      await own.add('state-key', body, [own.root], { issuedAt: after(at, seconds) });
    };

  it('make no seal: the key for packages ended before the gathering', async () => {
    expect(await once(endPackageKey(-60))).toBe('1 V03 SEAL_KEY');
    expect(await once(endPackageKey(300))).toBe('0');
  });

  it('prove no document, unless it is shown to have existed before', async () => {
    const suspend =
      (seconds: number) =>
      ({ own, at }: StoryContext) =>
        own.suspension('ana', after(at, seconds), { issuedAt: after(at, 300) });
    expect(await once(suspend(-60))).toBe('1 V04 KEY_REVOKED');
    expect(await once(suspend(2))).toBe('1 V04 KEY_REVOKED');
    expect(await once(suspend(300))).toBe('0');
  });

  it('of the neighbour are judged alike', async () => {
    const suspend =
      (seconds: number) =>
      ({ at, neighbour }: StoryContext) =>
        neighbour.suspension('judge', after(at, seconds), { issuedAt: after(at, 300) });
    expect(await once(suspend(2))).toBe('1 V04 KEY_REVOKED');
    expect(await once(suspend(300))).toBe('0');
  });
});

describe('a seal', () => {
  const by = async (name: 'signing' | 'receipts'): Promise<string> =>
    verdict(await test.assemble(test.build, { key: test.own.keys[name] }));

  it('is by the key for packages and no other, of this State', async () => {
    expect(await by('signing')).toBe('1 V03 SEAL_KEY');
    expect(await by('receipts')).toBe('1 V03 SEAL_KEY');
    const key = test.neighbour.keys.package;
    expect(await verdict(await test.assemble(test.build, { key }))).toBe('1 V03 SEAL_KEY');
    const officer = test.own.officer('ana').key;
    expect(await verdict(await test.assemble(test.build, { key: officer }))).toBe('1 V03 SEAL_KEY');
  });

  it('is over the manifest, in one form, made within a day of the gathering', async () => {
    const wrong = await test.seal(Buffer.from('another manifest'));
    expect(await verdict(await test.assemble(test.build, { seal: wrong }))).toBe(
      '1 V03 SEAL_INVALID',
    );
    const form = wrong.replace('\n\n', '\nComment: x\n\n');
    expect(await verdict(await test.assemble(test.build, { seal: form }))).toBe('1 V03 SEAL_FORM');
    const at = after(new Date(), -86_400);
    expect(await verdict(await test.assemble(test.build, { at }))).toBe('1 V03 SEAL_INVALID');
  });
});

describe('a directory', () => {
  const changed = (change: (lines: string[]) => readonly string[]): Build =>
    test.changed(({ files }) => {
      const name = paths.directory(test.own.state);
      const lines = Buffer.from(files.get(name) ?? '')
        .toString('utf8')
        .trimEnd()
        .split('\n');
      files.set(name, Buffer.from(`${change(lines).join('\n')}\n`));
    });

  it('is whole, and signed from its root', async () => {
    const cut = changed((lines) => lines.slice(0, -1));
    expect(await verdict(await test.assemble(cut))).toBe('1 V03 DIRECTORY_HEAD');
    const turned = changed(([root = '', first = '', second = '', ...rest]) => [
      ...[root, second, first, ...rest],
    ]);
    expect(await verdict(await test.assemble(turned))).toBe('1 V03 DIRECTORY_HEAD');
    const strange = changed((lines) => [...lines, lines[0] ?? '']);
    expect(await verdict(await test.assemble(strange))).toBe('1 V03 DIRECTORY_INVALID');
    const loose = changed((lines) => lines.map((line) => line.replace(':', ': ')));
    expect(await verdict(await test.assemble(loose))).toBe('1 V03 DIRECTORY_INVALID');
  });

  it('that lacks its end and a record that says so are found by a reader who knows the end', async () => {
    const cut = changed((lines) => lines.slice(0, -1));
    const point = test.own.point(test.own.directory.length - 1);
    const directories = cut.record.directories.map((each) =>
      each.state === test.own.state ? { ...each, ...point } : each,
    );
    const bytes = await test.assemble({ ...cut, record: { ...cut.record, directories } });
    const { roots } = test.reader();
    const heads = new Map([[test.own.state, test.own.point()]]);
    const reader = test.reader({ roots: { ...roots, heads } });
    expect(outcomeOf(await verifyPackage(bytes, reader, 'first'))).toBe('1 V03 DIRECTORY_HEAD');
  });

  const ownDirectory = () => {
    const { state } = test.own;
    const end = test.build.record.directories.find((each) => each.state === state);
    const file = test.build.files.get(paths.directory(state));
    if (end === undefined || file === undefined) throw new Error('no directory');
    return { end, file };
  };

  // Another letter in the last signature: still Base64, so that the signature itself is judged.
  function forged(file: Uint8Array): Buffer {
    const changed = Buffer.from(file);
    const at = changed.lastIndexOf('"') - 10;
    const [a, b] = Buffer.from('AB');
    changed[at] = (changed[at] === a ? b : a) ?? 0;
    return changed;
  }

  it('is the same for each who reads it, whatever another adds to what he read', async () => {
    const { end, file } = ownDirectory();
    const read = () => readDirectory(file, end);
    const [first, second] = [await read(), await read()];
    await first.chain.extend(await test.own.copy().suspension('ana', new Date()));
    const lengths = [first, second, await read()].map(({ chain }) => chain.heads.version);
    expect(lengths).toEqual([end.version + 1, end.version, end.version]);
  });

  it('is judged by its own bytes and its own root, however often and after whatever', async () => {
    const { end, file } = ownDirectory();
    const isWhole = async (bytes: Uint8Array, root = end.root) =>
      (await readDirectory(bytes, { ...end, root })).isWhole;
    const changed = forged(file);
    const found = [];
    for (const bytes of [file, changed, changed, file]) found.push(await isWhole(bytes));
    found.push(await isWhole(file, parseFingerprint('A'.repeat(40))), await isWhole(file));
    expect(found).toEqual([true, false, false, true, false, true]);
  });

  it('is verified once while it is one of the two that were read last, and always where it is not whole', async () => {
    const { end, file } = ownDirectory();
    const extend = jest.spyOn(DirectoryChain.prototype, 'extend');
    const isVerified = async (bytes: Uint8Array, root = end.root): Promise<boolean> => {
      extend.mockClear();
      await readDirectory(bytes, { ...end, root });
      return extend.mock.calls.length > 0;
    };
    const lines = Buffer.from(file).toString('latin1').split('\n');
    const shorter = (by: number) =>
      Buffer.from(`${lines.slice(0, -1 - by).join('\n')}\n`, 'latin1');
    const [changed, strange] = [forged(file), parseFingerprint('A'.repeat(40))];
    try {
      await readDirectory(file, end);
      expect([
        await isVerified(file),
        await isVerified(changed),
        await isVerified(changed),
      ]).toEqual([false, true, true]);
      expect([await isVerified(file, strange), await isVerified(file)]).toEqual([true, false]);
      expect([await isVerified(shorter(1)), await isVerified(file)]).toEqual([true, false]);
      expect([await isVerified(shorter(2)), await isVerified(file)]).toEqual([true, false]);
      expect([
        await isVerified(shorter(3)),
        await isVerified(shorter(4)),
        await isVerified(file),
      ]).toEqual([true, true, true]);
    } finally {
      extend.mockRestore();
    }
  });

  it('has the keys that lie beside it', async () => {
    const build = test.changed(({ files }) => {
      files.set(paths.key(test.own.keys.package.fingerprint), test.own.keys.signing.certificate);
    });
    expect(await verdict(await test.assemble(build))).toBe('1 V03 KEY_FILE');
  });
});

describe('a time-stamp', () => {
  it('of an authority that the record does not name counts as none', async () => {
    expect(await verdict(await test.assemble(test.build, { authority: other }))).toBe(
      '1 V10 TOKEN_INVALID',
    );
  });

  it('of an authority that the record names and the reader does not know leaves it open', async () => {
    // Its lists of revocations must not be younger than the token over the log, which is ten minutes old.
    const twoDaysAgo = after(new Date(), -2 * 86_400);
    const authority = await TimeAuthority.create('Third', twoDaysAgo);
    const made = await TestPackage.make({ authority });
    try {
      const { roots } = test.reader();
      const reader = made.reader({
        roots: { ...made.reader().roots, authorities: roots.authorities },
      });
      const bytes = await made.assemble();
      expect(outcomeOf(await verifyPackage(bytes, reader))).toBe('2 V10 TSA_UNKNOWN');
    } finally {
      made.remove();
    }
  });

  it('over the package has one form', async () => {
    expect(await verdict(await test.assemble(test.build, { isFormed: false }))).toBe(
      '1 V10 TOKEN_FORM',
    );
  });

  it('over the log is of its checkpoint, and the one that the leaf names', async () => {
    const size = test.build.index.tokens[0]?.size ?? 0;
    const note = test.build.files.get(paths.checkpoint(size)) ?? randomBytes(1);
    const withToken = async (bytes: Uint8Array): Promise<string> => {
      const token = await stamped(test.authority, bytes, false);
      const build = test.changed(({ files }) => files.set(paths.token(1), token));
      return verdict(await test.assemble(build));
    };
    expect(await withToken(Buffer.from('another note'))).toBe('1 V10 TOKEN_INVALID');
    expect(await withToken(note)).toBe('1 V10 TOKEN_LEAF');
  });

  it('by a certificate that was revoked before, by the list beside it, counts as none', async () => {
    expect(await once(({ authority }) => authority.revocationLists('good'))).toBe(
      '1 V10 TOKEN_INVALID',
    );
  });

  it('comes with certificates in one form', async () => {
    const hash = certificateHash(test.authority.read('middle.pem'));
    const build = test.changed(({ files }) => {
      const name = paths.certificate(hash);
      files.set(name, Buffer.concat([Buffer.from('\n'), files.get(name) ?? randomBytes(1)]));
    });
    expect(await verdict(await test.assemble(build))).toBe('1 V10 CERTIFICATE_FORM');
  });

  it('comes within a day of the gathering: an old one cannot pass for a new one', async () => {
    const made = await TestPackage.make({ ageSeconds: 2 * 86_400 });
    try {
      const at = new Date(Date.parse(made.build.record.gatheredAt));
      expect(await verdict(await made.assemble(made.build, { at }), made)).toBe(
        '1 V10 GATHERING_STALE',
      );
    } finally {
      made.remove();
    }
  });
});

describe('what the index demands', () => {
  it('and is neither there nor listed leaves the verdict open', async () => {
    for (const name of [paths.event(1), paths.proof(1), paths.receipt(1), paths.token(1)]) {
      const report = await verifyPackage(
        await test.forged((files) => files.delete(name)),
        test.reader(),
      );
      expect(report.exit).toBe(2);
      expect(report.checks.at(-1)).toEqual({
        ...{ check: 'V12', verdict: 'incomplete', code: 'FILE_MISSING', where: name },
      });
    }
  });

  it('is all there is: a file that nothing names is found though every manifest lists it', async () => {
    const build = test.changed(({ files }) => files.set('data/stray.txt', canonicalJson({})));
    await expect(test.assemble(build)).rejects.toThrow('PACKAGE_BUILD_INVALID');
    const report = await verifyPackage(
      await test.forged((files) => files.set('data/stray.txt', randomBytes(9))),
      test.reader(),
      'first',
    );
    expect(outcomeOf(report)).toBe('1 V02 FILE_UNEXPECTED');
  });

  it('a receipt that the log speaks of, too', async () => {
    const build = test.changed((each) => {
      each.index.receipts = each.index.receipts.slice(0, 1);
      each.files.delete(paths.receipt(2));
      each.files.delete(paths.receiptProof(2));
    });
    const report = await verifyPackage(await test.assemble(build), test.reader());
    expect([report.exit, report.checks[10]?.code, report.checks[11]?.code]).toEqual([
      ...[2, 'RECEIPT_NONE', 'RECEIPT_MISSING'],
    ]);
  });
});
