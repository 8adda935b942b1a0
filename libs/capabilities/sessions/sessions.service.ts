import { Inject, Injectable } from '@nestjs/common';
import { LIMITS, LOGIN_ORIGIN } from '#capabilities/tokens';
import {
  AccessError,
  closeSession,
  endedSessions,
  enrol,
  openSession,
  requireRight,
  sessionOf,
  SessionProofs,
  touchSession,
  type Session,
  type SessionLimits,
} from '#access';
import { ThreadsError } from '#threads';
import { worksOnFiles } from '#capabilities/file-calls';
import type { AttachmentLimits } from '#capabilities/attachments/attachment-limits.rules';
import type { Right } from '#kernel';
import {
  certificateBound,
  denied,
  sessionClosed,
  sessionOpened,
} from '#capabilities/audit/control.events';
import { RecordRefusals, type Counted } from './record-refusals.jobs.js';
import type {
  EnrolledOfficer,
  Enrolling,
  OpeningSession,
  OwnSession,
  SessionView,
} from './sessions.contract.js';
import { Journal } from '#journal';
import { Store, type Tx } from '#store';
import { TrustStore } from '#trust';

/** A call under way. */
interface Asked {
  /** `<service>.<name>`. */
  readonly pattern: string;
  readonly token: unknown;
  readonly call: { readonly keepsRefusals?: true };
  readonly right: Right | 'open';
  officer?: unknown;
}

/** Refusals of a token that no officer was given. */
const guesses: readonly string[] = ['SESSION_UNKNOWN', 'SESSION_FORGED'];

/** Says who is asking, by the token alone: officer, authority and roles come from the signed directory, never a message. */
@Injectable()
export class Sessions {
  private readonly proofs = new SessionProofs();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    @Inject(LIMITS) private readonly limits: SessionLimits,
    private readonly journal: Journal,
    private readonly refusals: RecordRefusals,
  ) {}

  /**
   * The one way from the bus to a handler: the call is judged by its own right before the handler runs, which is told who asks.
   * The session is read in the transaction in which the handler then acts. A refusal is on record: of an officer as an entry of
   * its own, without a session as one entry per call, code and minute. Behind an open call nobody stands: what it refuses is counted.
   * @throws AccessError SESSION_*, PERMISSION_DENIED, PURPOSE_MISSING; TrustError OFFICER_*; those of the handler
   */
  async admitCall<T>(context: Asked, asked: object, run: () => Promise<T>): Promise<T> {
    const { pattern, right, token } = context;
    if (right === 'open') return this.refusals.noting(context, run);
    const admit = async (session: Session): Promise<T> => {
      await this.permitted(session, pattern, right, asked);
      context.officer = session;
      return context.call.keepsRefusals === true ? run() : this.answer(session, pattern, run);
    };
    const read = (tx: Tx): Promise<Session> =>
      this.refusals.noting(context, () => this.sessionIn(tx, token as string));
    // No transaction stays open for it.
    if (worksOnFiles(pattern))
      return admit(await this.store.transaction({ step: 'session' }, read));
    return this.store.continued({ step: 'session' }, read, admit);
  }

  /**
   * Places of the sessions that have ended, in the list of their tokens: one look for all of them. A token that nobody has, or
   * whose row was forged, is counted; of the others their own next call tells.
   */
  async ended(tokens: readonly string[], asked: Counted): Promise<number[]> {
    if (tokens.length === 0) return [];
    const { trust, limits, proofs } = this;
    const ended = await this.store.transaction({ step: 'session' }, async (tx) => {
      await trust.refresh(tx);
      return endedSessions(tx, tokens, new Date(), { trust, limits, proofs });
    });
    for (const error of ended.values())
      if (guesses.includes(error.code)) this.refusals.note(asked, error);
    return [...ended.keys()];
  }

  private async sessionIn(tx: Tx, token: string): Promise<Session> {
    await this.trust.refresh(tx);
    const { trust, limits, proofs } = this;
    return sessionOf(tx, token, new Date(), { trust, limits, proofs });
  }

  private async permitted(
    session: Session,
    pattern: string,
    right: Right,
    asked: { readonly purpose?: unknown },
  ): Promise<void> {
    try {
      requireRight(session, right, asked.purpose);
    } catch (error) {
      if (error instanceof AccessError) await this.record(session, pattern, error);
      throw error;
    }
  }

  /**
   * What the call refuses because it is not this officer's to see or to do is on record like a refusal of the role: whoever tries
   * one thread after the other is seen.
   */
  private async answer<T>(session: Session, pattern: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ThreadsError) await this.record(session, pattern, error);
      throw error;
    }
  }

  private async record(
    session: Session,
    pattern: string,
    refused: AccessError | ThreadsError,
  ): Promise<void> {
    await this.store.transaction({ step: 'refuse-call' }, (tx) =>
      this.journal.record(tx, denied(session, pattern, refused.code)),
    );
  }
}

const view = (session: Session): SessionView => {
  const { officer, authority, state, fingerprint, roles, expiresAt } = session;
  return { officer, authority, state, fingerprint, roles, expiresAt };
};

/** How long sessions live, and what is taken in them. */
type OwnLimits = SessionLimits & Pick<AttachmentLimits, 'attachmentBytes'>;

/** Opens, keeps and closes sessions; the only writer of their rows. */
@Injectable()
export class OpenSession {
  private readonly proofs = new SessionProofs();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    /** Address that officers must have signed in their login. */
    @Inject(LOGIN_ORIGIN) private readonly origin: string,
    @Inject(LIMITS) private readonly limits: OwnLimits,
  ) {}

  /** Errors: as `openSession` of access. */
  open(input: OpeningSession): Promise<SessionView> {
    return this.store.transaction({ step: 'open-session' }, async (tx) => {
      await this.trust.refresh(tx);
      const now = new Date();
      const request = { ...input, origin: this.origin, now };
      const opened = await openSession(tx, this.trust, request, this.limits);
      await this.journal.recordAll(tx, sessionOpened(opened, input.login));
      return view(opened);
    });
  }

  /** Binds an officer's certificate with the one-time token. Errors: as `enrol` of access. */
  enrol(input: Enrolling): Promise<EnrolledOfficer> {
    return this.store.transaction({ step: 'enrol' }, async (tx) => {
      await this.trust.refresh(tx);
      const now = new Date();
      const grant = await enrol(tx, this.trust, { ...input, origin: this.origin, now });
      await this.journal.record(tx, certificateBound(grant, input.certificate));
      return { officer: grant.officer };
    });
  }

  /** The session as it is now; also keeps it from idling out. */
  show(token: string): Promise<OwnSession> {
    return this.store.transaction({ step: 'session' }, async (tx) => {
      await this.trust.refresh(tx);
      const now = new Date();
      const { trust, limits, proofs } = this;
      const session = await sessionOf(tx, token, now, { trust, limits, proofs });
      await touchSession(tx, token, now);
      return { ...view(session), attachmentBytes: limits.attachmentBytes };
    });
  }

  close(token: string): Promise<void> {
    return this.store.transaction({ step: 'close-session' }, async (tx) => {
      await this.trust.refresh(tx);
      const closed = await closeSession(tx, token, new Date());
      if (closed === undefined) return;
      // As whom the officer came; nobody is named when no grant knows the key of the row.
      const grants = this.trust.own().officers();
      const grant = grants.findLast(({ fingerprint }) => fingerprint === closed.fingerprint);
      await this.journal.record(tx, sessionClosed(closed.login, grant, 'LOGGED_OUT'));
    });
  }
}
