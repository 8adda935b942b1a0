import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ThreadEntity } from '#schema/threads/threads.entity';

/** Evidence package of a thread, from the ask on. The row that the last step committed is the baton of the next. */
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
  /** Authority that asked for it; the package stays with it when the thread moves. */
  @Column('text') authority: string;
  @Column('text') compartment: string;
  @Column('smallint') year: number;
  @Column('integer') number: number;
  @Column('text') exhibit: string;
  @Column('text') officer: string;
  @Column('text') purpose: string;
  /** For whom, what is shown to that reader, what is withheld and why; null: for no named reader. Ids, names and codes. */
  @Column('jsonb', { nullable: true }) variant: unknown;
  /** Number of the package of the same thread whose place it takes, and why. */
  @Column('text', { nullable: true }) supersedes: string | null;
  @Column('text', { nullable: true }) supersede_reason: string | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) asked_at: Date;
  @Column('text') state: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) state_at: Date;
  @Column('text', { nullable: true }) failure: string | null;
  /** Key of the thread under the key of the hand-over, as long as it is being made, and the epoch of that. */
  @Column('bytea', { nullable: true }) thread_key: Buffer | null;
  @Column('integer') key_epoch: number;
  /** In place of the key of a thread that was erased before: nothing is in such a package that the database does not hold openly. */
  @Column('bytea', { nullable: true }) own_key: Buffer | null;
  /** Event `pkg.gathered`, its time, and how many leaves of the chain it counts. */
  @Column('uuid', { nullable: true }) gathered_event: string | null;
  @Column('timestamptz', { nullable: true }) gathered_at: Date | null;
  /** Frozen: `data/build.json`, `data/index.json`, the policy. Ids, hashes and counts. */
  @Column('bytea', { nullable: true }) record: Buffer | null;
  @Column('bytea', { nullable: true }) index: Buffer | null;
  @Column('text', { nullable: true }) policy: string | null;
  /** Frozen, too: the note of the checkpoint with its cosignatures. */
  @Column('bytea', { nullable: true }) checkpoint: Buffer | null;
  /** Second note of it with its cosignatures; null where the policy names no witness that takes one. */
  @Column('bytea', { nullable: true }) second: Buffer | null;
  /** Asks for entries of the neighbour's log, in their order; null before it is decided what is asked. Ids, hashes and outcomes. */
  @Column('jsonb', { nullable: true }) asks: unknown;
  /** Armored seal, and the SHA-256 of what it is over. */
  @Column('text', { nullable: true }) seal: string | null;
  @Column('text', { nullable: true }) sealed_sha256: string | null;
  /** CMS seal of the authority, where it has an X.509 one. */
  @Column('bytea', { nullable: true }) cms_seal: Buffer | null;
  /** Reports of the rules before it was built, sealed with it, and after: codes, and no word of the case. */
  @Column('bytea', { nullable: true }) report_before: Buffer | null;
  @Column('bytea', { nullable: true }) report_after: Buffer | null;
  /** Object, kept before it has its name, and its key under that of the thread; destroying that one destroys the package. */
  @Column('text', { nullable: true }) root: string | null;
  @Column('bytea', { nullable: true }) package_key: Buffer | null;
  @Column('bigint', { nullable: true }) size: number | null;
  @Column('text', { nullable: true }) sha256: string | null;
  @Column('text', { nullable: true }) sha512: string | null;
  /** Exit code of the verifier over it. */
  @Column('smallint', { nullable: true }) exit: number | null;
}

/** Answer of the neighbour about its log, as it was signed, until the package that it goes into is made or failed. */
@Entity({ schema: 'cases', name: 'package_answer' })
@Check('package_answer_part_check', 'part between 0 and 170')
@Check('package_answer_size_check', 'octet_length(statement) <= 229376')
export class PackageAnswerEntity {
  @ForeignKey(() => PackageEntity, { name: 'package_answer_package_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_answer_pkey' })
  package: string;
  /** Ask that it answers. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'package_answer_pkey' }) ask: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'package_answer_pkey' }) part: number;
  @Column('bytea') statement: Buffer;
  @Column('bytea') signature: Buffer;
}

/** Document that a package rests on, as it was frozen: shown in it, a consent that stood, or a recall that it shows itself. */
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
  /** Key that signed an item, and when. */
  @Column('text', { nullable: true }) signer: string | null;
  @Column('timestamptz', { nullable: true }) signed_at: Date | null;
  /** End of a consent. */
  @Column('timestamptz', { nullable: true }) until: Date | null;
}

/** Question for the time under a package, one at a time and authority. The evidence service asks and judges, the exchange carries. */
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
  /** Questions before this one that were not answered well. */
  @Column('integer') tries: number;
  @Column('timestamptz', { nullable: true }) sent_at: Date | null;
  @Column('timestamptz', { nullable: true }) received_at: Date | null;
  /** Response from outside, not yet judged. */
  @Column('bytea', { nullable: true }) response: Buffer | null;
  @Column('text', { nullable: true }) failure: string | null;
}

/** Ground of a package that no longer holds, or another one in its place; numbered for each. */
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
  /** Document id of a recall or consent, fingerprint of a key, or number of the newer package. */
  @Column('text') cause: string;
  @Column('timestamptz') at: Date;
  @Column('uuid') event: string;
}

/** Hand-over of a package to a court or body outside, as an officer states it. Who it was is content of the thread. */
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
  /** How the recipient was told the SHA-512. */
  @Column('text') way: string;
  /** Name of the recipient, under the key of the thread; null once that was erased. */
  @Column('bytea', { nullable: true }) recipient: Buffer | null;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recorded_at: Date;
  /** Entry `pkg.handed` that states it. */
  @Column('uuid') event: string;
}

/** Custodian's certificate of a package, as an officer gave it, and how it was judged. It is content of the thread. */
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
  /** The how manyth of its package. */
  @Column('smallint') number: number;
  @Column('text') officer: string;
  @Column('text') role: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) given_at: Date;
  @Column('text', { default: 'GIVEN' }) state: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) state_at: Date;
  @Column('text', { nullable: true }) failure: string | null;
  /** Packed bytes under the key of the thread; null once that was erased. */
  @Column('bytea', { nullable: true }) content: Buffer | null;
  /** Key of the thread under the key of the hand-over, until it was judged, and the epoch of that. */
  @Column('bytea', { nullable: true }) thread_key: Buffer | null;
  @Column('integer') key_epoch: number;
  /** Of the document inside. */
  @Column('bigint', { nullable: true }) size: number | null;
  @Column('text', { nullable: true }) sha256: string | null;
  @Column('text', { nullable: true }) sha512: string | null;
  /** Office of who certifies, under the key of the thread. */
  @Column('bytea', { nullable: true }) office: Buffer | null;
  @Column('text', { nullable: true }) cer01: string | null;
  @Column('text', { nullable: true }) cer02: string | null;
  /** Report of the rules on the finished file, with it: codes, and no word of the case. */
  @Column('bytea', { nullable: true }) report: Buffer | null;
}

/** A recipient was told what became of a package: of its concerns up to a number. */
@Entity({ schema: 'cases', name: 'package_told' })
@Unique('package_told_event_key', ['event'])
@Check('package_told_concerns_check', 'concerns between 1 and 256')
export class PackageToldEntity {
  @ForeignKey(() => PackageHandedEntity, { name: 'package_told_handed_fkey' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_told_pkey' })
  handed: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'package_told_pkey' }) concerns: number;
  @Column('text') officer: string;
  @Column('timestamptz') told_at: Date;
  @Column('text') way: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) recorded_at: Date;
  /** Entry `pkg.told` that states it. */
  @Column('uuid') event: string;
}
