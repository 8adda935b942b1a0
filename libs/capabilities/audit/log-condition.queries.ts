import { Injectable } from '@nestjs/common';
import type { Calls, Pattern } from '#capabilities/calls';
import { type DifferenceKind, differenceKinds } from './audit.contract.js';
import { KernelError, timestamp } from '#kernel';
import { AuditorQuestions } from './auditor-questions.service.js';
import {
  type DifferenceSource,
  keptEvidence,
  logCondition,
  reportedDifferences,
  unprovenCheckpoints,
} from '#journal';
import { missingNumbers, missingReceipts, quarantined } from '#mailbox';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

const maxDifferences = 500;

/** Where each kind of difference is found. A new kind is a name in `model` and a line here. */
const sources: Readonly<Record<DifferenceKind, DifferenceSource>> = {
  EVIDENCE: keptEvidence,
  QUARANTINED: quarantined,
  NUMBER_MISSING: missingNumbers,
  RECEIPT_MISSING: missingReceipts,
  CHECKPOINT_UNPROVEN: unprovenCheckpoints,
  REPORT_DIFFERS: reportedDifferences,
};

/** How the log is, and what is not settled with the neighbours. Errors: `AuditorQuestions`; KernelError VALUE_INVALID. */
@Injectable()
export class LogCondition {
  constructor(private readonly questions: AuditorQuestions) {}

  health(input: In<'audit.health'>): Out<'audit.health'> {
    return this.questions.answer('audit.health', input, {}, async (tx) => {
      const { checkpointAt, witnesses, ...found } = await logCondition(tx);
      return {
        ...found,
        checkpointAt: checkpointAt === null ? null : timestamp(checkpointAt),
        witnesses: witnesses.map((one) => ({ ...one, at: timestamp(one.at) })),
      };
    });
  }

  /** Open differences of one kind, by their keys, at most 500. */
  differences(input: In<'audit.differences'>): Out<'audit.differences'> {
    const { kind, limit, after } = input;
    if (!differenceKinds.includes(kind)) throw new KernelError('VALUE_INVALID', 'kind');
    if (!Number.isInteger(limit) || limit < 1) throw new KernelError('VALUE_INVALID', 'limit');
    const { list, key } = sources[kind];
    if (after !== null && !key.test(after)) throw new KernelError('VALUE_INVALID', 'after');
    const most = Math.min(limit, maxDifferences);
    return this.questions.answer('audit.differences', input, { kind, limit, after }, async (tx) => {
      const found = await list(tx, most + 1, after ?? '');
      const shown = found.slice(0, most);
      return {
        differences: shown.map((one) => ({ ...one, kind, at: timestamp(one.at) })),
        next: found.length > most ? (shown.at(-1)?.key ?? null) : null,
      };
    });
  }
}
