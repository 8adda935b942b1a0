import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type AdmissibilityReport, draftProfile } from '#admissibility';
import { type Certificate, factsOfPackage, makeCertificate, sealPdf } from '#certificate';
import { packCertificate, unpackCertificate } from '#certificate/reading/packed';
import { GiveCertificates } from '#capabilities/packages/certifying/give-certificate.service';
import type { CertificateView } from '#capabilities/packages/certifying/certificates.contract';
import { AskPackages, DeliverPackages } from '#capabilities/packages/packages.service';
import type { ThreadId } from '#kernel';
import { sha256, sha512 } from '#wire';
import { shippedFonts } from '../../../libs/certificate/src/fixtures/a-certificate.js';
import type { TwoStates } from '../../support/two-states.js';
import type { Packing } from '../fixtures/packing.js';
import { answeredThread, packingStates } from './packing.js';

const purpose = 'INVESTIGATION' as const;

describe('a certificate of an evidence package', () => {
  let two: TwoStates;
  let a: Packing;
  let thread: ThreadId;
  let exhibit: string;
  let facts: Certificate;
  let good: Buffer;
  const ana = () => two.a.session('ana');

  async function certified(change: Partial<Certificate> = {}): Promise<Buffer> {
    const { pdf } = await makeCertificate({ ...facts, ...change }, shippedFonts(readFileSync));
    return Buffer.from(await sealPdf(pdf, a.sealer, new Date()));
  }

  const give = (bytes: Uint8Array, of = exhibit) =>
    two.a.requests
      .get(GiveCertificates)
      .give(ana(), { thread, exhibit: of, purpose, certificate: bytes });

  async function shown(): Promise<readonly CertificateView[]> {
    const { packages } = await two.a.requests.get(AskPackages).listPackages(ana(), thread, purpose);
    return packages.find((each) => each.exhibit === exhibit)?.certificates ?? [];
  }

  const piece = async (file: 'CERTIFICATE' | 'CERTIFIED', certificate: number | null = null) => {
    const asked = { thread, exhibit, file, from: 0, purpose, certificate };
    return (await two.a.requests.get(DeliverPackages).piece(ana(), asked)).bytes;
  };

  const entries = () =>
    two.a.sql<{ leaf: string; disclosed: number }>(
      `select convert_from(e.leaf, 'UTF8') as leaf,
         (select count(*)::int from journal.disclosure d where d.event = e.id) as disclosed
       from journal.event e where e.typ = 'certificate.made' and e.thread = '${thread}' order by e.id`,
    );

  beforeAll(async () => {
    ({ two, a } = await packingStates());
    ({ thread } = await answeredThread(two));
    await a.stampLog();
    ({ exhibit } = await a.ask(thread));
    const build = await a.builder();
    await a.until(() => Promise.resolve(build), 'BUILT');
    const bytes = await a.opened(thread);
    facts = await factsOfPackage(bytes, {
      custodian: { name: 'A. Novak', office: 'Records Officer' },
      ...{ software: '0.1.0', language: 'en', notConclusory: true },
      profile: { bytes: draftProfile, signature: undefined },
      reader: { roots: a.roots(bytes), at: new Date() },
    });
    good = await certified();
    a.failures.splice(0);
  }, 180_000);

  it('waits alone, and is on record once it was judged, with a digest of the office', async () => {
    const { certificates } = await give(packCertificate(good));
    expect(certificates).toMatchObject([
      { number: 1, officer: 'ana', state: 'GIVEN', office: null },
    ]);
    await expect(give(packCertificate(good))).rejects.toMatchObject({ code: 'PACKAGES_SPENT' });
    await expect(give(packCertificate(good), 'border-police-2026-999')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(piece('CERTIFICATE')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const judge = await a.judge();
    expect([await judge.run(), await judge.run()]).toEqual([true, false]);
    expect(a.failures).toEqual([]);
    expect(await shown()).toMatchObject([
      {
        ...{ number: 1, state: 'MADE', failure: null, office: 'Records Officer' },
        ...{ size: good.length, sha512: sha512(good), cer01: 'pass', cer02: 'pass' },
      },
    ]);
    const [entry, ...more] = await entries();
    expect([more, entry?.disclosed]).toEqual([[], 1]);
    expect(entry?.leaf).not.toMatch('Records');
    const report = await piece('CERTIFIED');
    expect(JSON.parse(entry?.leaf ?? '')).toMatchObject({
      actor: { role: 'LIAISON_OFFICER' },
      data: { exhibit, certificate: 1, cer01: 'pass', cer02: 'pass', report: sha256(report) },
      obj: [{ role: 'package' }, { role: 'certificate', sha256: sha256(good), size: good.length }],
    });
  }, 60_000);

  it('is given out as it was given, and so is the report that takes it into account', async () => {
    expect(unpackCertificate(await piece('CERTIFICATE'))).toEqual(good);
    const report = JSON.parse(
      Buffer.from(await piece('CERTIFIED')).toString(),
    ) as AdmissibilityReport;
    expect(report).toMatchObject({ stage: 'AFTER', exhibit, exit: 0 });
    const of = (rule: string) => report.rules.find((each) => each.rule === rule);
    for (const rule of ['CER-01', 'CER-02', 'DEF-01', 'LOG-03'])
      expect(of(rule)).toMatchObject({ outcome: 'pass' });
  });

  it('is refused with a code where it is none, of another package, or changed since its seal; what was given stays', async () => {
    const other = await certified({ exhibit: 'border-police-2026-7' });
    const bytes = await certified({ package: { ...facts.package, sha512: sha512(good) } });
    const unsealed = await makeCertificate(facts, shippedFonts(readFileSync));
    // The year that the sealing machine states.
    const changed = Buffer.from(good);
    changed.write('(D:1', good.lastIndexOf('(D:2'), 'latin1');
    const wrong: readonly (readonly [string, Uint8Array])[] = [
      ['PACKAGE_CERTIFICATE_UNREADABLE', Buffer.from('no gzip')],
      ['PACKAGE_CERTIFICATE_UNREADABLE', packCertificate(Buffer.from('%PDF-1.7 words'))],
      ['PACKAGE_CERTIFICATE_OTHER', packCertificate(other)],
      ['PACKAGE_CERTIFICATE_OTHER', packCertificate(bytes)],
      ['PACKAGE_CERTIFICATE_UNSEALED', packCertificate(unsealed.pdf)],
      ['PACKAGE_CERTIFICATE_UNSEALED', packCertificate(changed)],
    ];
    const judge = await a.judge();
    for (const [code, given] of wrong) {
      await give(given);
      expect(await judge.run()).toBe(true);
      expect((await shown()).at(-1)).toMatchObject({
        state: 'REFUSED',
        failure: code,
        sha512: null,
      });
    }
    expect(await entries()).toHaveLength(1);
    const kept = await two.a.sql<{ n: number }>(
      `select count(*)::int as n from cases.package_certificate c where thread = '${thread}'
         and content is not null and thread_key is null`,
    );
    expect(kept).toEqual([{ n: wrong.length + 1 }]);
    expect(unpackCertificate(await piece('CERTIFICATE'))).toEqual(good);
  }, 120_000);

  it('that fails to be judged is tried again, and then refused; a later one takes the place of the first', async () => {
    const later = await certified({ declared: { notConclusory: false } });
    await give(packCertificate(later));
    const broken = { objects: { layout: () => Promise.reject(new Error('disk')) } as never };
    const failing = await a.judge(broken, 0);
    expect(await failing.run()).toBe(false);
    expect((await shown()).at(-1)).toMatchObject({ state: 'GIVEN' });
    expect(a.failures.splice(0)).toHaveLength(1);
    expect(await (await a.judge()).run()).toBe(true);
    const certificates = await shown();
    expect(certificates.at(-1)).toMatchObject({ state: 'MADE', cer01: 'pass', cer02: 'unknown' });
    expect(await entries()).toHaveLength(2);
    expect(unpackCertificate(await piece('CERTIFICATE'))).toEqual(later);
    expect(unpackCertificate(await piece('CERTIFICATE', 1))).toEqual(good);
    await expect(piece('CERTIFICATE', 2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await give(packCertificate(later));
    const unlucky = await a.judge(broken, -1);
    expect([await unlucky.run(), await unlucky.run()]).toEqual([false, true]);
    expect((await shown()).at(-1)).toMatchObject({ failure: 'PACKAGE_CERTIFICATE_UNJUDGED' });
    a.failures.splice(0);
  }, 120_000);

  it('goes with the content of its thread; that it was on record stays', async () => {
    await give(packCertificate(good));
    await two.a.orderErasing(thread);
    await two.a.erase.run();
    expect(await (await a.judge()).run()).toBe(false);
    const rows = await two.a.sql<{ kept: boolean }>(
      `select bool_or(content is not null or office is not null or thread_key is not null) as kept
       from cases.package_certificate where thread = '${thread}'`,
    );
    expect(rows).toEqual([{ kept: false }]);
    await expect(give(packCertificate(good))).rejects.toMatchObject({ code: 'CONTENT_ERASED' });
    expect(await entries()).toMatchObject([{ disclosed: 0 }, { disclosed: 0 }]);
  }, 60_000);
});
