import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pemOf } from '#stamp';
import { sha256 } from '#wire';
import { collectGarbage } from '../../../test/instruments/garbage.js';
import { TestPackage } from '../../../test/support/package.js';
import { names, paths } from './container/layout.js';
import { readZip, writeZip, zipLimits } from './container/zip.js';
import type { Report } from './verdict.js';
import { verifyPackage } from './verify-package.js';

let test: TestPackage;

beforeAll(async () => {
  test = await TestPackage.make();
}, 60_000);

afterAll(() => {
  test.remove();
});

const codes = ({ checks }: Report): readonly unknown[] =>
  checks.filter(({ verdict }) => verdict !== 'pass').map(({ code }) => code);

const judged = async (bytes: Uint8Array): Promise<Report> => verifyPackage(bytes, test.reader());

function manyValues(count: number): Buffer {
  const header = Buffer.from([0x30, 0x84, 0, 0, 0, 0]);
  header.writeUInt32BE(2 * count, 2);
  return Buffer.concat([header, Buffer.alloc(2 * count, Buffer.from([5, 0]))]);
}

describe('a package whose sizes are chosen by somebody hostile gets a verdict', () => {
  it('with lists of revoked certificates of a million values each: memory is for none of them', async () => {
    const lists = [1_000_000, 1_000_001, 1_000_002].map(manyValues);
    const build = test.changed((each) => {
      for (const hash of each.index.lists) each.files.delete(paths.revocationList(hash));
      each.index.lists = lists.map(sha256).sort();
      for (const der of lists)
        each.files.set(paths.revocationList(sha256(der)), Buffer.from(pemOf(der, 'X509 CRL')));
    });
    const bytes = await test.assemble(build);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    expect(codes(await judged(bytes))).toEqual(['CERTIFICATE_FORM']);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(300 * 2 ** 20);
  }, 60_000);

  it('with proofs and notes of millions of lines', async () => {
    const long = Buffer.alloc(zipLimits.file, '\n');
    const size = test.build.index.tokens[0]?.size ?? 0;
    const bytes = await test.forged((files) => {
      files.set(paths.consistency(size), long);
      files.set(paths.checkpoint(size), long);
    });
    const report = await judged(bytes);
    expect(report.exit).toBe(1);
    expect(codes(report)).toContain('CONSISTENCY_FORM');
    expect(codes(report)).toContain('CHECKPOINT_FORM');
  }, 60_000);

  it('with lists of many names: time grows with their length and not with its square', async () => {
    const whole = readZip(await test.assemble());
    const strange = Array.from({ length: 16_000 }, (_, i) => ({
      ...{ name: `data/x/${i}`, content: Buffer.from(`${i}`) },
    }));
    const line = (name: string, i: number): string =>
      `${i.toString(16).padStart(64, '0')}  ${name}\n`;
    const listed = strange.map(
      ({ name }, i) => line(name, i) + line(`data/gone/${'x'.repeat(i % 90)}${i}`, i),
    );
    const lists = [names.sha256, names.sha512, names.asic].map((name) => ({
      ...{ name, content: Buffer.from(listed.join('')) },
    }));
    const others = whole.filter(({ name }) => !lists.some((each) => each.name === name));
    const bytes = writeZip([...others, ...strange, ...lists]);
    const began = performance.now();
    expect((await judged(bytes)).exit).toBe(1);
    expect(performance.now() - began).toBeLessThan(15_000);
  }, 120_000);
});
