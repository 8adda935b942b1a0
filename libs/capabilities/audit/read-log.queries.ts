import { Injectable } from '@nestjs/common';
import type { BracketView, OutsideTimeView } from './outside-time.contract.js';
import type { Calls, Pattern, QuarantineView } from '#capabilities/calls';
import { KernelError, parseEventId, parseSha256, timestamp } from '#kernel';
import { ThreadsError } from '#threads';
import { AuditorQuestions } from './auditor-questions.service.js';
import { type Bracket, bracketOf, Journal, type OutsideTime } from '#journal';
import { Quarantine, type QuarantineRow } from '#mailbox';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/**
 * What an auditor reads beside events: proofs and the quarantine, never the content of a case. Errors of every method:
 * those of `AuditorQuestions`; KernelError VALUE_INVALID.
 */
@Injectable()
export class ReadLog {
  readonly #quarantine = new Quarantine();

  constructor(
    private readonly questions: AuditorQuestions,
    private readonly journal: Journal,
  ) {}

  /** A leaf with a proof that stands alone, and its outside times. @throws JournalError EVENT_UNKNOWN, EVENT_NOT_RELEASED */
  proof(input: In<'audit.proof'>): Out<'audit.proof'> {
    const event = parseEventId(input.event);
    return this.questions.answer('audit.proof', input, { event }, async (tx) => ({
      ...(await this.journal.proofFor(tx, event)),
      bracket: bracketView(await bracketOf(tx, event)),
    }));
  }

  /** The newest released checkpoint. @throws JournalError EVENT_NOT_RELEASED before the first */
  checkpoint(input: In<'audit.checkpoint'>): Out<'audit.checkpoint'> {
    return this.questions.answer('audit.checkpoint', input, {}, async (tx) => {
      const { note, size } = await this.journal.releasedCheckpoint(tx);
      return { note: note.toString(), size };
    });
  }

  /** Newest first, at most 200; `before` is the id of the last row already seen. */
  quarantined(input: In<'audit.quarantine-list'>): Out<'audit.quarantine-list'> {
    const { limit, before } = input;
    if (!Number.isInteger(limit) || limit < 1) throw new KernelError('VALUE_INVALID', 'limit');
    if (before !== null) requireUuid('before', before);
    return this.questions.answer('audit.quarantine-list', input, { limit, before }, async (tx) => {
      const rows = await this.#quarantine.list(tx, limit, before);
      return { rows: rows.map(view) };
    });
  }

  /** One refused message exactly as it came, still sealed. @throws ThreadsError NOT_FOUND */
  quarantinedItem(input: In<'audit.quarantine-show'>): Out<'audit.quarantine-show'> {
    const { id } = input;
    requireUuid('id', id);
    return this.questions.answer('audit.quarantine-show', input, { id }, async (tx) => {
      const row = await this.#quarantine.show(tx, id);
      if (row === undefined) throw new ThreadsError('NOT_FOUND');
      return { ...view(row), evidence: row.evidence };
    });
  }
}

const outside = (time: OutsideTime | null): OutsideTimeView | null =>
  time === null ? null : { at: timestamp(time.at), by: time.by, size: time.size };

const bracketView = ({ after, before, seen, state }: Bracket): BracketView => ({
  after: outside(after),
  before: outside(before),
  seen: outside(seen),
  state,
});

function requireUuid(member: string, value: string): void {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
    throw new KernelError('VALUE_INVALID', `${member} must be a UUID`);
}

function view(row: QuarantineRow): QuarantineView {
  return {
    id: row.id,
    link: row.linkId,
    messageId: row.messageId,
    code: row.code,
    detail: row.detail,
    size: row.size,
    sha256: parseSha256(row.evidenceSha256),
    at: timestamp(row.at),
  };
}
