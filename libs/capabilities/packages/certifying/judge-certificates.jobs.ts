import {
  assess,
  type CertificateFact,
  type Outcome,
  reportBytes,
  type RuleId,
} from '#admissibility';
import { cmsSealOf } from '#cms';
import { knownObject, object } from '#journal';
import { AttachmentReader } from '#objects';
import { decodeRecord, examinePackage, type PackageFacts } from '#package';
import { disclosureLabel } from '#threads';
import { decryptContent, encryptContent } from '#trust';
import { sha256, sha512 } from '#wire';
import { unwrapForPackage, unwrapPackageKey } from '../handover.rows.js';
import { besidesOf, ownReader } from '../making/judging.service.js';
import type { PackingParts } from '../making/packing.service.js';
import { certificateMade } from '../packages.events.js';
import { type CertificateFailure, packageBounds } from '../packages.lists.js';
import {
  certificateName,
  Certificates,
  officeName,
  type MadeCertificate,
  type WaitingCertificate,
} from './certificates.rows.js';
import { certificateFailure } from './certificates.rules.js';

const context = { step: 'build-package' } as const;

/** Functions that parse an uploaded custodian's certificate, an untrusted file. */
export interface CertificateReader {
  readonly unpack: (packed: Uint8Array) => Uint8Array | undefined;
  readonly compare: (
    pdf: Uint8Array,
    of: { readonly sha512: string; readonly facts: PackageFacts },
  ) => CertificateFact;
  readonly office: (pdf: Uint8Array) => string;
}

type Parts = Pick<
  PackingParts,
  'store' | 'trust' | 'journal' | 'keys' | 'erased' | 'objects' | 'sealer' | 'profile'
>;

class Refused extends Error {
  constructor(readonly code: CertificateFailure) {
    super(code);
  }
}

/** Accepts or refuses custodian's certificates of finished packages. Each certificate's row holds its thread's key, encrypted. */
export class JudgeCertificates {
  readonly #certificates = new Certificates();
  readonly #failing = new Map<string, number>();
  readonly #files: AttachmentReader;

  constructor(
    private readonly parts: Parts,
    private readonly reader: CertificateReader,
    private readonly onFailure: (exhibit: string, error: unknown) => void,
    private readonly failingMs: number = packageBounds.failingMs,
  ) {
    this.#files = new AttachmentReader(parts.objects);
  }

  /**
   * Judges the oldest waiting certificate; true if accepted or refused, else false. Ten minutes of errors also refuse the
   * certificate.
   */
  async run(): Promise<boolean> {
    const { store, erased, trust } = this.parts;
    const found = await store.transaction(context, async (tx) => {
      await trust.refresh(tx);
      return this.#certificates.waiting(tx);
    });
    if (found === undefined || erased.has(found.thread)) return false;
    try {
      await this.#judge(found);
    } catch (error) {
      const failure = this.#failureOf(found, error);
      if (failure === undefined) return false;
      await store.transaction(context, (tx) => {
        this.#certificates.refuse(tx, found, failure);
        return Promise.resolve();
      });
    }
    this.#failing.delete(found.id);
    return true;
    // Durable now: the certificate with report, office and event, or why it was refused. A crash before leaves it as it was given.
  }

  #failureOf({ id, exhibit }: WaitingCertificate, error: unknown): CertificateFailure | undefined {
    if (error instanceof Refused) return error.code;
    const since = this.#failing.get(id);
    if (since === undefined) this.onFailure(exhibit, error);
    this.#failing.set(id, since ?? Date.now());
    return since !== undefined && Date.now() - since > this.failingMs
      ? 'PACKAGE_CERTIFICATE_UNJUDGED'
      : undefined;
  }

  async #judge(found: WaitingCertificate): Promise<void> {
    const { store, journal, keys } = this.parts;
    const key = unwrapForPackage(found.threadKey, found, keys.handoverKeyOf(found.keyEpoch));
    const { reader } = this;
    const packed = decryptContent(key, certificateName(found.id), found.content);
    const pdf = reader.unpack(packed);
    if (pdf === undefined) throw new Refused('PACKAGE_CERTIFICATE_UNREADABLE');
    const report = await this.#report(found, pdf, key);
    const office = reader.office(pdf);
    const made: MadeCertificate = {
      ...{ size: pdf.length, sha256: sha256(pdf), sha512: sha512(pdf) },
      office: encryptContent(key, officeName(found.id), Buffer.from(office, 'utf8')),
      ...report,
    };
    await store.transaction(context, async (tx) => {
      if (!(await this.#certificates.made(tx, found, made))) return;
      const of = { size: found.packageSize, sha256: found.sha256, sha512: found.sha512 };
      const objects = [knownObject('package', of), object('certificate', pdf)];
      const draft = certificateMade(found, objects, {
        ...{ exhibit: found.exhibit, certificate: found.number, office },
        ...{ cer01: made.cer01, cer02: made.cer02, report: sha256(made.report) },
      });
      await journal.recordAll(tx, [draft], (_, event, { digest, encoded }) =>
        encryptContent(key, disclosureLabel(event, digest), Buffer.from(encoded, 'ascii')),
      );
    });
  }

  async #report(
    found: WaitingCertificate,
    pdf: Uint8Array,
    key: Uint8Array,
  ): Promise<Pick<MadeCertificate, 'report' | 'cer01' | 'cer02'>> {
    const { sealer, profile } = this.parts;
    const by = ownReader(decodeRecord(found.record), sealer && cmsSealOf(sealer));
    const examined = await examinePackage(await this.#package(found, key), by);
    if (examined.facts === undefined) throw new RangeError(`${found.exhibit} cannot be read`);
    const certificate = this.reader.compare(pdf, { sha512: found.sha512, facts: examined.facts });
    const failure = certificateFailure(certificate);
    if (failure !== undefined) throw new Refused(failure);
    const besides = await besidesOf(this.parts, examined.facts, 'AFTER');
    const asked = { sha512: found.sha512, at: by.at, stage: 'AFTER' } as const;
    const report = await assess(examined, profile, asked, { ...besides, certificate });
    const outcome = (id: RuleId): Outcome =>
      report.rules.find(({ rule }) => rule === id)?.outcome ?? 'unknown';
    const [cer01, cer02] = [outcome('CER-01'), outcome('CER-02')];
    return { report: reportBytes(report), cer01, cer02 };
  }

  async #package(found: WaitingCertificate, key: Uint8Array): Promise<Buffer> {
    const own = unwrapPackageKey(found.packageKey, { id: found.package }, key);
    const pieces: Uint8Array[] = [];
    for await (const piece of this.#files.decryptStream(found.root, own, found.packageSize))
      pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  }
}
