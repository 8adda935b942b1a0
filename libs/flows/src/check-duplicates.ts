import {
  compartmentOf,
  documentLimits,
  parseSought,
  timestamp,
  type Calls,
  type DuplicateView,
  type Purpose,
} from '#model';
import type { Session } from '#access';
import type { Cases, LikeThread } from '#cases';
import type { Journal } from '#journal';
import type { Store } from '#store';
import { parseCanonicalJson } from '#wire';
import { duplicatesChecked } from './duplicate-events.js';
import { officerContext } from './read-thread.js';

const limits = { bytes: documentLimits.bytes, depth: documentLimits.depth };

/**
 * Looks, before anything is sent, whether somebody is already at work on the same. Threads that the officer may read are
 * named; of others, of the own authority too, one bit comes back for all that was sought together, so that thirty checks an hour are thirty bits.
 */
export class CheckDuplicates {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  /** @throws WireError; ModelError DOCUMENT_INVALID, NOT_AVAILABLE_YET; CasesError DUPLICATE_CHECKS_SPENT */
  run(
    session: Session,
    bytes: Uint8Array,
    purpose: Purpose,
  ): Promise<Calls['requests.duplicates']['out']> {
    const sought = parseSought(parseCanonicalJson(bytes, limits));
    const compartment = compartmentOf(sought.requestType);
    return this.store.transaction(officerContext(session, 'check-duplicates'), async (tx) => {
      const { likeness } = this.cases;
      const marks = likeness.hashed({ compartment }, sought);
      const { check, left } = await likeness.take(tx, session, marks);
      const found = await likeness.find(tx, session, marks);
      const elsewhere = await likeness.elsewhere(tx, marks);
      const there = found.filter((row) => !this.cases.isErased(row.id, row));
      const duplicates = there.filter(({ onRoster }) => onRoster).map(viewOf);
      // One bit for all: whether it is another authority or a colleague is not said.
      const otherDesk = elsewhere || duplicates.length < there.length;
      const counts = { check, marks: marks.tokens.length, found: duplicates.length, otherDesk };
      await this.journal.record(tx, duplicatesChecked(session, counts, purpose));
      return { duplicates, otherDesk, checksLeft: left };
      // Durable now: the check, which TellDesks resumes from whatever was found, and its entry.
    });
  }
}

const viewOf = (row: LikeThread): DuplicateView => ({
  thread: row.id,
  side: row.side,
  requestType: row.requestType,
  peer: row.peer,
  peerAuthority: row.peerAuthority,
  state: row.state,
  holder: row.holder ?? (row.side === 'ASKING' ? row.keeper : null),
  openedAt: timestamp(row.openedAt),
  by: [...row.by].sort(),
});
