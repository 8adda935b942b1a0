import { Inject, Injectable } from '@nestjs/common';
import { LIMITS, LOGIN_ORIGIN } from '#capabilities/tokens';
import {
  AccessError,
  closeSession,
  endedSessions,
  enrol,
  idleEnd,
  openSession,
  assertRight,
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

interface Asked {
  readonly pattern: string;
  readonly token: unknown;
  readonly call: { readonly keepsRefusals?: true };
  readonly right: Right | 'open';
  officer?: unknown;
}

const guesses: readonly string[] = ['SESSION_UNKNOWN', 'SESSION_FORGED'];

/** Identifies officers by the tokens of their sessions. Officer, authority and roles come from the signed directory. */
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
   * Checks session and right, then calls `run` in the same transaction. Calls that work on files run after the transaction.
   * @throws AccessError SESSION_*, PERMISSION_DENIED, PURPOSE_MISSING; TrustError OFFICER_*; errors of `run`
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
    // No open transaction during long work on files.
    if (worksOnFiles(pattern))
      return admit(await this.store.transaction({ step: 'session' }, read));
    return this.store.continued({ step: 'session' }, read, admit);
  }

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
      assertRight(session, right, asked.purpose);
    } catch (error) {
      if (error instanceof AccessError) await this.recordDenied(session, pattern, error);
      throw error;
    }
  }

  /** Runs the handler and logs its refusals, so that auditors see an officer who probes for threads. */
  private async answer<T>(session: Session, pattern: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ThreadsError) await this.recordDenied(session, pattern, error);
      throw error;
    }
  }

  private async recordDenied(
    session: Session,
    pattern: string,
    refused: AccessError | ThreadsError,
  ): Promise<void> {
    await this.store.transaction({ step: 'refuse-call' }, (tx) =>
      this.journal.recordEvent(tx, denied(session, pattern, refused.code)),
    );
  }
}

const view = (session: Session, seen: Date, limits: SessionLimits): SessionView => {
  const { officer, authority, state, fingerprint, roles, expiresAt } = session;
  const idle = idleEnd(seen, limits);
  const idleUntil = idle < expiresAt ? idle : expiresAt;
  return { officer, authority, state, fingerprint, roles, expiresAt, idleUntil };
};

type OwnLimits = SessionLimits & Pick<AttachmentLimits, 'attachmentBytes'>;

@Injectable()
export class OpenSession {
  private readonly proofs = new SessionProofs();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    @Inject(LOGIN_ORIGIN) private readonly origin: string,
    @Inject(LIMITS) private readonly limits: OwnLimits,
  ) {}

  /** @throws the errors of `openSession` in `#access` */
  open(input: OpeningSession): Promise<SessionView> {
    return this.store.transaction({ step: 'open-session' }, async (tx) => {
      await this.trust.refresh(tx);
      const now = new Date();
      const request = { ...input, origin: this.origin, now };
      const opened = await openSession(tx, this.trust, request, this.limits);
      await this.journal.recordAll(tx, sessionOpened(opened, input.login));
      return view(opened, now, this.limits);
    });
  }

  /** Binds a certificate to an officer by the one-time token. @throws the errors of `enrol` in `#access` */
  enrol(input: Enrolling): Promise<EnrolledOfficer> {
    return this.store.transaction({ step: 'enrol' }, async (tx) => {
      await this.trust.refresh(tx);
      const now = new Date();
      const grant = await enrol(tx, this.trust, { ...input, origin: this.origin, now });
      await this.journal.recordEvent(tx, certificateBound(grant, input.certificate));
      return { officer: grant.officer };
    });
  }

  show(token: string): Promise<OwnSession> {
    return this.store.transaction({ step: 'session' }, async (tx) => {
      await this.trust.refresh(tx);
      const now = new Date();
      const { trust, limits, proofs } = this;
      const session = await sessionOf(tx, token, now, { trust, limits, proofs });
      const seen = (await touchSession(tx, token, now)) ? now : session.seenAt;
      return { ...view(session, seen, limits), attachmentBytes: limits.attachmentBytes };
    });
  }

  close(token: string): Promise<void> {
    return this.store.transaction({ step: 'close-session' }, async (tx) => {
      await this.trust.refresh(tx);
      const closed = await closeSession(tx, token, new Date());
      if (closed === undefined) return;
      // Role claimed by the officer. No name when no grant matches the key of the row.
      const grants = this.trust.own().officers();
      const grant = grants.findLast(({ fingerprint }) => fingerprint === closed.fingerprint);
      await this.journal.recordEvent(tx, sessionClosed(closed.login, grant, 'LOGGED_OUT'));
    });
  }
}
