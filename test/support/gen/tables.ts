// Written by scripts/schema.mjs from the entities and SQL of libs.
import type { ServiceEntity, FailureEntity, HealthEntity, HealthLoggedEntity } from '#schema/services/services.entity';
import type { EntryEntity, CertificateEntity, FreshnessEntity } from '#capabilities/directory/directory.entity';
import type { EnrolmentEntity, LoginEntity, SessionEntity } from '#capabilities/sessions/sessions.entity';
import type { ThreadEntity, DispatchEntity, TransmittedEnvelopeEntity } from '#schema/threads/threads.entity';
import type { EventEntity, DisclosureEntity, PendingEntity, HeadEntity, LeafEntity, TileEntity, CheckpointEntity, ReleasedEntity, MentionEntity } from '#schema/journal/journal.entity';
import type { ChainNoteEntity, ReadingEntity, ItemReadEntity, ListingEntity, BulkReadingEntity } from '#capabilities/audit/audit.entity';
import type { WitnessedEntity, PeerCheckpointEntity, WitnessEntity, CosignatureEntity, EvidenceEntity, HaltEntity, OutsideWitnessEntity, OutsideCosignatureEntity } from '#capabilities/witnesses/witnesses.entity';
import type { StampRequestEntity, StampMaterialEntity, StampEntity, ClockEntity, TimeAlarmEntity } from '#capabilities/time-stamps/time-stamps.entity';
import type { AttachmentEntity, UploadEntity, TransferEntity } from '#capabilities/attachments/attachments.entity';
import type { TokenEntity } from '#capabilities/search/search.entity';
import type { LinkEntity, LinkNumbersEntity, LinkReceiptsEntity, LinkProgressEntity, LinkSightEntity, RefusalsEntity, VoidDueEntity } from '#schema/links/links.entity';
import type { OutboxEntity } from '#schema/outbox/outbox.entity';
import type { DeliveryEntity, DeliveryPartEntity, AcceptedEntity, ChainEntity, QuarantineEntity } from '#schema/deliveries/deliveries.entity';
import type { ReceiptDueEntity, ReceiptOutEntity, ReceiptInEntity } from '#schema/receipts/receipts.entity';
import type { StatementInEntity, StatementOutEntity, StatementDueEntity, StatementWaitingEntity } from '#schema/statements/statements.entity';
import type { QuietSubkeyEntity, SubkeyFailureEntity, HeldSubkeyEntity } from '#capabilities/keys/keys.entity';
import type { ErasureEntity, ErasureStopEntity, StorageEpochEntity } from '#capabilities/retention/retention.entity';
import type { ReconciliationEntity } from '#capabilities/reconciliation/reconciliation.entity';
import type { RequestEntity } from '#capabilities/statistics/statistics.entity';
import type { NoteEntity } from '#capabilities/notes/notes.entity';
import type { AlertEntity, SilenceDueEntity, SilenceEntity } from '#capabilities/deadlines/deadlines.entity';
import type { RecallEntity, RecallAnswerEntity, WithdrawnFromUseEntity, ReleaseEntity, ReleaseAnswerEntity, ForwardedEntity } from '#capabilities/disclosure/disclosure.entity';
import type { MatchKeyEntity, DuplicateCheckEntity, DuplicateNoticeEntity } from '#capabilities/deconfliction/deconfliction.entity';
import type { StopEntity } from '#capabilities/suspensions/suspensions.entity';
import type { BroadcastEntity } from '#capabilities/broadcasts/broadcasts.entity';
import type { StopWordEntity } from '#capabilities/halts/halts.entity';
import type { ExculpatoryMarkEntity, FormalActsEntity } from '#capabilities/evidence/evidence.entity';
import type { AccessListEntity, EmergencyAccessEntity, EmergencyAccessThereEntity } from '#capabilities/access-lists/access-lists.entity';
import type { CopyEntity } from '#capabilities/copies/copies.entity';
import type { TakenOverEntity } from '#capabilities/assignment/assignment.entity';
import type { SubjectSearchEntity } from '#capabilities/data-subjects/data-subjects.entity';
import type { PackageEntity, PackageAnswerEntity, PackageStampEntity, PackageRestEntity, PackageKeyEntity, PackageConcernEntity, PackageHandedEntity, PackageCertificateEntity, PackageStayedEntity, RecipientNotifiedEntity } from '#capabilities/packages/packages.entity';
import type { WaiverEntity } from '#capabilities/waivers/waivers.entity';

export const tables = {
  'ops.service': {
    key: ['service'],
    columns: {
      service: { type: 'text' },
      pid: { type: 'integer' },
      version: { type: 'text' },
      config: { type: 'text', default: true },
      started_at: { type: 'timestamptz' },
      beat_at: { type: 'timestamptz', default: true },
      ready: { type: 'boolean' },
      degraded: { type: 'text[]', default: true },
      metrics: { type: 'jsonb', default: true },
    },
  },
  'ops.failure': {
    key: ['service', 'code'],
    columns: {
      service: { type: 'text' },
      code: { type: 'text' },
      count: { type: 'bigint', default: true },
      first_at: { type: 'timestamptz', default: true },
      last_at: { type: 'timestamptz', default: true },
    },
  },
  'ops.health': {
    key: ['service', 'hour'],
    columns: {
      service: { type: 'text' },
      hour: { type: 'timestamptz' },
      beats: { type: 'integer', default: true },
      first_beat: { type: 'timestamptz', nullable: true },
      last_beat: { type: 'timestamptz', nullable: true },
      gap_ms: { type: 'integer', default: true },
      starts: { type: 'integer', default: true },
      instances: { type: 'integer', default: true },
      processes: { type: 'text[]', default: true },
      known: { type: 'text[]', default: true },
      ran: { type: 'text[]', default: true },
      changes: { type: 'integer', default: true },
      said: { type: 'jsonb', default: true },
      noted: { type: 'jsonb', default: true },
      told: { type: 'boolean', default: true },
    },
  },
  'ops.health_told': {
    key: ['one'],
    columns: {
      one: { type: 'boolean' },
      until: { type: 'timestamptz', nullable: true },
    },
  },
  'trust.entry': {
    key: ['state', 'chain', 'version', 'root'],
    columns: {
      state: { type: 'text' },
      chain: { type: 'text' },
      version: { type: 'integer' },
      entry: { type: 'bytea' },
      signatures: { type: 'bytea[]' },
      head: { type: 'text' },
      recorded_at: { type: 'timestamptz', default: true },
      root: { type: 'text' },
    },
  },
  'trust.certificate': {
    key: ['fingerprint', 'sha256'],
    columns: {
      fingerprint: { type: 'text' },
      sha256: { type: 'text' },
      certificate: { type: 'bytea' },
      recorded_at: { type: 'timestamptz', default: true },
    },
  },
  'trust.freshness': {
    key: ['state', 'root'],
    columns: {
      state: { type: 'text' },
      version: { type: 'integer' },
      head: { type: 'text' },
      fresh_until: { type: 'timestamptz' },
      statement: { type: 'bytea' },
      signature: { type: 'bytea' },
      root: { type: 'text' },
    },
  },
  'access.enrolment': {
    key: ['token_sha256'],
    columns: {
      token_sha256: { type: 'text' },
      officer: { type: 'text' },
      fingerprint: { type: 'text' },
      used_at: { type: 'timestamptz', default: true },
    },
  },
  'access.login': {
    key: ['signer', 'nonce'],
    columns: {
      signer: { type: 'text' },
      nonce: { type: 'text' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'access.session': {
    key: ['token_sha256'],
    columns: {
      token_sha256: { type: 'text' },
      officer: { type: 'text' },
      authority: { type: 'text' },
      fingerprint: { type: 'text' },
      opened_at: { type: 'timestamptz', default: true },
      seen_at: { type: 'timestamptz', default: true },
      expires_at: { type: 'timestamptz' },
      closed_at: { type: 'timestamptz', nullable: true },
      login: { type: 'bytea' },
      signature: { type: 'bytea' },
    },
  },
  'cases.thread': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      side: { type: 'text' },
      request_type: { type: 'text' },
      peer: { type: 'text' },
      peer_authority: { type: 'text' },
      link_id: { type: 'text' },
      state: { type: 'text' },
      priority: { type: 'smallint' },
      holder: { type: 'text', nullable: true },
      key_epoch: { type: 'integer' },
      key_wrapped: { type: 'bytea', nullable: true },
      summary: { type: 'bytea', nullable: true },
      opened_at: { type: 'timestamptz', default: true },
      updated_at: { type: 'timestamptz', default: true },
      erased_at: { type: 'timestamptz', nullable: true },
      due_at: { type: 'timestamptz', nullable: true },
      former_authorities: { type: 'text[]', default: true },
      moving_to: { type: 'text', nullable: true },
      watch_at: { type: 'timestamptz', nullable: true },
      left_state: { type: 'text', nullable: true },
      left_holder: { type: 'text', nullable: true },
      moved_by: { type: 'uuid', nullable: true },
      owner: { type: 'text', nullable: true },
      signed_months: { type: 'smallint', nullable: true },
      retention_rule: { type: 'integer', default: true },
      ended_at: { type: 'timestamptz', nullable: true },
      review_at: { type: 'timestamptz', nullable: true },
      erase_at: { type: 'timestamptz', nullable: true },
      review_due_at: { type: 'timestamptz', nullable: true },
      kept_until: { type: 'timestamptz', nullable: true },
      erasure_wanted_at: { type: 'timestamptz', nullable: true },
      kept_at: { type: 'timestamptz', nullable: true },
      kept_erase_at: { type: 'timestamptz', nullable: true },
      take_by: { type: 'timestamptz', nullable: true },
      taken: { type: 'boolean', default: true },
    },
  },
  'cases.dispatch': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      direction: { type: 'text' },
      kind: { type: 'text' },
      in_reply_to: { type: 'uuid', nullable: true },
      officer: { type: 'text' },
      message_id: { type: 'text', nullable: true },
      document_sha256: { type: 'text' },
      content: { type: 'bytea', nullable: true },
      composed_at: { type: 'timestamptz' },
      committed_at: { type: 'timestamptz', default: true },
      delivered_at: { type: 'timestamptz', nullable: true },
      clock_act: { type: 'text', nullable: true },
      clock_question: { type: 'uuid', nullable: true },
      clock_until: { type: 'timestamptz', nullable: true },
      assessed_until: { type: 'timestamptz', nullable: true },
      evidential: { type: 'boolean', nullable: true },
      clock_limits: { type: 'integer[]', nullable: true },
      notice_at: { type: 'timestamptz', nullable: true },
      heard_at: { type: 'timestamptz', nullable: true },
    },
  },
  'cases.crossing': {
    key: ['dispatch'],
    columns: {
      dispatch: { type: 'uuid' },
      version: { type: 'integer' },
      head: { type: 'text' },
      envelope: { type: 'bytea' },
      envelope_signature: { type: 'bytea' },
      posted: { type: 'jsonb', nullable: true },
    },
  },
  'journal.event': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      typ: { type: 'text' },
      service: { type: 'text' },
      leaf: { type: 'bytea' },
      leaf_hash: { type: 'bytea' },
      at: { type: 'timestamptz' },
      recorded_at: { type: 'timestamptz', default: true },
      thread: { type: 'uuid', nullable: true },
      message_id: { type: 'text', nullable: true },
      officer: { type: 'text', nullable: true },
    },
  },
  'journal.disclosure': {
    key: ['event', 'digest'],
    columns: {
      event: { type: 'uuid' },
      digest: { type: 'text' },
      content: { type: 'bytea' },
    },
  },
  'journal.pending': {
    key: ['position'],
    columns: {
      position: { type: 'bigint', generated: true },
      event: { type: 'uuid' },
    },
  },
  'journal.head': {
    key: ['kind', 'key'],
    columns: {
      kind: { type: 'text' },
      key: { type: 'text' },
      leaf_hash: { type: 'bytea', nullable: true },
    },
  },
  'journal.leaf': {
    key: ['index'],
    columns: {
      index: { type: 'bigint' },
      event: { type: 'uuid' },
      leaf_hash: { type: 'bytea' },
    },
  },
  'journal.tile': {
    key: ['level', 'index'],
    columns: {
      level: { type: 'integer' },
      index: { type: 'bigint' },
      hashes: { type: 'bytea' },
    },
  },
  'journal.checkpoint': {
    key: ['size'],
    columns: {
      size: { type: 'bigint' },
      root: { type: 'bytea' },
      note: { type: 'text' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'journal.released': {
    key: ['one'],
    columns: {
      one: { type: 'boolean', default: true },
      size: { type: 'bigint' },
    },
  },
  'journal.mention': {
    key: ['item', 'event'],
    columns: {
      item: { type: 'bytea' },
      event: { type: 'uuid' },
    },
  },
  'journal.chain_note': {
    key: ['n'],
    columns: {
      n: { type: 'bigint', generated: true },
      note: { type: 'text' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'access.reading': {
    key: ['officer', 'thread'],
    columns: {
      officer: { type: 'text' },
      thread: { type: 'uuid' },
      at: { type: 'timestamptz' },
    },
  },
  'access.item_read': {
    key: ['officer', 'item'],
    columns: {
      officer: { type: 'text' },
      item: { type: 'text' },
      at: { type: 'timestamptz' },
    },
  },
  'access.listing': {
    key: ['officer', 'thread'],
    columns: {
      officer: { type: 'text' },
      thread: { type: 'uuid' },
      at: { type: 'timestamptz' },
    },
  },
  'access.bulk_reading': {
    key: ['id'],
    columns: {
      id: { type: 'bigint', generated: true },
      officer: { type: 'text' },
      service: { type: 'text' },
      at: { type: 'timestamptz', default: true },
      threads: { type: 'integer', nullable: true },
      event: { type: 'uuid', nullable: true },
      role: { type: 'text', nullable: true },
      listed: { type: 'integer', nullable: true },
      items: { type: 'integer', nullable: true },
    },
  },
  'journal.witnessed': {
    key: ['peer', 'origin'],
    columns: {
      peer: { type: 'text' },
      origin: { type: 'text' },
      link_id: { type: 'text' },
      size: { type: 'bigint' },
      root: { type: 'bytea' },
      note: { type: 'text' },
      offered_at: { type: 'timestamptz' },
      cosigned_at: { type: 'timestamptz', default: true },
    },
  },
  'journal.peer_checkpoint': {
    key: ['peer', 'origin', 'size', 'root'],
    columns: {
      peer: { type: 'text' },
      origin: { type: 'text' },
      size: { type: 'bigint' },
      root: { type: 'bytea' },
      note: { type: 'text' },
      seen_at: { type: 'timestamptz', default: true },
      asked_at: { type: 'timestamptz', nullable: true },
      asked_size: { type: 'bigint', nullable: true },
    },
  },
  'journal.witness': {
    key: ['link_id'],
    columns: {
      link_id: { type: 'text' },
      size: { type: 'bigint', default: true },
      prove: { type: 'jsonb', default: true },
      answered_at: { type: 'timestamptz', nullable: true },
    },
  },
  'journal.cosignature': {
    key: ['size', 'witness'],
    columns: {
      size: { type: 'bigint' },
      witness: { type: 'text' },
      line: { type: 'text' },
      unix_seconds: { type: 'bigint' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'journal.evidence': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      peer: { type: 'text' },
      origin: { type: 'text' },
      code: { type: 'text' },
      first: { type: 'text' },
      second: { type: 'text' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'journal.halt': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      code: { type: 'text' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'journal.outside_witness': {
    key: ['witness'],
    columns: {
      witness: { type: 'text' },
      key: { type: 'text' },
      held: { type: 'bigint', default: true },
      size: { type: 'bigint' },
      request: { type: 'bytea' },
      offer: { type: 'integer' },
      failures: { type: 'integer', default: true },
      made_at: { type: 'timestamptz', default: true },
      sent_at: { type: 'timestamptz', nullable: true },
      received_at: { type: 'timestamptz', nullable: true },
      status: { type: 'integer', nullable: true },
      response: { type: 'bytea', nullable: true },
      failure: { type: 'text', nullable: true },
      judged_at: { type: 'timestamptz', nullable: true },
    },
  },
  'journal.outside_cosignature': {
    key: ['size', 'witness'],
    columns: {
      size: { type: 'bigint' },
      witness: { type: 'text' },
      line: { type: 'text' },
      second: { type: 'text', nullable: true },
      unix_seconds: { type: 'bigint' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'journal.stamp_request': {
    key: ['authority'],
    columns: {
      authority: { type: 'text' },
      size: { type: 'bigint' },
      request: { type: 'bytea' },
      nonce: { type: 'bytea' },
      made_at: { type: 'timestamptz', default: true },
      tries: { type: 'integer' },
      sent_at: { type: 'timestamptz', nullable: true },
      received_at: { type: 'timestamptz', nullable: true },
      response: { type: 'bytea', nullable: true },
      failure: { type: 'text', nullable: true },
    },
  },
  'journal.stamp_material': {
    key: ['sha256'],
    columns: {
      sha256: { type: 'bytea' },
      kind: { type: 'text' },
      der: { type: 'bytea' },
    },
  },
  'journal.stamp': {
    key: ['authority', 'size'],
    columns: {
      authority: { type: 'text' },
      size: { type: 'bigint' },
      request: { type: 'bytea' },
      token: { type: 'bytea' },
      gen_time: { type: 'timestamptz' },
      earliest: { type: 'timestamptz' },
      latest: { type: 'timestamptz' },
      policy: { type: 'text' },
      serial: { type: 'text' },
      chain: { type: 'bytea[]' },
      lists: { type: 'bytea[]' },
      low_ms: { type: 'bigint' },
      high_ms: { type: 'bigint' },
      sent_at: { type: 'timestamptz' },
      received_at: { type: 'timestamptz' },
      event: { type: 'uuid' },
    },
  },
  'journal.clock': {
    key: ['source'],
    columns: {
      source: { type: 'text' },
      kind: { type: 'text' },
      low_ms: { type: 'bigint' },
      high_ms: { type: 'bigint' },
      read_at: { type: 'timestamptz', default: true },
    },
  },
  'journal.time_alarm': {
    key: ['code'],
    columns: {
      code: { type: 'text' },
      since: { type: 'timestamptz', default: true },
    },
  },
  'cases.attachment': {
    key: ['dispatch', 'position'],
    columns: {
      dispatch: { type: 'uuid' },
      position: { type: 'smallint' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      root: { type: 'text' },
      ciphertext_size: { type: 'bigint' },
      key_wrapped: { type: 'bytea', nullable: true },
      scan: { type: 'jsonb', nullable: true },
    },
  },
  'cases.upload': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      officer: { type: 'text' },
      root: { type: 'text' },
      ciphertext_size: { type: 'bigint' },
      size: { type: 'bigint' },
      sha256: { type: 'text' },
      sha512: { type: 'text' },
      key_epoch: { type: 'integer' },
      key_wrapped: { type: 'bytea' },
      uploaded_at: { type: 'timestamptz', default: true },
      dispatch: { type: 'uuid', nullable: true },
      scan: { type: 'jsonb', nullable: true },
    },
  },
  'objects.transfer': {
    key: ['root', 'link_id', 'direction'],
    columns: {
      root: { type: 'text' },
      link_id: { type: 'text' },
      direction: { type: 'text' },
      message_id: { type: 'text' },
      chunks: { type: 'integer' },
      ciphertext_size: { type: 'bigint' },
      next_chunk: { type: 'integer', default: true },
      missing: { type: 'jsonb', default: true },
      state: { type: 'text' },
      report_after: { type: 'timestamptz', default: true },
      reported: { type: 'text', nullable: true },
      updated_at: { type: 'timestamptz', default: true },
      in_flight: { type: 'integer', default: true },
      sent_at: { type: 'timestamptz', nullable: true },
      attempt: { type: 'integer', default: true },
    },
  },
  'cases.token': {
    key: ['authority', 'compartment', 'type', 'token', 'dispatch'],
    columns: {
      authority: { type: 'text' },
      compartment: { type: 'text' },
      type: { type: 'text' },
      token: { type: 'bytea' },
      thread: { type: 'uuid' },
      dispatch: { type: 'uuid' },
    },
  },
  'mailbox.link': {
    key: ['link_id'],
    columns: {
      link_id: { type: 'text' },
      peer: { type: 'text' },
      directory_sent: { type: 'integer', default: true },
      directory_sent_at: { type: 'timestamptz', nullable: true },
      directory_wanted: { type: 'integer', nullable: true },
      directory_asked_at: { type: 'timestamptz', nullable: true },
      gaps_asked_at: { type: 'timestamptz', nullable: true },
      protocol: { type: 'integer', default: true },
      protocol_entry: { type: 'integer', default: true },
      voids_told_at: { type: 'timestamptz', nullable: true },
      claim_told_at: { type: 'timestamptz', nullable: true },
    },
  },
  'mailbox.link_numbers': {
    key: ['link_id'],
    columns: {
      link_id: { type: 'text' },
      last_seq: { type: 'bigint', default: true },
      last_envelope: { type: 'text', nullable: true },
    },
  },
  'mailbox.link_receipts': {
    key: ['link_id'],
    columns: {
      link_id: { type: 'text' },
      last_rseq: { type: 'bigint', default: true },
    },
  },
  'mailbox.link_heard': {
    key: ['link_id'],
    columns: {
      link_id: { type: 'text' },
      rack_in: { type: 'bigint', default: true },
      rack_out: { type: 'bigint', default: true },
      peer_checkpoint: { type: 'jsonb', nullable: true },
    },
  },
  'mailbox.link_sight': {
    key: ['link_id'],
    columns: {
      link_id: { type: 'text' },
      up: { type: 'boolean' },
      up_at: { type: 'timestamptz', nullable: true },
      looked_at: { type: 'timestamptz' },
    },
  },
  'mailbox.refusals': {
    key: ['link_id', 'day', 'kind'],
    columns: {
      link_id: { type: 'text' },
      day: { type: 'date' },
      kind: { type: 'text' },
      peer: { type: 'text' },
      kept: { type: 'integer' },
      kept_bytes: { type: 'bigint' },
      counted: { type: 'bigint' },
      counted_bytes: { type: 'bigint' },
      told: { type: 'bigint' },
      told_at: { type: 'timestamptz' },
    },
  },
  'mailbox.void_due': {
    key: ['link_id', 'seq'],
    columns: {
      link_id: { type: 'text' },
      seq: { type: 'bigint' },
    },
  },
  'mailbox.outbox': {
    key: ['id'],
    columns: {
      id: { type: 'bigint', generated: true },
      link_id: { type: 'text' },
      peer: { type: 'text' },
      statement: { type: 'boolean' },
      state: { type: 'text' },
      thread: { type: 'uuid', nullable: true },
      dispatch: { type: 'uuid', nullable: true },
      priority: { type: 'smallint' },
      message_id: { type: 'text', nullable: true },
      seq: { type: 'bigint', nullable: true },
      ciphertext: { type: 'bytea', nullable: true },
      ciphertext_sha256: { type: 'text', nullable: true },
      envelope_sha256: { type: 'text', nullable: true },
      session_key: { type: 'bytea', nullable: true },
      intent_event: { type: 'uuid', nullable: true },
      outcome: { type: 'text', nullable: true },
      code: { type: 'text', nullable: true },
      attempt: { type: 'integer', default: true },
      next_attempt_at: { type: 'timestamptz', default: true },
      queued_at: { type: 'timestamptz', default: true },
      sealed_at: { type: 'timestamptz', nullable: true },
      relayed_at: { type: 'timestamptz', nullable: true },
      closed_at: { type: 'timestamptz', nullable: true },
      signed_event: { type: 'uuid', nullable: true },
      waits_for: { type: 'text', nullable: true },
      envelope: { type: 'bytea', nullable: true },
      envelope_signature: { type: 'bytea', nullable: true },
      document_sha256: { type: 'text', nullable: true },
      formal_until: { type: 'timestamptz', nullable: true },
    },
  },
  'mailbox.delivery': {
    key: ['link_id', 'message_id'],
    columns: {
      serial: { type: 'bigint', generated: true },
      link_id: { type: 'text' },
      message_id: { type: 'text' },
      peer: { type: 'text' },
      statement: { type: 'boolean' },
      parts: { type: 'smallint' },
      state: { type: 'text' },
      waits_for: { type: 'text', nullable: true },
      try_after: { type: 'timestamptz', default: true },
      ciphertext: { type: 'bytea', nullable: true },
      kept: { type: 'bytea', nullable: true },
      session_key: { type: 'bytea', nullable: true },
      ciphertext_sha256: { type: 'text', nullable: true },
      ciphertext_sha512: { type: 'text', nullable: true },
      size: { type: 'integer', nullable: true },
      event: { type: 'uuid', nullable: true },
      dispatch: { type: 'uuid', nullable: true },
      received_at: { type: 'timestamptz', default: true },
      opened_at: { type: 'timestamptz', nullable: true },
      lane: { type: 'smallint', nullable: true },
    },
  },
  'mailbox.delivery_part': {
    key: ['link_id', 'message_id', 'part'],
    columns: {
      link_id: { type: 'text' },
      message_id: { type: 'text' },
      part: { type: 'smallint' },
      ciphertext: { type: 'bytea' },
    },
  },
  'mailbox.accepted': {
    key: ['origin', 'document_id'],
    columns: {
      origin: { type: 'text' },
      document_id: { type: 'uuid' },
      message_id: { type: 'text' },
      document_sha256: { type: 'text' },
      accepted_at: { type: 'timestamptz', default: true },
    },
  },
  'mailbox.chain': {
    key: ['link_id', 'direction', 'seq'],
    columns: {
      link_id: { type: 'text' },
      direction: { type: 'text' },
      seq: { type: 'bigint' },
      message_id: { type: 'text' },
      envelope_sha256: { type: 'text' },
      prev: { type: 'text', nullable: true },
      outcome: { type: 'text' },
      noted_at: { type: 'timestamptz', default: true },
    },
  },
  'mailbox.quarantine': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      link_id: { type: 'text' },
      message_id: { type: 'text', nullable: true },
      statement: { type: 'boolean' },
      code: { type: 'text' },
      detail: { type: 'text', nullable: true },
      evidence: { type: 'bytea' },
      evidence_sha256: { type: 'text' },
      evidence_sha512: { type: 'text' },
      evidence_size: { type: 'integer' },
      event: { type: 'uuid' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'mailbox.receipt_due': {
    key: ['link_id', 'message_id', 'stage', 'event'],
    columns: {
      link_id: { type: 'text' },
      message_id: { type: 'text' },
      stage: { type: 'text' },
      code: { type: 'text', nullable: true },
      ciphertext_sha256: { type: 'text' },
      at: { type: 'timestamptz' },
      event: { type: 'uuid' },
      rseq: { type: 'bigint', nullable: true },
      priority: { type: 'smallint', default: true },
      told_by: { type: 'text', nullable: true },
    },
  },
  'mailbox.receipt_out': {
    key: ['link_id', 'rseq'],
    columns: {
      link_id: { type: 'text' },
      rseq: { type: 'bigint' },
      message_id: { type: 'text' },
      stage: { type: 'text' },
      receipt: { type: 'bytea' },
      size: { type: 'bigint' },
      attempts: { type: 'integer', default: true },
      send_after: { type: 'timestamptz', default: true },
      priority: { type: 'smallint', default: true },
    },
  },
  'mailbox.receipt_in': {
    key: ['link_id', 'rseq'],
    columns: {
      link_id: { type: 'text' },
      rseq: { type: 'bigint' },
      message_id: { type: 'text' },
      stage: { type: 'text' },
      code: { type: 'text', nullable: true },
      at: { type: 'timestamptz' },
      receipt: { type: 'bytea' },
      statement_sha256: { type: 'text' },
      verified_at: { type: 'timestamptz', default: true },
    },
  },
  'mailbox.statement_in': {
    key: ['sha256'],
    columns: {
      sha256: { type: 'text' },
      link_id: { type: 'text' },
      statement: { type: 'bytea' },
      signature: { type: 'bytea' },
      verified_at: { type: 'timestamptz', default: true },
    },
  },
  'mailbox.statement_out': {
    key: ['sha256'],
    columns: {
      sha256: { type: 'text' },
      link_id: { type: 'text' },
      statement: { type: 'bytea' },
      signature: { type: 'bytea' },
      signed_at: { type: 'timestamptz', default: true },
    },
  },
  'mailbox.statement_due': {
    key: ['link_id', 'kind'],
    columns: {
      link_id: { type: 'text' },
      kind: { type: 'text' },
      body: { type: 'jsonb' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'mailbox.statement_heard': {
    key: ['link_id', 'kind'],
    columns: {
      link_id: { type: 'text' },
      kind: { type: 'text' },
      peer: { type: 'text' },
      issued_at: { type: 'timestamptz' },
      body: { type: 'jsonb' },
      heard_at: { type: 'timestamptz', default: true },
      statement_sha256: { type: 'text', nullable: true },
      statement: { type: 'bytea', nullable: true },
      signature: { type: 'bytea', nullable: true },
    },
  },
  'ops.quiet_subkey': {
    key: ['fingerprint'],
    columns: {
      fingerprint: { type: 'text' },
      since: { type: 'timestamptz' },
    },
  },
  'ops.subkey_failure': {
    key: ['key'],
    columns: {
      key: { type: 'text' },
      code: { type: 'text' },
      since: { type: 'timestamptz' },
    },
  },
  'ops.held_subkey': {
    key: ['fingerprint'],
    columns: {
      fingerprint: { type: 'text' },
      key: { type: 'text' },
    },
  },
  'journal.erasure': {
    key: ['n'],
    columns: {
      n: { type: 'bigint' },
      thread: { type: 'uuid' },
      record: { type: 'bytea' },
      record_sha256: { type: 'text' },
      digests: { type: 'text[]' },
      keys: { type: 'text[]' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'cases.erasure_stop': {
    key: ['thread'],
    columns: {
      thread: { type: 'uuid' },
      ground: { type: 'text' },
      since: { type: 'timestamptz' },
      look_at: { type: 'timestamptz' },
      stands: { type: 'boolean', default: true },
      at: { type: 'timestamptz' },
      event: { type: 'uuid' },
    },
  },
  'ops.storage_epoch': {
    key: ['compartment', 'epoch'],
    columns: {
      compartment: { type: 'text' },
      epoch: { type: 'integer' },
      emptied_at: { type: 'timestamptz', default: true },
    },
  },
  'journal.reconciliation': {
    key: ['link_id', 'day', 'part'],
    columns: {
      link_id: { type: 'text' },
      day: { type: 'date' },
      part: { type: 'integer' },
      phase: { type: 'text' },
      own: { type: 'jsonb' },
      peer: { type: 'jsonb', nullable: true },
      report: { type: 'text', nullable: true },
      differences: { type: 'integer', nullable: true },
      own_statement: { type: 'text', nullable: true },
      peer_statement: { type: 'text', nullable: true },
      started_at: { type: 'timestamptz', default: true },
      updated_at: { type: 'timestamptz', default: true },
    },
  },
  'journal.request': {
    key: ['event'],
    columns: {
      event: { type: 'uuid' },
      composed_at: { type: 'timestamptz' },
      peer: { type: 'text' },
    },
  },
  'cases.note': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      officer: { type: 'text' },
      content: { type: 'bytea', nullable: true },
      written_at: { type: 'timestamptz', default: true },
    },
  },
  'cases.alert': {
    key: ['thread', 'authority', 'alert', 'level'],
    columns: {
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      alert: { type: 'text' },
      level: { type: 'smallint' },
      minutes: { type: 'integer', nullable: true },
      at: { type: 'timestamptz' },
      event: { type: 'uuid' },
    },
  },
  'mailbox.silence_due': {
    key: ['dispatch'],
    columns: {
      dispatch: { type: 'uuid' },
      due_at: { type: 'timestamptz' },
    },
  },
  'mailbox.silence': {
    key: ['dispatch', 'stage'],
    columns: {
      dispatch: { type: 'uuid' },
      stage: { type: 'text' },
      since: { type: 'timestamptz' },
      at: { type: 'timestamptz' },
      event: { type: 'uuid' },
    },
  },
  'cases.recall': {
    key: ['document'],
    columns: {
      document: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      direction: { type: 'text' },
      act: { type: 'text' },
      items: { type: 'uuid[]' },
      filed_at: { type: 'timestamptz', default: true },
      look_at: { type: 'timestamptz', nullable: true },
    },
  },
  'cases.recall_answer': {
    key: ['recall'],
    columns: {
      recall: { type: 'uuid' },
      document: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      outcome: { type: 'text' },
      at: { type: 'timestamptz', default: true },
      unheard: { type: 'smallint', default: true },
    },
  },
  'cases.withheld': {
    key: ['item'],
    columns: {
      item: { type: 'uuid' },
      recall: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'cases.release': {
    key: ['request'],
    columns: {
      request: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      direction: { type: 'text' },
      item: { type: 'uuid' },
      asked_at: { type: 'timestamptz', default: true },
    },
  },
  'cases.release_answer': {
    key: ['request'],
    columns: {
      request: { type: 'uuid' },
      document: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      outcome: { type: 'text' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'cases.forwarded': {
    key: ['forward', 'item'],
    columns: {
      forward: { type: 'uuid' },
      item: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      direction: { type: 'text' },
    },
  },
  'cases.likeness': {
    key: ['compartment', 'type', 'token', 'authority', 'opened_at', 'thread'],
    columns: {
      compartment: { type: 'text' },
      type: { type: 'text' },
      token: { type: 'bytea' },
      authority: { type: 'text' },
      opened_at: { type: 'timestamptz' },
      thread: { type: 'uuid' },
    },
  },
  'cases.duplicate_check': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      officer: { type: 'text', nullable: true },
      thread: { type: 'uuid', nullable: true },
      types: { type: 'text[]', nullable: true },
      tokens: { type: 'bytea[]', nullable: true },
      at: { type: 'timestamptz', default: true },
      told_at: { type: 'timestamptz', nullable: true },
      asked: { type: 'bytea', nullable: true },
      other_desk: { type: 'boolean', nullable: true },
    },
  },
  'cases.duplicate_notice': {
    key: ['event'],
    columns: {
      event: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      notice: { type: 'text' },
      at: { type: 'timestamptz' },
    },
  },
  'cases.stop': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      raised_by: { type: 'text' },
      raised_at: { type: 'timestamptz', default: true },
      content: { type: 'bytea', nullable: true },
      withdrawal: { type: 'uuid', nullable: true },
      proposed_by: { type: 'text', nullable: true },
      proposed_at: { type: 'timestamptz', nullable: true },
      lift_text: { type: 'bytea', nullable: true },
      lifted_by: { type: 'text', nullable: true },
      lifted_at: { type: 'timestamptz', nullable: true },
    },
  },
  'cases.broadcast': {
    key: ['thread'],
    columns: {
      thread: { type: 'uuid' },
      broadcast: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      peer: { type: 'text' },
      peer_authority: { type: 'text' },
    },
  },
  'cases.stop_word': {
    key: ['thread', 'halt', 'act'],
    columns: {
      thread: { type: 'uuid' },
      halt: { type: 'text' },
      act: { type: 'text' },
      direction: { type: 'text' },
      message_id: { type: 'text', nullable: true },
      attempt: { type: 'integer', default: true },
      said_at: { type: 'timestamptz', default: true },
      confirmed_at: { type: 'timestamptz', nullable: true },
      confirmed_by: { type: 'text', nullable: true },
    },
  },
  'cases.exculpatory_mark': {
    key: ['item', 'direction'],
    columns: {
      item: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      direction: { type: 'text' },
      notice: { type: 'uuid', nullable: true },
      marked_at: { type: 'timestamptz', default: true },
    },
  },
  'journal.formal_acts': {
    key: ['one'],
    columns: {
      one: { type: 'boolean', default: true },
      obstacles: { type: 'text[]' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'cases.roster': {
    key: ['thread', 'officer'],
    columns: {
      thread: { type: 'uuid' },
      officer: { type: 'text' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      reason: { type: 'text' },
      added_by: { type: 'text' },
      at: { type: 'timestamptz', default: true },
      until: { type: 'timestamptz', nullable: true },
    },
  },
  'cases.broken_glass': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      officer: { type: 'text' },
      reason: { type: 'text' },
      content: { type: 'bytea', nullable: true },
      at: { type: 'timestamptz' },
      until: { type: 'timestamptz' },
      event: { type: 'uuid' },
    },
  },
  'cases.glass_there': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      link_id: { type: 'text' },
      message_id: { type: 'text' },
      way: { type: 'text[]' },
      state: { type: 'text' },
      alert: { type: 'text' },
      reason: { type: 'text', nullable: true },
      at: { type: 'timestamptz' },
    },
  },
  'cases.copy': {
    key: ['dispatch'],
    columns: {
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      contact_point: { type: 'text', nullable: true },
      at: { type: 'timestamptz', default: true },
      dispatch: { type: 'uuid' },
      kind: { type: 'text' },
      by_release: { type: 'boolean', default: true },
    },
  },
  'cases.taken_over': {
    key: ['event'],
    columns: {
      event: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      officer: { type: 'text' },
      taken_by: { type: 'text' },
      reason: { type: 'text' },
      at: { type: 'timestamptz' },
    },
  },
  'cases.subject_search': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      officer: { type: 'text' },
      authority: { type: 'text' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'cases.package': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      year: { type: 'smallint' },
      number: { type: 'integer' },
      exhibit: { type: 'text' },
      officer: { type: 'text' },
      purpose: { type: 'text' },
      variant: { type: 'jsonb', nullable: true },
      supersedes: { type: 'text', nullable: true },
      supersede_reason: { type: 'text', nullable: true },
      asked_at: { type: 'timestamptz', default: true },
      state: { type: 'text' },
      state_at: { type: 'timestamptz', default: true },
      failure: { type: 'text', nullable: true },
      thread_key: { type: 'bytea', nullable: true },
      key_epoch: { type: 'integer' },
      own_key: { type: 'bytea', nullable: true },
      gathered_event: { type: 'uuid', nullable: true },
      gathered_at: { type: 'timestamptz', nullable: true },
      record: { type: 'bytea', nullable: true },
      index: { type: 'bytea', nullable: true },
      policy: { type: 'text', nullable: true },
      checkpoint: { type: 'bytea', nullable: true },
      second: { type: 'bytea', nullable: true },
      asks: { type: 'jsonb', nullable: true },
      seal: { type: 'text', nullable: true },
      sealed_sha256: { type: 'text', nullable: true },
      cms_seal: { type: 'bytea', nullable: true },
      report_before: { type: 'bytea', nullable: true },
      report_after: { type: 'bytea', nullable: true },
      root: { type: 'text', nullable: true },
      package_key: { type: 'bytea', nullable: true },
      size: { type: 'bigint', nullable: true },
      sha256: { type: 'text', nullable: true },
      sha512: { type: 'text', nullable: true },
      exit: { type: 'smallint', nullable: true },
      delivered_at: { type: 'timestamptz', nullable: true },
    },
  },
  'cases.package_answer': {
    key: ['package', 'ask', 'part'],
    columns: {
      package: { type: 'uuid' },
      ask: { type: 'text' },
      part: { type: 'smallint' },
      statement: { type: 'bytea' },
      signature: { type: 'bytea' },
    },
  },
  'journal.package_stamp': {
    key: ['authority'],
    columns: {
      authority: { type: 'text' },
      package: { type: 'uuid' },
      request: { type: 'bytea' },
      nonce: { type: 'bytea' },
      made_at: { type: 'timestamptz', default: true },
      tries: { type: 'integer' },
      sent_at: { type: 'timestamptz', nullable: true },
      received_at: { type: 'timestamptz', nullable: true },
      response: { type: 'bytea', nullable: true },
      failure: { type: 'text', nullable: true },
    },
  },
  'cases.package_rest': {
    key: ['package', 'kind', 'document'],
    columns: {
      package: { type: 'uuid' },
      kind: { type: 'text' },
      document: { type: 'uuid' },
      signer: { type: 'text', nullable: true },
      signed_at: { type: 'timestamptz', nullable: true },
      until: { type: 'timestamptz', nullable: true },
    },
  },
  'cases.package_key': {
    key: ['package', 'key'],
    columns: {
      package: { type: 'uuid' },
      key: { type: 'text' },
      until: { type: 'timestamptz', nullable: true },
      shown_end: { type: 'timestamptz', nullable: true },
    },
  },
  'cases.package_concern': {
    key: ['package', 'number'],
    columns: {
      package: { type: 'uuid' },
      number: { type: 'smallint' },
      thread: { type: 'uuid' },
      code: { type: 'text' },
      cause: { type: 'text' },
      at: { type: 'timestamptz' },
      event: { type: 'uuid' },
    },
  },
  'cases.package_handed': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      package: { type: 'uuid' },
      thread: { type: 'uuid' },
      officer: { type: 'text' },
      handed_at: { type: 'timestamptz' },
      way: { type: 'text' },
      recipient: { type: 'bytea', nullable: true },
      recorded_at: { type: 'timestamptz', default: true },
      event: { type: 'uuid' },
    },
  },
  'cases.package_certificate': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      package: { type: 'uuid' },
      thread: { type: 'uuid' },
      number: { type: 'smallint' },
      officer: { type: 'text' },
      role: { type: 'text' },
      given_at: { type: 'timestamptz', default: true },
      state: { type: 'text', default: true },
      state_at: { type: 'timestamptz', default: true },
      failure: { type: 'text', nullable: true },
      content: { type: 'bytea', nullable: true },
      thread_key: { type: 'bytea', nullable: true },
      key_epoch: { type: 'integer' },
      size: { type: 'bigint', nullable: true },
      sha256: { type: 'text', nullable: true },
      sha512: { type: 'text', nullable: true },
      office: { type: 'bytea', nullable: true },
      cer01: { type: 'text', nullable: true },
      cer02: { type: 'text', nullable: true },
      report: { type: 'bytea', nullable: true },
    },
  },
  'cases.package_stayed': {
    key: ['event'],
    columns: {
      event: { type: 'uuid' },
      package: { type: 'uuid' },
      thread: { type: 'uuid' },
      officer: { type: 'text' },
      at: { type: 'timestamptz', default: true },
    },
  },
  'cases.package_told': {
    key: ['handed', 'concerns'],
    columns: {
      handed: { type: 'uuid' },
      concerns: { type: 'smallint' },
      officer: { type: 'text' },
      told_at: { type: 'timestamptz' },
      way: { type: 'text' },
      recorded_at: { type: 'timestamptz', default: true },
      event: { type: 'uuid' },
    },
  },
  'cases.waiver': {
    key: ['id'],
    columns: {
      id: { type: 'uuid' },
      thread: { type: 'uuid' },
      authority: { type: 'text' },
      compartment: { type: 'text' },
      rule: { type: 'text' },
      profile: { type: 'text' },
      reason: { type: 'text' },
      officer: { type: 'text' },
      waived_at: { type: 'timestamptz', default: true },
      ended_at: { type: 'timestamptz', nullable: true },
      ended_by: { type: 'text', nullable: true },
      end_reason: { type: 'text', nullable: true },
    },
  },
} as const;

export interface Rows {
  'ops.service': ServiceEntity;
  'ops.failure': FailureEntity;
  'ops.health': HealthEntity;
  'ops.health_told': HealthLoggedEntity;
  'trust.entry': EntryEntity;
  'trust.certificate': CertificateEntity;
  'trust.freshness': FreshnessEntity;
  'access.enrolment': EnrolmentEntity;
  'access.login': LoginEntity;
  'access.session': SessionEntity;
  'cases.thread': ThreadEntity;
  'cases.dispatch': DispatchEntity;
  'cases.crossing': TransmittedEnvelopeEntity;
  'journal.event': EventEntity;
  'journal.disclosure': DisclosureEntity;
  'journal.pending': PendingEntity;
  'journal.head': HeadEntity;
  'journal.leaf': LeafEntity;
  'journal.tile': TileEntity;
  'journal.checkpoint': CheckpointEntity;
  'journal.released': ReleasedEntity;
  'journal.mention': MentionEntity;
  'journal.chain_note': ChainNoteEntity;
  'access.reading': ReadingEntity;
  'access.item_read': ItemReadEntity;
  'access.listing': ListingEntity;
  'access.bulk_reading': BulkReadingEntity;
  'journal.witnessed': WitnessedEntity;
  'journal.peer_checkpoint': PeerCheckpointEntity;
  'journal.witness': WitnessEntity;
  'journal.cosignature': CosignatureEntity;
  'journal.evidence': EvidenceEntity;
  'journal.halt': HaltEntity;
  'journal.outside_witness': OutsideWitnessEntity;
  'journal.outside_cosignature': OutsideCosignatureEntity;
  'journal.stamp_request': StampRequestEntity;
  'journal.stamp_material': StampMaterialEntity;
  'journal.stamp': StampEntity;
  'journal.clock': ClockEntity;
  'journal.time_alarm': TimeAlarmEntity;
  'cases.attachment': AttachmentEntity;
  'cases.upload': UploadEntity;
  'objects.transfer': TransferEntity;
  'cases.token': TokenEntity;
  'mailbox.link': LinkEntity;
  'mailbox.link_numbers': LinkNumbersEntity;
  'mailbox.link_receipts': LinkReceiptsEntity;
  'mailbox.link_heard': LinkProgressEntity;
  'mailbox.link_sight': LinkSightEntity;
  'mailbox.refusals': RefusalsEntity;
  'mailbox.void_due': VoidDueEntity;
  'mailbox.outbox': OutboxEntity;
  'mailbox.delivery': DeliveryEntity;
  'mailbox.delivery_part': DeliveryPartEntity;
  'mailbox.accepted': AcceptedEntity;
  'mailbox.chain': ChainEntity;
  'mailbox.quarantine': QuarantineEntity;
  'mailbox.receipt_due': ReceiptDueEntity;
  'mailbox.receipt_out': ReceiptOutEntity;
  'mailbox.receipt_in': ReceiptInEntity;
  'mailbox.statement_in': StatementInEntity;
  'mailbox.statement_out': StatementOutEntity;
  'mailbox.statement_due': StatementDueEntity;
  'mailbox.statement_heard': StatementWaitingEntity;
  'ops.quiet_subkey': QuietSubkeyEntity;
  'ops.subkey_failure': SubkeyFailureEntity;
  'ops.held_subkey': HeldSubkeyEntity;
  'journal.erasure': ErasureEntity;
  'cases.erasure_stop': ErasureStopEntity;
  'ops.storage_epoch': StorageEpochEntity;
  'journal.reconciliation': ReconciliationEntity;
  'journal.request': RequestEntity;
  'cases.note': NoteEntity;
  'cases.alert': AlertEntity;
  'mailbox.silence_due': SilenceDueEntity;
  'mailbox.silence': SilenceEntity;
  'cases.recall': RecallEntity;
  'cases.recall_answer': RecallAnswerEntity;
  'cases.withheld': WithdrawnFromUseEntity;
  'cases.release': ReleaseEntity;
  'cases.release_answer': ReleaseAnswerEntity;
  'cases.forwarded': ForwardedEntity;
  'cases.likeness': MatchKeyEntity;
  'cases.duplicate_check': DuplicateCheckEntity;
  'cases.duplicate_notice': DuplicateNoticeEntity;
  'cases.stop': StopEntity;
  'cases.broadcast': BroadcastEntity;
  'cases.stop_word': StopWordEntity;
  'cases.exculpatory_mark': ExculpatoryMarkEntity;
  'journal.formal_acts': FormalActsEntity;
  'cases.roster': AccessListEntity;
  'cases.broken_glass': EmergencyAccessEntity;
  'cases.glass_there': EmergencyAccessThereEntity;
  'cases.copy': CopyEntity;
  'cases.taken_over': TakenOverEntity;
  'cases.subject_search': SubjectSearchEntity;
  'cases.package': PackageEntity;
  'cases.package_answer': PackageAnswerEntity;
  'journal.package_stamp': PackageStampEntity;
  'cases.package_rest': PackageRestEntity;
  'cases.package_key': PackageKeyEntity;
  'cases.package_concern': PackageConcernEntity;
  'cases.package_handed': PackageHandedEntity;
  'cases.package_certificate': PackageCertificateEntity;
  'cases.package_stayed': PackageStayedEntity;
  'cases.package_told': RecipientNotifiedEntity;
  'cases.waiver': WaiverEntity;
}
