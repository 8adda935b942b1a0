import { Injectable } from '@nestjs/common';
import type { Session } from '#access';
import { Journal } from '#journal';
import type { CodedError, Purpose } from '#kernel';
import { Store, type Tx } from '#store';
import { isJudgement, ThreadsError } from '#threads';
import { canonicalJson, sha256 } from '#wire';
import { denied } from './control.events.js';

/**
 * How every question about the custody log is answered: it is an event itself, committed before the answer leaves, and so
 * is every refusal of what is not there.
 */
@Injectable()
export class AuditorQuestions {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
  ) {}

  /**
   * The answer is read first and the event recorded last, so that its chain is locked only briefly. A question about
   * what is not there is on record as refused. The asker is admitted before.
   * @throws StoreError; those of `read`
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
        await this.journal.record(tx, {
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
      this.journal.record(tx, denied(asker, query, code)),
    );
  }
}

const roleOf = ({ roles }: Session): Session['roles'][number] =>
  roles.includes('AUDITOR') ? 'AUDITOR' : (roles[0] ?? 'AUDITOR');

/** Record of a question in the log: its purpose, and the hash of everything else. */
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

/** True of a refusal that admission does not put on record, as it does those of threads: nothing is there, or to be shown. */
const isUnrecorded = (error: unknown): error is CodedError =>
  isJudgement(error) && !(error instanceof ThreadsError);
