import {
  type BracketView,
  type Calls,
  ModelError,
  type OutsideTimeView,
  parseEventId,
  parseSha256,
  parseThreadId,
  type Pattern,
  type QuarantineView,
  timestamp,
} from '#model';
import {
  AccessError,
  requirePermission,
  type Session,
  type SessionLimits,
  sessionOf,
  SessionProofs,
} from '#access';
import { type Bracket, bracketOf, type Journal, type OutsideTime } from '#journal';
import { CasesError } from '#cases';
import { Quarantine, type QuarantineRow } from '#mailbox';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { canonicalJson, sha256 } from '#wire';
import { denied } from './events.js';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

interface Question {
  readonly session: string;
  readonly purpose?: string;
}

/**
 * What an auditor reads: leaves, proofs and the quarantine, never the content of a case. Every question is an event
 * itself, committed before the answer leaves; so is every refusal of a role. Errors of every method: AccessError
 * SESSION_*, PERMISSION_DENIED, PURPOSE_MISSING; ModelError VALUE_INVALID; TrustError; StoreError.
 */
export class ReadLog {
  readonly #proofs = new SessionProofs();
  readonly #quarantine = new Quarantine();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    private readonly limits: SessionLimits,
  ) {}

  /** Oldest first, at most 1,000 events. */
  timeline(input: In<'audit.timeline'>): Out<'audit.timeline'> {
    const thread = parseThreadId(input.thread);
    return this.#answer('audit.timeline', input, { thread }, async (tx) => {
      const events = await this.journal.timeline(tx, thread);
      return {
        events: events.map(({ id, typ, service, at, index, leaf }) => {
          return { event: id, typ, service, at: timestamp(at), index, leaf };
        }),
      };
    });
  }

  /** A leaf with a proof that stands alone, and its outside times. @throws JournalError EVENT_UNKNOWN, EVENT_NOT_RELEASED */
  proof(input: In<'audit.proof'>): Out<'audit.proof'> {
    const event = parseEventId(input.event);
    return this.#answer('audit.proof', input, { event }, async (tx) => ({
      ...(await this.journal.proofFor(tx, event)),
      bracket: bracketView(await bracketOf(tx, event)),
    }));
  }

  /** The newest released checkpoint. @throws JournalError EVENT_NOT_RELEASED before the first */
  checkpoint(input: In<'audit.checkpoint'>): Out<'audit.checkpoint'> {
    return this.#answer('audit.checkpoint', input, {}, async (tx) => {
      const { note, size } = await this.journal.releasedCheckpoint(tx);
      return { note: note.toString(), size };
    });
  }

  /** Newest first, at most 200; `before` is the id of the last row already seen. */
  quarantined(input: In<'audit.quarantine-list'>): Out<'audit.quarantine-list'> {
    const { limit, before } = input;
    if (!Number.isInteger(limit) || limit < 1) throw new ModelError('VALUE_INVALID', 'limit');
    if (before !== null) requireUuid('before', before);
    return this.#answer('audit.quarantine-list', input, { limit, before }, async (tx) => {
      const rows = await this.#quarantine.list(tx, limit, before);
      return { rows: rows.map(view) };
    });
  }

  /** One refused message exactly as it came, still sealed. @throws CasesError NOT_FOUND */
  quarantinedItem(input: In<'audit.quarantine-show'>): Out<'audit.quarantine-show'> {
    const { id } = input;
    requireUuid('id', id);
    return this.#answer('audit.quarantine-show', input, { id }, async (tx) => {
      const row = await this.#quarantine.show(tx, id);
      if (row === undefined) throw new CasesError('NOT_FOUND');
      return { ...view(row), evidence: row.evidence };
    });
  }

  /** The answer is read first and the event recorded last, so that its chain is locked only briefly. */
  async #answer<P extends Pattern>(
    pattern: P,
    { session: token, purpose: stated }: Question,
    asked: Readonly<Record<string, string | number | null>>,
    read: (tx: Tx) => Out<P>,
  ): Out<P> {
    const answer = await this.store.transaction({ step: 'read-log' }, async (tx) => {
      await this.trust.refresh(tx);
      const session = await sessionOf(tx, token, this.trust, new Date(), this.limits, this.#proofs);
      const allowed = permission(session, pattern, stated);
      if ('refused' in allowed) {
        await this.journal.record(tx, denied(session, pattern, allowed.refused.code));
        return allowed;
      }
      const value = await read(tx);
      await this.journal.record(tx, {
        typ: 'audit.query',
        actor: { officer: session.officer, role: allowed.role },
        data: {
          query: pattern,
          querySha256: sha256(canonicalJson(asked)),
          ...(allowed.purpose === undefined ? {} : { purpose: allowed.purpose }),
        },
      });
      return { value };
    });
    if ('refused' in answer) throw answer.refused;
    return answer.value;
  }
}

type Permission =
  | { readonly refused: AccessError }
  | {
      readonly role: Session['roles'][number];
      readonly purpose: ReturnType<typeof requirePermission>;
    };

function permission(session: Session, pattern: Pattern, stated: string | undefined): Permission {
  try {
    const purpose = requirePermission(session, pattern, stated);
    const role = session.roles.includes('AUDITOR') ? 'AUDITOR' : session.roles[0];
    return { role: role ?? 'AUDITOR', purpose };
  } catch (error) {
    if (error instanceof AccessError) return { refused: error };
    throw error;
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
