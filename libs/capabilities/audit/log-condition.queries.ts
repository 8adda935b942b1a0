import { Injectable } from '@nestjs/common';
import type { Session } from '#access';
import {
  type DifferenceSource,
  keptEvidence,
  logCondition,
  reportedDifferences,
  unprovenCheckpoints,
} from '#journal';
import { KernelError, timestamp } from '#kernel';
import { missingNumbers, missingReceipts, quarantined } from '#mailbox';
import {
  listDifferences,
  readHealth,
  type DifferencePage,
  type DifferencesAsked,
  type LogHealth,
} from './audit.contract.js';
import { AuditorQuestions } from './auditor-questions.service.js';
import type { DifferenceKind } from './differences.lists.js';

const sources: Readonly<Record<DifferenceKind, DifferenceSource>> = {
  EVIDENCE: keptEvidence,
  QUARANTINED: quarantined,
  NUMBER_MISSING: missingNumbers,
  RECEIPT_MISSING: missingReceipts,
  CHECKPOINT_UNPROVEN: unprovenCheckpoints,
  REPORT_DIFFERS: reportedDifferences,
};

@Injectable()
export class LogCondition {
  constructor(private readonly questions: AuditorQuestions) {}

  health(asker: Session): Promise<LogHealth> {
    return this.questions.answer(asker, readHealth, {}, async (tx) => {
      const { checkpointAt, witnesses, ...found } = await logCondition(tx);
      return {
        ...found,
        checkpointAt: checkpointAt === null ? null : timestamp(checkpointAt),
        witnesses: witnesses.map((one) => ({ ...one, at: timestamp(one.at) })),
      };
    });
  }

  differences(asker: Session, asked: DifferencesAsked): Promise<DifferencePage> {
    const { kind, limit, after } = asked;
    const { listOpen: list, key } = sources[kind];
    if (after !== null && !key.test(after)) throw new KernelError('VALUE_INVALID', 'after');
    return this.questions.answer(asker, listDifferences, asked, async (tx) => {
      const found = await list(tx, limit + 1, after ?? '');
      const shown = found.slice(0, limit);
      return {
        differences: shown.map((one) => ({ ...one, kind, at: timestamp(one.at) })),
        next: found.length > limit ? (shown.at(-1)?.key ?? null) : null,
      };
    });
  }
}
