import { Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { Journal } from '#journal';
import type { CodedError, Purpose } from '#kernel';
import { Store, type Tx } from '#store';
import { isJudgement, ThreadsError } from '#threads';
import { canonicalJson, sha256 } from '#wire';
import { denied } from './control.events.js';

/** Answers questions of auditors about the custody log. Each question, also a refused one, is logged before the answer leaves. */
@Injectable()
export class AuditorQuestions {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
  ) {}

  /**
   * Runs `read`, then logs the question. Logging last keeps the lock on the log short. @throws StoreError and the errors of
   * `read`
   */
  async answer<Answer>(
    asker: Session,
    { name }: { readonly name: string },
    asked: object,
    read: (tx: Tx) => Promise<Answer>,
  ): Promise<Answer> {
    const query = `audit.${name}`;
    try {
      return await this.store.transaction({ step: 'read-log' }, async (tx) => {
        const answer = await read(tx);
        await this.journal.recordEvent(tx, {
          typ: 'audit.query',
          actor: { officer: asker.officer, role: roleOf(asker) },
          data: { query, ...described(asked) },
        });
        return answer;
      });
    } catch (error) {
      if (isUnrecorded(error)) await this.refuse(asker, query, error);
      throw error;
    }
  }

  private async refuse(asker: Session, query: string, { code }: CodedError): Promise<void> {
    await this.store.transaction({ step: 'read-log' }, (tx) =>
      this.journal.recordEvent(tx, denied(asker, query, code)),
    );
  }
}

const roleOf = ({ roles }: Session): Session['roles'][number] =>
  roles.includes('AUDITOR') ? 'AUDITOR' : (roles[0] ?? 'AUDITOR');

function described(asked: object): {
  readonly querySha256: ReturnType<typeof sha256>;
  readonly purpose?: Purpose;
} {
  const { purpose, ...rest } = asked as { readonly purpose?: Purpose };
  return {
    querySha256: sha256(canonicalJson(rest)),
    ...(purpose !== undefined && { purpose }),
  };
}

const isUnrecorded = (error: unknown): error is CodedError =>
  isJudgement(error) && !(error instanceof ThreadsError);
