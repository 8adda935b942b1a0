import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { LIMITS, LOGIN_ORIGIN } from '#capabilities/tokens';
import {
  AccessError,
  closeSession,
  enrol,
  isOpen,
  isRuled,
  openSession,
  requirePermission,
  sessionOf,
  SessionProofs,
  touchSession,
  type Session,
  type SessionLimits,
} from '#access';
import { ThreadsError } from '#threads';
import { worksOnFiles } from '#capabilities/file-calls';
import type { Pattern } from '#capabilities/calls';
import type { AttachmentLimits } from '#capabilities/attachments/attachment-limits.rules';
import type { Purpose } from '#kernel';
import {
  certificateBound,
  denied,
  sessionClosed,
  sessionOpened,
} from '#capabilities/audit/control.events';
import { RecordRefusals } from './record-refusals.jobs.js';
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

interface Asking {
  readonly session: string;
  readonly purpose?: Purpose;
}

/** A call with a shape, under way. */
interface Asked {
  readonly pattern: string;
  readonly token: unknown;
  readonly call: { readonly keepsRefusals?: true };
  officer?: unknown;
}

interface Admitted {
  readonly session: Session;
  readonly purpose: Purpose | undefined;
}

/** Who is asking, by the token alone: officer, authority and roles come from the signed directory, never a message. */
@Injectable()
export class Sessions {
  private readonly proofs = new SessionProofs();
  readonly #admitted = new AsyncLocalStorage<Admitted & { readonly as: Pattern }>();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    @Inject(LIMITS) private readonly limits: SessionLimits,
    private readonly journal: Journal,
    private readonly refusals: RecordRefusals,
  ) {}

  /** Is there a line for the call in the table of rights? */
  readonly knows = isRuled;

  /**
   * The one way from the bus to a handler: the call is judged by its own name before the handler runs, so that a handler
   * that asks nothing serves nobody without the right. The session is read in the transaction in which the handler then acts.
   * Errors: as `require`, and those of the handler.
   */
  async admit<T>(pattern: Pattern, data: unknown, run: () => Promise<T>): Promise<T> {
    if (isOpen(pattern)) return run();
    const input = data as Asking;
    const admit = async (session: Session): Promise<T> => {
      const admitted = await this.permitted(session, pattern, input);
      return this.#admitted.run({ ...admitted, as: pattern }, run);
    };
    const read = (tx: Tx): Promise<Session> =>
      this.refusals.noting(pattern, () => this.sessionIn(tx, input.session));
    // No transaction stays open for it.
    if (worksOnFiles(pattern))
      return admit(await this.store.transaction({ step: 'session' }, read));
    return this.store.continued({ step: 'session' }, read, admit);
  }

  /**
   * The session behind a token, allowed to make the call, with the purpose it states for a read of case data. A refusal
   * is on record: of an officer as an entry of its own, without a session as one entry per call, code and minute.
   * @throws AccessError SESSION_*, PERMISSION_DENIED, PURPOSE_MISSING; TrustError OFFICER_*
   */
  async require(pattern: Pattern, input: Asking): Promise<Admitted> {
    const admitted = this.#admitted.getStore();
    if (admitted?.as === pattern) return admitted;
    const session = await this.refusals.noting(pattern, () =>
      this.store.transaction({ step: 'session' }, (tx) => this.sessionIn(tx, input.session)),
    );
    return this.permitted(session, pattern, input);
  }

  private async sessionIn(tx: Tx, token: string): Promise<Session> {
    await this.trust.refresh(tx);
    return sessionOf(tx, token, this.trust, new Date(), this.limits, this.proofs);
  }

  private async permitted(session: Session, pattern: Pattern, input: Asking): Promise<Admitted> {
    try {
      return { session, purpose: requirePermission(session, pattern, input.purpose) };
    } catch (error) {
      if (error instanceof AccessError) await this.record(session, pattern, error);
      throw error;
    }
  }

  /**
   * As `require`, and then the call itself. What it refuses because it is not this officer's to see or to do is on record
   * like a refusal of the role: whoever tries one thread after the other is seen.
   */
  async answer<T>(
    pattern: Pattern,
    input: Asking,
    run: (session: Session) => Promise<T>,
  ): Promise<T> {
    const { session } = await this.require(pattern, input);
    try {
      return await run(session);
    } catch (error) {
      if (error instanceof ThreadsError) await this.record(session, pattern, error);
      throw error;
    }
  }

  /**
   * As `admit`, of a call with a shape: tells its handler who asks, and keeps what it refuses on record as `answer` does.
   * Behind an open call nobody stands: what it refuses is counted.
   */
  admitCall<T>(context: Asked, asked: object, run: () => Promise<T>): Promise<T> {
    const pattern = context.pattern as Pattern;
    if (isOpen(pattern)) return this.refusals.noting(pattern, run);
    const input = { ...asked, session: context.token } as Asking;
    const told = (session: Session): Promise<T> => {
      context.officer = session;
      return run();
    };
    return this.admit(pattern, input, async () => {
      if (context.call.keepsRefusals !== true) return this.answer(pattern, input, told);
      return told((await this.require(pattern, input)).session);
    });
  }

  private async record(
    session: Session,
    pattern: Pattern,
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
    /** What officers must have signed in their login. */
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
      const session = await sessionOf(tx, token, this.trust, now, this.limits, this.proofs);
      await touchSession(tx, token, now);
      return { ...view(session), attachmentBytes: this.limits.attachmentBytes };
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
