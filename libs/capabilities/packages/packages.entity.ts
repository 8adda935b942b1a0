import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

@Entity({ schema: 'cases', name: 'package' })
@Unique('package_exhibit_key', ['exhibit'])
@Unique('package_number_key', ['authority', 'year', 'number'])
@Index('package_thread_idx', ['thread'])
@Index('package_officer_idx', ['officer', 'asked_at'])
@Check(
  'package_state_check',
  "state in ('ASKED', 'GATHERING', 'WAITING_FOR_CHECKPOINT', 'SEALING', 'BUILT', 'FAILED')",
)
@Check('package_failure_check', "(state = 'FAILED') = (failure is not null)")
@Check('package_thread_key_check', "thread_key is null or state not in ('BUILT', 'FAILED')")
@Check('package_variant_check', 'octet_length(variant::text) <= 65536')
@Check('package_number_check', 'number between 1 and 999999999')
@Check('package_supersedes_check', '(supersedes is null) = (supersede_reason is null)')
export class PackageEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_pkey' }) id: string;
  @ForeignKey(() => ThreadEntity, { name: 'package_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('smallint') year: number;
  @Column('integer') number: number;
  @Column('text') exhibit: string;
  @Column('text') officer: string;
  @Column('text') purpose: string;
  @Column('jsonb', { nullable: true }) variant: unknown;
  @Column('text', { nullable: true }) supersedes: string | null;
  @Column('text', { nullable: true }) supersede_reason: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) asked_at: Date;
  @Column('text') state: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) state_at: Date;
  @Column('text', { nullable: true }) failure: string | null;
  /**
   * Thread key for the evidence service, encrypted under the hand-over key of `key_epoch`. Deleted when the package is
   * finished or has failed.
   */
  @Column('bytea', { nullable: true }) thread_key: Buffer | null;
  @Column('integer') key_epoch: number;
  /**
   * Random key used instead of the thread key for a package made after its thread was erased, else null. Stored unencrypted,
   * because such a package contains only what the database already shows.
   */
  @Column('bytea', { nullable: true }) own_key: Buffer | null;
  @Column('uuid', { nullable: true }) gathered_event: string | null;
  @Column('timestamptz', { nullable: true }) gathered_at: Date | null;
  @Column('bytea', { nullable: true }) record: Buffer | null;
  @Column('bytea', { nullable: true }) index: Buffer | null;
  @Column('text', { nullable: true }) policy: string | null;
  @Column('bytea', { nullable: true }) checkpoint: Buffer | null;
  @Column('bytea', { nullable: true }) second: Buffer | null;
  @Column('jsonb', { nullable: true }) asks: unknown;
  @Column('text', { nullable: true }) seal: string | null;
  @Column('text', { nullable: true }) sealed_sha256: string | null;
  @Column('bytea', { nullable: true }) cms_seal: Buffer | null;
  @Column('bytea', { nullable: true }) report_before: Buffer | null;
  @Column('bytea', { nullable: true }) report_after: Buffer | null;
  /** Root hash of the encrypted package file in the object store. */
  @Column('text', { nullable: true }) root: string | null;
  @Column('bytea', { nullable: true }) package_key: Buffer | null;
  @Column('bigint', { nullable: true }) size: number | null;
  @Column('text', { nullable: true }) sha256: string | null;
  @Column('text', { nullable: true }) sha512: string | null;
  @Column('smallint', { nullable: true }) exit: number | null;
  /** Time of the first download; null for none. The first download after a `package_stayed` statement replaces the time. */
  @Column('timestamptz', { nullable: true }) delivered_at: Date | null;
}

@Entity({ schema: 'cases', name: 'package_answer' })
@Check('package_answer_part_check', 'part between 0 and 170')
@Check('package_answer_size_check', 'octet_length(statement) <= 229376')
export class PackageAnswerEntity {
  @ForeignKey(() => PackageEntity, { name: 'package_answer_package_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_answer_pkey' })
  package: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'package_answer_pkey' }) ask: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'package_answer_pkey' }) part: number;
  @Column('bytea') statement: Buffer;
  @Column('bytea') signature: Buffer;
}

@Entity({ schema: 'cases', name: 'package_rest' })
@Check('package_rest_kind_check', "kind in ('ITEM', 'CONSENT', 'RECALL')")
@Check(
  'package_rest_signer_check',
  "(signer is null) = (signed_at is null) and (signer is null or kind = 'ITEM')",
)
@Index('package_rest_document_idx', ['document'])
@Index('package_rest_signer_idx', ['signer'])
export class PackageRestEntity {
  @ForeignKey(() => PackageEntity, { name: 'package_rest_package_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_rest_pkey' })
  package: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'package_rest_pkey' }) kind: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_rest_pkey' }) document: string;
  @Column('text', { nullable: true }) signer: string | null;
  @Column('timestamptz', { nullable: true }) signed_at: Date | null;
  @Column('timestamptz', { nullable: true }) until: Date | null;
}

@Entity({ schema: 'cases', name: 'package_key' })
@Index('package_key_key_idx', ['key'])
export class PackageKeyEntity {
  @ForeignKey(() => PackageEntity, { name: 'package_key_package_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_key_pkey' })
  package: string;
  /** Fingerprint of an OpenPGP key, or SHA-256 of a public key of another type. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'package_key_pkey' }) key: string;
  /**
   * Time by which all signatures by the key existed, as time-stamps of the log prove. Null if only the package's time-stamp
   * dates a signature.
   */
  @Column('timestamptz', { nullable: true }) until: Date | null;
  /** Earliest end of the key's validity that the package's directories show; null if they show none. */
  @Column('timestamptz', { nullable: true }) shown_end: Date | null;
}

@Entity({ schema: 'journal', name: 'package_stamp' })
@Check('package_stamp_authority_check', "authority in ('tsa1', 'tsa2')")
@Check('package_stamp_request_check', 'octet_length(request) <= 1024')
@Check('package_stamp_response_check', 'octet_length(response) <= 65536')
export class PackageStampEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'package_stamp_pkey' }) authority: string;
  @Column('uuid') package: string;
  @Column('bytea') request: Buffer;
  @Column('bytea') nonce: Buffer;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) made_at: Date;
  @Column('integer') tries: number;
  @Column('timestamptz', { nullable: true }) sent_at: Date | null;
  @Column('timestamptz', { nullable: true }) received_at: Date | null;
  @Column('bytea', { nullable: true }) response: Buffer | null;
  @Column('text', { nullable: true }) failure: string | null;
}

@Entity({ schema: 'cases', name: 'package_concern' })
@Unique('package_concern_cause_key', ['package', 'code', 'cause'])
@Unique('package_concern_event_key', ['event'])
@Index('package_concern_thread_idx', ['thread'])
@Check('package_concern_number_check', 'number between 1 and 256')
export class PackageConcernEntity {
  @ForeignKey(() => PackageEntity, { name: 'package_concern_package_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_concern_pkey' })
  package: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'package_concern_pkey' }) number: number;
  @ForeignKey(() => ThreadEntity, { name: 'package_concern_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') code: string;
  @Column('text') cause: string;
  @Column('timestamptz') at: Date;
  @Column('uuid') event: string;
}

@Entity({ schema: 'cases', name: 'package_handed' })
@Unique('package_handed_event_key', ['event'])
@Index('package_handed_package_idx', ['package'])
@Index('package_handed_thread_idx', ['thread'])
export class PackageHandedEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_handed_pkey' }) id: string;
  @ForeignKey(() => PackageEntity, { name: 'package_handed_package_fkey' })
  @Column('uuid')
  package: string;
  @ForeignKey(() => ThreadEntity, { name: 'package_handed_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') officer: string;
  @Column('timestamptz') handed_at: Date;
  @Column('text') way: string;
  @Column('bytea', { nullable: true }) recipient: Buffer | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recorded_at: Date;
  @Column('uuid') event: string;
}

@Entity({ schema: 'cases', name: 'package_certificate' })
@Unique('package_certificate_number_key', ['package', 'number'])
@Index('package_certificate_thread_idx', ['thread'])
@Check('package_certificate_number_check', 'number between 1 and 16')
@Check('package_certificate_state_check', "state in ('GIVEN', 'MADE', 'REFUSED')")
@Check('package_certificate_failure_check', "(state = 'REFUSED') = (failure is not null)")
@Check('package_certificate_key_check', "thread_key is null or state = 'GIVEN'")
@Check('package_certificate_made_check', "(state = 'MADE') = (sha512 is not null)")
@Check('package_certificate_size_check', 'octet_length(content) <= 393216')
export class PackageCertificateEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_certificate_pkey' }) id: string;
  @ForeignKey(() => PackageEntity, { name: 'package_certificate_package_fkey' })
  @Column('uuid')
  package: string;
  @ForeignKey(() => ThreadEntity, { name: 'package_certificate_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('smallint') number: number;
  @Column('text') officer: string;
  @Column('text') role: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) given_at: Date;
  @Column('text', { default: 'GIVEN' }) state: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) state_at: Date;
  @Column('text', { nullable: true }) failure: string | null;
  @Column('bytea', { nullable: true }) content: Buffer | null;
  @Column('bytea', { nullable: true }) thread_key: Buffer | null;
  @Column('integer') key_epoch: number;
  @Column('bigint', { nullable: true }) size: number | null;
  @Column('text', { nullable: true }) sha256: string | null;
  @Column('text', { nullable: true }) sha512: string | null;
  @Column('bytea', { nullable: true }) office: Buffer | null;
  @Column('text', { nullable: true }) cer01: string | null;
  @Column('text', { nullable: true }) cer02: string | null;
  @Column('bytea', { nullable: true }) report: Buffer | null;
}

/** Statement of an officer that nobody outside has the package, although it was downloaded. */
@Entity({ schema: 'cases', name: 'package_stayed' })
@Index('package_stayed_package_idx', ['package', 'at'])
export class PackageStayedEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_stayed_pkey' }) event: string;
  @ForeignKey(() => PackageEntity, { name: 'package_stayed_package_fkey' })
  @Column('uuid')
  package: string;
  @ForeignKey(() => ThreadEntity, { name: 'package_stayed_thread_fkey' })
  @Column('uuid')
  thread: string;
  @Column('text') officer: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) at: Date;
}

@Entity({ schema: 'cases', name: 'package_told' })
@Unique('package_told_event_key', ['event'])
@Check('package_told_concerns_check', 'concerns between 1 and 256')
export class RecipientNotifiedEntity {
  @ForeignKey(() => PackageHandedEntity, { name: 'package_told_handed_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_told_pkey' })
  handed: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'package_told_pkey' }) concerns: number;
  @Column('text') officer: string;
  @Column('timestamptz') told_at: Date;
  @Column('text') way: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recorded_at: Date;
  @Column('uuid') event: string;
}
