import { Inject, Injectable } from '@nestjs/common';
import { LIMITS } from '#capabilities/tokens';
import type { Calls, Pattern } from '#capabilities/calls';
import type { CodedError, Purpose } from '#kernel';
import { denied } from './control.events.js';
import { isJudgement } from '#threads';
import {
  AccessError,
  requirePermission,
  type Session,
  type SessionLimits,
  sessionOf,
  SessionProofs,
} from '#access';
import { Journal } from '#journal';
import { Store, type Tx } from '#store';
import { TrustStore } from '#trust';
import { canonicalJson, sha256 } from '#wire';

/** What was asked, as far as it goes into the hash that stands in the log. */
export type Asked = Readonly<Record<string, string | number | null>>;

interface Question {
  readonly session: string;
  readonly purpose?: string;
}

/**
 * How every question about the custody log is answered: it is an event itself, committed before the answer leaves, and so
 * is every refusal of a role.
 */
@Injectable()
export class AuditorQuestions {
  readonly #proofs = new SessionProofs();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    @Inject(LIMITS) private readonly limits: SessionLimits,
  ) {}

  /**
   * The answer is read first and the event recorded last, so that its chain is locked only briefly. A question about
   * what is not there is on record as refused.
   * @throws AccessError SESSION_*, PERMISSION_DENIED, PURPOSE_MISSING; TrustError; StoreError; those of `read`
   */
  async answer<P extends Pattern>(
    pattern: P,
    { session: token, purpose: stated }: Question,
    asked: Asked,
    read: (tx: Tx) => Promise<Calls[P]['out']>,
  ): Promise<Calls[P]['out']> {
    const seen: { asker?: Session } = {};
    const ask = async (tx: Tx): Promise<Answered<P>> => {
      await this.trust.refresh(tx);
      const session = await sessionOf(tx, token, this.trust, new Date(), this.limits, this.#proofs);
      seen.asker = session;
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
    };
    try {
      const answer = await this.store.transaction({ step: 'read-log' }, ask);
      if ('value' in answer) return answer.value;
      throw answer.refused;
    } catch (error) {
      if (seen.asker !== undefined && isRefusal(error))
        await this.refuse(seen.asker, pattern, error);
      throw error;
    }
  }

  private async refuse(asker: Session, pattern: Pattern, { code }: CodedError): Promise<void> {
    await this.store.transaction({ step: 'read-log' }, (tx) =>
      this.journal.record(tx, denied(asker, pattern, code)),
    );
  }
}

type Answered<P extends Pattern> =
  | { readonly refused: AccessError }
  | { readonly value: Calls[P]['out'] };

/** What was asked for is not there, or not to be shown; the role itself was judged and recorded before. */
const isRefusal = (error: unknown): error is CodedError =>
  isJudgement(error) && !(error instanceof AccessError);

type Permission =
  | { readonly refused: AccessError }
  | { readonly role: Session['roles'][number]; readonly purpose: Purpose | undefined };

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
