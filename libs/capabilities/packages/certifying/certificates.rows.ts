import type { OfficerId, Role, Sha256, Sha512, ThreadId } from '#kernel';
import type { Tx } from '#store';
import type { CertificateFailure, CertificateState, RuleOutcome } from '../packages.lists.js';

/**
 * Associated data that binds an encrypted custodian's certificate to its row. A ciphertext copied into another row does not
 * decrypt.
 */
export const certificateName = (id: string): string => `package-certificate:${id}`;
export const officeName = (id: string): string => `package-certificate-office:${id}`;

export interface CertificateRow {
  readonly id: string;
  readonly package: string;
  readonly number: number;
  readonly officer: OfficerId;
  readonly givenAt: Date;
  readonly state: CertificateState;
  readonly stateAt: Date;
  readonly failure: CertificateFailure | null;
  readonly size: number | null;
  readonly sha256: Sha256 | null;
  readonly sha512: Sha512 | null;
  readonly office: Buffer | null;
  readonly cer01: RuleOutcome | null;
  readonly cer02: RuleOutcome | null;
}

export interface NewCertificate {
  readonly id: string;
  readonly package: string;
  readonly thread: ThreadId;
  readonly officer: OfficerId;
  readonly role: Role;
  readonly content: Uint8Array;
  readonly threadKey: Uint8Array;
  readonly keyEpoch: number;
}

export interface WaitingCertificate {
  readonly id: string;
  readonly package: string;
  readonly thread: ThreadId;
  readonly exhibit: string;
  readonly number: number;
  readonly officer: OfficerId;
  readonly role: Role;
  readonly content: Buffer;
  readonly threadKey: Buffer;
  readonly keyEpoch: number;
  readonly record: Buffer;
  readonly root: Sha256;
  readonly packageKey: Buffer;
  readonly packageSize: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
}

export interface MadeCertificate {
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
  readonly office: Uint8Array;
  readonly cer01: RuleOutcome;
  readonly cer02: RuleOutcome;
  readonly report: Uint8Array;
}

const seen = `id, package, number, officer, given_at as "givenAt", state, state_at as "stateAt", failure, size, sha256, sha512, office,
  cer01, cer02`;

export class Certificates {
  certificatesOf(tx: Tx, packages: readonly string[]): Promise<CertificateRow[]> {
    return tx.query<CertificateRow>(
      `select ${seen} from cases.package_certificate where package = any ($1::uuid[]) order by package, number`,
      [packages],
    );
  }

  give(tx: Tx, given: NewCertificate): void {
    const { id, thread, officer, role, content, threadKey, keyEpoch } = given;
    tx.send(
      `insert into cases.package_certificate (id, package, thread, number, officer, role, content, thread_key, key_epoch)
       select $1, $2, $3, coalesce(max(c.number), 0) + 1, $4, $5, $6, $7, $8
       from cases.package_certificate c where c.package = $2`,
      [id, given.package, thread, officer, role, content, threadKey, keyEpoch],
    );
    tx.wake('build-package');
  }

  async waiting(tx: Tx): Promise<WaitingCertificate | undefined> {
    const [row] = await tx.query<WaitingCertificate>(
      `select c.id, c.package, c.thread, p.exhibit, c.number, c.officer, c.role, c.content, c.thread_key as "threadKey",
         c.key_epoch as "keyEpoch", p.record, p.root, p.package_key as "packageKey", p.size as "packageSize", p.sha256, p.sha512
       from cases.package_certificate c join cases.package p on p.id = c.package
       where c.state = 'GIVEN' and c.thread_key is not null and c.content is not null and p.package_key is not null
       order by c.given_at, c.id limit 1`,
    );
    return row;
  }

  /**
   * Sets the certificate's state to MADE and stores its report. Returns false if the thread was erased or another process
   * judged the certificate first.
   */
  async made(
    tx: Tx,
    { id }: Pick<WaitingCertificate, 'id'>,
    { size, sha256, sha512, office, cer01, cer02, report }: MadeCertificate,
  ): Promise<boolean> {
    const rows = await tx.query(
      `update cases.package_certificate set state = 'MADE', state_at = clock_timestamp(), thread_key = null, size = $2, sha256 = $3,
         sha512 = $4, office = $5, cer01 = $6, cer02 = $7, report = $8
       where id = $1 and state = 'GIVEN' and thread_key is not null returning id`,
      [id, size, sha256, sha512, office, cer01, cer02, report],
    );
    return rows.length > 0;
  }

  refuse(tx: Tx, { id }: Pick<WaitingCertificate, 'id'>, failure: CertificateFailure): void {
    tx.send(
      `update cases.package_certificate set state = 'REFUSED', state_at = clock_timestamp(), thread_key = null, failure = $2
       where id = $1 and state = 'GIVEN'`,
      [id, failure],
    );
  }

  async file(
    tx: Tx,
    { thread, exhibit }: { readonly thread: ThreadId; readonly exhibit: string },
    number: number | null,
  ): Promise<CertificateFile | undefined> {
    const [row] = await tx.query<CertificateFile>(
      `select c.id, c.content, c.size, c.sha256, c.sha512, c.report from cases.package_certificate c
         join cases.package p on p.id = c.package
       where p.thread = $1 and p.exhibit = $2 and c.state = 'MADE' and c.content is not null
         and ($3::int is null or c.number = $3)
       order by c.number desc limit 1`,
      [thread, exhibit, number],
    );
    return row;
  }
}

export interface CertificateFile {
  readonly id: string;
  readonly content: Buffer;
  readonly size: number;
  readonly sha256: Sha256;
  readonly sha512: Sha512;
  readonly report: Buffer;
}
