import {
  EmergencyAccessEntity,
  EmergencyAccessThereEntity,
  AccessListEntity,
} from '#capabilities/access-lists/access-lists.entity';
import { TakenOverEntity } from '#capabilities/assignment/assignment.entity';
import {
  AttachmentEntity,
  TransferEntity,
  UploadEntity,
} from '#capabilities/attachments/attachments.entity';
import {
  BulkReadingEntity,
  ChainNoteEntity,
  ItemReadEntity,
  ListingEntity,
  ReadingEntity,
} from '#capabilities/audit/audit.entity';
import { BroadcastEntity } from '#capabilities/broadcasts/broadcasts.entity';
import { CopyEntity } from '#capabilities/copies/copies.entity';
import { SubjectSearchEntity } from '#capabilities/data-subjects/data-subjects.entity';
import {
  AlertEntity,
  SilenceDueEntity,
  SilenceEntity,
} from '#capabilities/deadlines/deadlines.entity';
import {
  DuplicateCheckEntity,
  DuplicateNoticeEntity,
  MatchKeyEntity,
} from '#capabilities/deconfliction/deconfliction.entity';
import {
  CertificateEntity,
  EntryEntity,
  FreshnessEntity,
} from '#capabilities/directory/directory.entity';
import {
  ForwardedEntity,
  RecallAnswerEntity,
  RecallEntity,
  ReleaseAnswerEntity,
  ReleaseEntity,
  WithdrawnFromUseEntity,
} from '#capabilities/disclosure/disclosure.entity';
import { ExculpatoryMarkEntity, FormalActsEntity } from '#capabilities/evidence/evidence.entity';
import { StopWordEntity } from '#capabilities/halts/halts.entity';
import {
  HeldSubkeyEntity,
  QuietSubkeyEntity,
  SubkeyFailureEntity,
} from '#capabilities/keys/keys.entity';
import { NoteEntity } from '#capabilities/notes/notes.entity';
import { WaiverEntity } from '#capabilities/waivers/waivers.entity';
import {
  PackageAnswerEntity,
  PackageConcernEntity,
  PackageEntity,
  PackageCertificateEntity,
  PackageHandedEntity,
  PackageKeyEntity,
  PackageRestEntity,
  PackageStampEntity,
  PackageStayedEntity,
  RecipientNotifiedEntity,
} from '#capabilities/packages/packages.entity';
import { ReconciliationEntity } from '#capabilities/reconciliation/reconciliation.entity';
import {
  ErasureEntity,
  ErasureStopEntity,
  StorageEpochEntity,
} from '#capabilities/retention/retention.entity';
import { TokenEntity } from '#capabilities/search/search.entity';
import {
  EnrolmentEntity,
  LoginEntity,
  SessionEntity,
} from '#capabilities/sessions/sessions.entity';
import {
  ClockEntity,
  StampEntity,
  StampMaterialEntity,
  StampRequestEntity,
  TimeAlarmEntity,
} from '#capabilities/time-stamps/time-stamps.entity';
import { RequestEntity } from '#capabilities/statistics/statistics.entity';
import { StopEntity } from '#capabilities/suspensions/suspensions.entity';
import {
  CosignatureEntity,
  EvidenceEntity,
  HaltEntity,
  OutsideCosignatureEntity,
  OutsideWitnessEntity,
  PeerCheckpointEntity,
  WitnessEntity,
  WitnessedEntity,
} from '#capabilities/witnesses/witnesses.entity';
import {
  AcceptedEntity,
  ChainEntity,
  DeliveryEntity,
  DeliveryPartEntity,
  QuarantineEntity,
} from './deliveries/deliveries.entity.js';
import {
  CheckpointEntity,
  DisclosureEntity,
  EventEntity,
  HeadEntity,
  LeafEntity,
  MentionEntity,
  PendingEntity,
  ReleasedEntity,
  TileEntity,
} from './journal/journal.entity.js';
import {
  LinkEntity,
  LinkProgressEntity,
  LinkNumbersEntity,
  LinkReceiptsEntity,
  LinkSightEntity,
  RefusalsEntity,
  VoidDueEntity,
} from './links/links.entity.js';
import { OutboxEntity } from './outbox/outbox.entity.js';
import { ReceiptDueEntity, ReceiptInEntity, ReceiptOutEntity } from './receipts/receipts.entity.js';
import {
  FailureEntity,
  HealthEntity,
  HealthLoggedEntity,
  ServiceEntity,
} from './services/services.entity.js';
import {
  StatementDueEntity,
  StatementWaitingEntity,
  StatementInEntity,
  StatementOutEntity,
} from './statements/statements.entity.js';
import {
  TransmittedEnvelopeEntity,
  DispatchEntity,
  ThreadEntity,
} from './threads/threads.entity.js';

/** Tables of one subject. Columns are in `<name>.entity.ts`; what TypeORM cannot express is in `<name>.sql`. */
export interface Slice {
  readonly name: string;
  readonly folder: string;
  readonly entities: readonly (new () => object)[];
}

/** Subjects in order of creation: a table comes after the tables that its foreign keys name. */
export const slices: readonly Slice[] = [
  {
    name: 'services',
    folder: 'store/schema/services',
    entities: [ServiceEntity, FailureEntity, HealthEntity, HealthLoggedEntity],
  },
  {
    name: 'directory',
    folder: 'capabilities/directory',
    entities: [EntryEntity, CertificateEntity, FreshnessEntity],
  },
  {
    name: 'sessions',
    folder: 'capabilities/sessions',
    entities: [EnrolmentEntity, LoginEntity, SessionEntity],
  },
  {
    name: 'threads',
    folder: 'store/schema/threads',
    entities: [ThreadEntity, DispatchEntity, TransmittedEnvelopeEntity],
  },
  {
    name: 'journal',
    folder: 'store/schema/journal',
    entities: [
      EventEntity,
      DisclosureEntity,
      PendingEntity,
      HeadEntity,
      LeafEntity,
      TileEntity,
      CheckpointEntity,
      ReleasedEntity,
      MentionEntity,
    ],
  },
  {
    name: 'audit',
    folder: 'capabilities/audit',
    entities: [ChainNoteEntity, ReadingEntity, ItemReadEntity, ListingEntity, BulkReadingEntity],
  },
  {
    name: 'witnesses',
    folder: 'capabilities/witnesses',
    entities: [
      WitnessedEntity,
      PeerCheckpointEntity,
      WitnessEntity,
      CosignatureEntity,
      EvidenceEntity,
      HaltEntity,
      OutsideWitnessEntity,
      OutsideCosignatureEntity,
    ],
  },
  {
    name: 'time-stamps',
    folder: 'capabilities/time-stamps',
    entities: [StampRequestEntity, StampMaterialEntity, StampEntity, ClockEntity, TimeAlarmEntity],
  },
  {
    name: 'attachments',
    folder: 'capabilities/attachments',
    entities: [AttachmentEntity, UploadEntity, TransferEntity],
  },
  { name: 'search', folder: 'capabilities/search', entities: [TokenEntity] },
  {
    name: 'links',
    folder: 'store/schema/links',
    entities: [
      LinkEntity,
      LinkNumbersEntity,
      LinkReceiptsEntity,
      LinkProgressEntity,
      LinkSightEntity,
      RefusalsEntity,
      VoidDueEntity,
    ],
  },
  { name: 'outbox', folder: 'store/schema/outbox', entities: [OutboxEntity] },
  {
    name: 'deliveries',
    folder: 'store/schema/deliveries',
    entities: [DeliveryEntity, DeliveryPartEntity, AcceptedEntity, ChainEntity, QuarantineEntity],
  },
  {
    name: 'receipts',
    folder: 'store/schema/receipts',
    entities: [ReceiptDueEntity, ReceiptOutEntity, ReceiptInEntity],
  },
  {
    name: 'statements',
    folder: 'store/schema/statements',
    entities: [StatementInEntity, StatementOutEntity, StatementDueEntity, StatementWaitingEntity],
  },
  {
    name: 'keys',
    folder: 'capabilities/keys',
    entities: [QuietSubkeyEntity, SubkeyFailureEntity, HeldSubkeyEntity],
  },
  {
    name: 'retention',
    folder: 'capabilities/retention',
    entities: [ErasureEntity, ErasureStopEntity, StorageEpochEntity],
  },
  {
    name: 'reconciliation',
    folder: 'capabilities/reconciliation',
    entities: [ReconciliationEntity],
  },
  { name: 'statistics', folder: 'capabilities/statistics', entities: [RequestEntity] },
  { name: 'notes', folder: 'capabilities/notes', entities: [NoteEntity] },
  {
    name: 'deadlines',
    folder: 'capabilities/deadlines',
    entities: [AlertEntity, SilenceDueEntity, SilenceEntity],
  },
  {
    name: 'disclosure',
    folder: 'capabilities/disclosure',
    entities: [
      RecallEntity,
      RecallAnswerEntity,
      WithdrawnFromUseEntity,
      ReleaseEntity,
      ReleaseAnswerEntity,
      ForwardedEntity,
    ],
  },
  {
    name: 'deconfliction',
    folder: 'capabilities/deconfliction',
    entities: [MatchKeyEntity, DuplicateCheckEntity, DuplicateNoticeEntity],
  },
  { name: 'suspensions', folder: 'capabilities/suspensions', entities: [StopEntity] },
  { name: 'broadcasts', folder: 'capabilities/broadcasts', entities: [BroadcastEntity] },
  { name: 'halts', folder: 'capabilities/halts', entities: [StopWordEntity] },
  {
    name: 'evidence',
    folder: 'capabilities/evidence',
    entities: [ExculpatoryMarkEntity, FormalActsEntity],
  },
  {
    name: 'access-lists',
    folder: 'capabilities/access-lists',
    entities: [AccessListEntity, EmergencyAccessEntity, EmergencyAccessThereEntity],
  },
  { name: 'copies', folder: 'capabilities/copies', entities: [CopyEntity] },
  { name: 'assignment', folder: 'capabilities/assignment', entities: [TakenOverEntity] },
  { name: 'data-subjects', folder: 'capabilities/data-subjects', entities: [SubjectSearchEntity] },
  {
    name: 'packages',
    folder: 'capabilities/packages',
    entities: [
      PackageEntity,
      PackageAnswerEntity,
      PackageStampEntity,
      PackageRestEntity,
      PackageKeyEntity,
      PackageConcernEntity,
      PackageHandedEntity,
      PackageCertificateEntity,
      PackageStayedEntity,
      RecipientNotifiedEntity,
    ],
  },
  { name: 'waivers', folder: 'capabilities/waivers', entities: [WaiverEntity] },
];

/**
 * SQL functions that read several subjects' tables (`functions/<name>.sql`). Created before the row-level security
 * policies that call them.
 */
export const functionsBefore = ['readers'] as const;
export const functionsAfter = [
  'desk-marks',
  'halts-beside',
  'receipt-proof',
  'link-sight',
  'data-subject-search',
] as const;
