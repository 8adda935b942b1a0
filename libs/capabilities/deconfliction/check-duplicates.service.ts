import { Injectable } from '@nestjs/common';
import { compartmentOf, documentLimits, timestamp, type Purpose } from '#kernel';
import type { DuplicateView, FoundDuplicates } from './deconfliction.contract.js';
import { parseSought } from './sought.model.js';
import { Cases } from '#capabilities/cases';
import type { MatchingThread } from './deconfliction.rows.js';
import { lookForMatching } from './look-for-duplicates.service.js';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Store } from '#store';
import { parseCanonicalJson } from '#wire';

const limits = { bytes: documentLimits.bytes, depth: documentLimits.depth };

/**
 * Finds threads about the same matter before a request is sent. For matches hidden from the officer, returns only
 * `otherDesk`.
 */
@Injectable()
export class CheckDuplicates {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  /** @throws WireError; KernelError DOCUMENT_INVALID, NOT_AVAILABLE_YET; ThreadsError DUPLICATE_CHECKS_SPENT */
  checkDuplicates(session: Session, bytes: Uint8Array, purpose: Purpose): Promise<FoundDuplicates> {
    const sought = parseSought(parseCanonicalJson(bytes, limits));
    const compartment = compartmentOf(sought.requestType);
    return this.store.transaction(officerContext(session, 'check-duplicates'), async (tx) => {
      const matchKeys = this.cases.deconfliction.hashed({ compartment }, sought);
      const look = await lookForMatching({ cases: this.cases, tx, session }, matchKeys, purpose);
      await this.journal.recordEvent(tx, look.event);
      const { otherDesk, left: checksLeft } = look;
      return { duplicates: look.found.map(viewOf), otherDesk, checksLeft };
      // Durable now: the check with its matches, which `NotifyDesks` continues, and its entry.
    });
  }
}

const viewOf = (row: MatchingThread): DuplicateView => ({
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
