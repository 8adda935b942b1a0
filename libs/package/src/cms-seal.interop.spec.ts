import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cmsSealOf, detachedSignature, type Sealer } from '#cms';
import { TestPackage } from '../../../test/support/package.js';
import { aChainedSealer } from '../../../test/support/keys.js';
import { bytesToCertify, bytesToSeal } from './assemble.js';
import { nameFlaws } from './container/asic-names.js';
import { statedByAsic } from './container/asic.js';
import { names } from './container/layout.js';
import { parseRoots } from './contents/roots.js';
import type { Reader } from './reading/facts.js';
import { readZip, writeZip } from './container/zip.js';
import { verifyPackage } from './verify-package.js';

const day = 86_400_000;
let test: TestPackage;
let whole: Buffer;

beforeAll(async () => {
  test = await TestPackage.make();
  whole = await test.assemble();
}, 60_000);

afterAll(() => test.remove());

async function verdict(bytes: Uint8Array, changes: Partial<Reader> = {}): Promise<string> {
  const { exit, checks } = await verifyPackage(bytes, test.reader(changes));
  const notPassed = checks.filter(({ verdict: each }) => each !== 'pass');
  return [exit, ...notPassed.map(({ check, code }) => `${check} ${code ?? ''}`)].join(' ');
}

const file = (name: string): string =>
  Buffer.from(readZip(whole).find((each) => each.name === name)?.content ?? '').toString('utf8');

const sealOver = (bytes: Uint8Array, sealer: Sealer, at = new Date()): Promise<Buffer> =>
  detachedSignature([bytes], sealer, at, 'TIME');

const manifest = async (build = test.build): Promise<Uint8Array> =>
  bytesToCertify(build, await test.seal(bytesToSeal(build)));

describe('the CMS seal of an authority', () => {
  it('is over all but META-INF, and the time-stamp over it, by names that ETSI EN 319 162-1 allows', async () => {
    expect(await verdict(whole)).toBe('0');
    const all = readZip(whole).map(({ name }) => name);
    expect(nameFlaws(readZip(whole))).toEqual([]);
    const outside = all.filter((name) => !name.startsWith('META-INF/') && name !== 'mimetype');
    expect([...statedByAsic(file(names.cmsManifest)).keys()]).toEqual(outside);
    expect([...statedByAsic(file(names.asic)).keys()]).toEqual([
      ...[names.cmsManifest, names.cms],
      ...outside,
    ]);
  });

  it('is not there where the authority has none, and nothing is missing then', async () => {
    const bare = await test.assemble(
      test.changed(({ record }) => {
        record.cmsSeal = null;
      }),
    );
    expect(await verdict(bare)).toBe('0');
    expect(nameFlaws(readZip(bare))).toEqual([]);
    expect(readZip(bare).some(({ name }) => name === names.cms)).toBe(false);
  });

  it('that was removed is missing; lists that still have it are wrong', async () => {
    const gone = [names.cms, names.cmsManifest];
    const left = (from: Uint8Array, ...without: readonly string[]) =>
      writeZip(readZip(from).filter(({ name }) => !without.includes(name)));
    expect(await verdict(left(whole, ...gone))).toBe(
      '1 V02 FILE_GONE V03 FILE_MISSING V12 FILE_MISSING',
    );
    expect(await verdict(left(whole, names.cms))).toContain('1 V02 FILE_GONE V03 FILE_MISSING');
    // Built without the seal: consistent, but the seal is missing.
    expect(await verdict(await test.forged(() => undefined, false))).toBe(
      '2 V03 FILE_MISSING V12 FILE_MISSING',
    );
  });

  it('of another authority, of another certificate or by another key does not hold', async () => {
    const content = await manifest();
    const other = aChainedSealer();
    const cms = await sealOver(content, other);
    expect(await verdict(await test.assemble(test.build, { cms }))).toContain('V03 CMS_INVALID');
    const foreign = await test.assemble(
      test.changed(({ record }) => {
        record.cmsSeal = cmsSealOf(other);
      }),
      { sealer: other },
    );
    expect(await verdict(foreign)).toBe('2 V03 CA_UNKNOWN');
  });

  it('over another manifest does not hold, and a changed manifest is found before', async () => {
    const content = Buffer.from(await manifest());
    content[content.length - 60] = (content[content.length - 60] ?? 0) ^ 1;
    const cms = await sealOver(content, test.story.sealer);
    expect(await verdict(await test.assemble(test.build, { cms }))).toBe('1 V03 CMS_INVALID');
    const digest = [...statedByAsic(file(names.cmsManifest)).values()].at(-1) ?? '';
    const base64 = Buffer.from(digest, 'hex').toString('base64');
    const changed = readZip(whole).map(({ name, content: bytes }) => ({
      name,
      content:
        name === names.cmsManifest
          ? Buffer.from(
              file(name).replace(
                base64,
                base64.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
              ),
            )
          : bytes,
    }));
    expect(await verdict(writeZip(changed))).toMatch(/^1 V02 FILE_HASH V03 CMS_INVALID/);
  });

  it('has one form, and says a time between gathering and time-stamp', async () => {
    const content = await manifest();
    const timeless = await detachedSignature([content], test.story.sealer, new Date(), 'NO_TIME');
    expect(await verdict(await test.assemble(test.build, { cms: timeless }))).toBe(
      '1 V03 CMS_FORM',
    );
    const { sealer } = test.story;
    for (const at of [new Date(Date.now() - day), new Date(Date.now() + day / 2)])
      expect(
        await verdict(
          await test.assemble(test.build, { cms: await sealOver(content, sealer, at) }),
        ),
      ).toBe('1 V03 CMS_INVALID');
  });

  it('is by a certificate that was in force, which a time-stamp shows for as long as it holds', async () => {
    const soon = new Date(Date.now() + 2 * day).toISOString().slice(0, 10);
    const made = await TestPackage.make({ sealer: aChainedSealer({ until: soon }) });
    const bytes = await made.assemble();
    const as = async (days: number, roots = made.rootsFile()): Promise<string> => {
      const at = new Date(Date.now() + days * day);
      const { exit, checks } = await verifyPackage(bytes, { roots: parseRoots(roots), at });
      const notPassed = checks.filter(({ verdict: each }) => each !== 'pass');
      return [exit, ...notPassed.map(({ check, code }) => `${check} ${code ?? ''}`)].join(' ');
    };
    expect(await as(1)).toBe('0');
    expect(await as(30)).toBe('0');
    expect(await as(3_650)).toBe('2 V03 CMS_EXPIRED V10 TOKEN_EXPIRED');
    expect(await as(1, made.rootsFile().replace(/^ca .*\n/m, ''))).toBe('2 V03 CA_UNKNOWN');
    made.remove();
  });
});
