import {
  BrokenGlassEntity,
  GlassThereEntity,
  RosterEntity,
} from './access-lists/access-lists.entity.js';
import { TakenOverEntity } from './assignment/assignment.entity.js';
import {
  AttachmentEntity,
  TransferEntity,
  UploadEntity,
} from './attachments/attachments.entity.js';
import {
  BulkReadingEntity,
  ChainNoteEntity,
  ItemReadEntity,
  ListingEntity,
  ReadingEntity,
} from './audit/audit.entity.js';
import { BroadcastEntity } from './broadcasts/broadcasts.entity.js';
import { CopyEntity } from './copies/copies.entity.js';
import { SubjectSearchEntity } from './data-subjects/data-subjects.entity.js';
import { AlertEntity, SilenceDueEntity, SilenceEntity } from './deadlines/deadlines.entity.js';
import {
  DuplicateCheckEntity,
  DuplicateNoticeEntity,
  LikenessEntity,
} from './deconfliction/deconfliction.entity.js';
import {
  AcceptedEntity,
  ChainEntity,
  DeliveryEntity,
  DeliveryPartEntity,
  QuarantineEntity,
} from './deliveries/deliveries.entity.js';
import { CertificateEntity, EntryEntity, FreshnessEntity } from './directory/directory.entity.js';
import {
  ForwardedEntity,
  RecallAnswerEntity,
  RecallEntity,
  ReleaseAnswerEntity,
  ReleaseEntity,
  WithheldEntity,
} from './disclosure/disclosure.entity.js';
import { ExculpatoryMarkEntity, FormalActsEntity } from './evidence/evidence.entity.js';
import { StopWordEntity } from './halts/halts.entity.js';
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
import { HeldSubkeyEntity, QuietSubkeyEntity, SubkeyFailureEntity } from './keys/keys.entity.js';
import {
  LinkEntity,
  LinkHeardEntity,
  LinkNumbersEntity,
  LinkReceiptsEntity,
  LinkSightEntity,
  RefusalsEntity,
  VoidDueEntity,
} from './links/links.entity.js';
import { NoteEntity } from './notes/notes.entity.js';
import { OutboxEntity } from './outbox/outbox.entity.js';
import { ReceiptDueEntity, ReceiptInEntity, ReceiptOutEntity } from './receipts/receipts.entity.js';
import { ReconciliationEntity } from './reconciliation/reconciliation.entity.js';
import { ErasureEntity, StorageEpochEntity } from './retention/retention.entity.js';
import { TokenEntity } from './search/search.entity.js';
import { FailureEntity, ServiceEntity } from './services/services.entity.js';
import { EnrolmentEntity, LoginEntity, SessionEntity } from './sessions/sessions.entity.js';
import {
  ClockEntity,
  StampEntity,
  StampMaterialEntity,
  StampRequestEntity,
  TimeAlarmEntity,
} from './stamps/stamps.entity.js';
import {
  StatementDueEntity,
  StatementHeardEntity,
  StatementInEntity,
  StatementOutEntity,
} from './statements/statements.entity.js';
import { RequestEntity } from './statistics/statistics.entity.js';
import { StopEntity } from './suspensions/suspensions.entity.js';
import { CrossingEntity, DispatchEntity, ThreadEntity } from './threads/threads.entity.js';
import {
  CosignatureEntity,
  EvidenceEntity,
  HaltEntity,
  PeerCheckpointEntity,
  WitnessEntity,
  WitnessedEntity,
} from './witnesses/witnesses.entity.js';

/** Tables of one subject, in `<name>/<name>.entity.ts`; what TypeORM cannot say stands in `<name>.sql` beside it. */
export interface Slice {
  readonly name: string;
  readonly entities: readonly (new () => object)[];
}

/** All tables, in the order in which they are made: a table comes after those that its foreign keys name. */
export const slices: readonly Slice[] = [
  { name: 'services', entities: [ServiceEntity, FailureEntity] },
  { name: 'directory', entities: [EntryEntity, CertificateEntity, FreshnessEntity] },
  { name: 'sessions', entities: [EnrolmentEntity, LoginEntity, SessionEntity] },
  { name: 'threads', entities: [ThreadEntity, DispatchEntity, CrossingEntity] },
  {
    name: 'journal',
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
    entities: [ChainNoteEntity, ReadingEntity, ItemReadEntity, ListingEntity, BulkReadingEntity],
  },
  {
    name: 'witnesses',
    entities: [
      WitnessedEntity,
      PeerCheckpointEntity,
      WitnessEntity,
      CosignatureEntity,
      EvidenceEntity,
      HaltEntity,
    ],
  },
  {
    name: 'stamps',
    entities: [StampRequestEntity, StampMaterialEntity, StampEntity, ClockEntity, TimeAlarmEntity],
  },
  { name: 'attachments', entities: [AttachmentEntity, UploadEntity, TransferEntity] },
  { name: 'search', entities: [TokenEntity] },
  {
    name: 'links',
    entities: [
      LinkEntity,
      LinkNumbersEntity,
      LinkReceiptsEntity,
      LinkHeardEntity,
      LinkSightEntity,
      RefusalsEntity,
      VoidDueEntity,
    ],
  },
  { name: 'outbox', entities: [OutboxEntity] },
  {
    name: 'deliveries',
    entities: [DeliveryEntity, DeliveryPartEntity, AcceptedEntity, ChainEntity, QuarantineEntity],
  },
  { name: 'receipts', entities: [ReceiptDueEntity, ReceiptOutEntity, ReceiptInEntity] },
  {
    name: 'statements',
    entities: [StatementInEntity, StatementOutEntity, StatementDueEntity, StatementHeardEntity],
  },
  { name: 'keys', entities: [QuietSubkeyEntity, SubkeyFailureEntity, HeldSubkeyEntity] },
  { name: 'retention', entities: [ErasureEntity, StorageEpochEntity] },
  { name: 'reconciliation', entities: [ReconciliationEntity] },
  { name: 'statistics', entities: [RequestEntity] },
  { name: 'notes', entities: [NoteEntity] },
  { name: 'deadlines', entities: [AlertEntity, SilenceDueEntity, SilenceEntity] },
  {
    name: 'disclosure',
    entities: [
      RecallEntity,
      RecallAnswerEntity,
      WithheldEntity,
      ReleaseEntity,
      ReleaseAnswerEntity,
      ForwardedEntity,
    ],
  },
  {
    name: 'deconfliction',
    entities: [LikenessEntity, DuplicateCheckEntity, DuplicateNoticeEntity],
  },
  { name: 'suspensions', entities: [StopEntity] },
  { name: 'broadcasts', entities: [BroadcastEntity] },
  { name: 'halts', entities: [StopWordEntity] },
  { name: 'evidence', entities: [ExculpatoryMarkEntity, FormalActsEntity] },
  { name: 'access-lists', entities: [RosterEntity, BrokenGlassEntity, GlassThereEntity] },
  { name: 'copies', entities: [CopyEntity] },
  { name: 'assignment', entities: [TakenOverEntity] },
  { name: 'data-subjects', entities: [SubjectSearchEntity] },
];

/** Functions over several slices, in `functions/<name>.sql`: policies of slices call the first. */
export const functionsBefore = ['readers'] as const;
export const functionsAfter = [
  'desk-marks',
  'halts-beside',
  'receipt-proof',
  'link-sight',
  'data-subject-search',
] as const;
