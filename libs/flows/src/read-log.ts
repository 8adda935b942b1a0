import {
  type Calls,
  type EventView,
  ModelError,
  type OfficerId,
  parseEventId,
  parseSha256,
  type Purpose,
  type QuarantineView,
  type Role,
  type ThreadId,
  timestamp,
} from '#model';
import { type Journal, JournalError } from '#journal';
import { Quarantine, type QuarantineRow } from '#mailbox';
import type { Store, Tx } from '#store';
import { canonicalJson, sha256 } from '#wire';

/** Who asks: what is needed of a session. */
export interface Auditor {
  readonly officer: OfficerId;
  readonly roles: readonly Role[];
}

type Query = 'timeline' | 'proof' | 'checkpoint' | 'quarantine-list' | 'quarantine-show';
type Asked = Readonly<Record<string, string | number | null>>;

/**
 * What an auditor reads: leaves, proofs and the quarantine, never the content of a case. Every question is an event
 * itself, committed before the answer leaves; so is every refusal.
 */
export class ReadLog {
  readonly #quarantine = new Quarantine();

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
  ) {}

  /** Oldest first, at most 1,000 events. @throws JournalError AUDITOR_ONLY */
  timeline(auditor: Auditor, thread: ThreadId, purpose: Purpose): Promise<EventView[]> {
    return this.#answer(
      auditor,
      'timeline',
      { thread, purpose },
      async (tx) => {
        const events = await this.journal.timeline(tx, thread);
        return events.map(({ id, typ, service, at, index, leaf }) => {
          return { event: id, typ, service, at: timestamp(at), index, leaf };
        });
      },
      purpose,
    );
  }

  /** @throws JournalError AUDITOR_ONLY, EVENT_UNKNOWN, EVENT_NOT_RELEASED; ModelError VALUE_INVALID */
  proof(auditor: Auditor, event: string): Promise<Calls['audit.proof']['out']> {
    const id = parseEventId(event);
    return this.#answer(auditor, 'proof', { event: id }, (tx) => this.journal.proofFor(tx, id));
  }

  /** The newest released checkpoint. @throws JournalError AUDITOR_ONLY, EVENT_NOT_RELEASED before the first */
  checkpoint(auditor: Auditor): Promise<Calls['audit.checkpoint']['out']> {
    return this.#answer(auditor, 'checkpoint', {}, async (tx) => {
      const { note, size } = await this.journal.releasedCheckpoint(tx);
      return { note: note.toString(), size };
    });
  }

  /** Newest first, at most 200; `before` is the id of the last row already seen. @throws JournalError AUDITOR_ONLY, ModelError VALUE_INVALID */
  quarantined(auditor: Auditor, limit: number, before: string | null): Promise<QuarantineView[]> {
    if (!Number.isInteger(limit) || limit < 1) throw new ModelError('VALUE_INVALID', 'limit');
    if (before !== null) requireUuid('before', before);
    return this.#answer(auditor, 'quarantine-list', { limit, before }, async (tx) => {
      const rows = await this.#quarantine.list(tx, limit, before);
      return rows.map(view);
    });
  }

  /** One refused message exactly as it came, still sealed. @throws JournalError AUDITOR_ONLY, EVENT_UNKNOWN */
  quarantinedItem(
    auditor: Auditor,
    id: string,
    purpose: Purpose,
  ): Promise<Calls['audit.quarantine-show']['out']> {
    requireUuid('id', id);
    return this.#answer(
      auditor,
      'quarantine-show',
      { id, purpose },
      async (tx) => {
        const row = await this.#quarantine.show(tx, id);
        if (row === undefined) throw new JournalError('EVENT_UNKNOWN');
        return { ...view(row), evidence: row.evidence };
      },
      purpose,
    );
  }

  /** The answer is read first and the event recorded last, so that its chain is locked only briefly. */
  async #answer<T>(
    auditor: Auditor,
    query: Query,
    asked: Asked,
    read: (tx: Tx) => Promise<T>,
    purpose?: Purpose,
  ): Promise<T> {
    const context = { step: 'read-log', officer: auditor.officer };
    const actor = { officer: auditor.officer, role: 'AUDITOR' } as const;
    if (!auditor.roles.includes(actor.role)) {
      await this.store.transaction(context, (tx) =>
        this.journal.record(tx, {
          typ: 'access.denied',
          // As whom the person came, not as what the call would have needed.
          ...(auditor.roles[0] === undefined
            ? {}
            : { actor: { officer: auditor.officer, role: auditor.roles[0] } }),
          data: { rule: `audit.${query}`, count: 1 },
          reason: 'AUDITOR_ONLY',
        }),
      );
      throw new JournalError('AUDITOR_ONLY');
    }
    return this.store.transaction(context, async (tx) => {
      const answer = await read(tx);
      await this.journal.record(tx, {
        typ: 'audit.query',
        actor,
        data: {
          query,
          querySha256: sha256(canonicalJson(asked)),
          ...(purpose === undefined ? {} : { purpose }),
        },
      });
      return answer;
    });
  }
}

function requireUuid(member: string, value: string): void {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
    throw new ModelError('VALUE_INVALID', `${member} must be a UUID`);
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
