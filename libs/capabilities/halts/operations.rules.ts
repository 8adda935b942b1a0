import type { OpenHalt } from './operations.contract.js';
import {
  documentKinds,
  isOpening,
  isOperation,
  KernelError,
  opensThread,
  threadTypeOf,
  type DocumentKind,
  phrase,
} from '#kernel';
import type { LiftingFacts, OperationFacts } from './operations.facts.js';
import { assessmentOf, isStep, longestAssessmentHours, mostOpenHalts } from './operations.model.js';
import { beforeItIsFiled, type Alone, type Item, type Rule } from '#capabilities/capability';

const hour = 3_600_000;
const steps = documentKinds.filter(isStep);
const following = (kinds: readonly DocumentKind[]): DocumentKind[] =>
  kinds.filter((kind) => !opensThread(kind));

const everywhere = { INTAKE: true, SEALING: true, FILING: true } as const;
const noThread =
  'A request is judged by its own assessment where it is opened: no thread is there yet.';
const opened = { INTAKE: true, SEALING: true, FILING: noThread } as const;
const byItself = { INTAKE: noThread, SEALING: noThread, FILING: true } as const;

const haltsOf = ({ thread }: Item, { operations }: OperationFacts): readonly OpenHalt[] =>
  operations.get(thread.id)?.halts ?? [];

function requireCurrent({ document, at }: Alone): Error | undefined {
  const own = assessmentOf(document);
  if (own === null) return undefined;
  if (own.validUntil <= at)
    return new KernelError('ASSESSMENT_NOT_CURRENT', phrase`expired at ${own.validUntil}`);
  if (Date.parse(own.validUntil) <= Date.parse(document.composedAt) + longestAssessmentHours * hour)
    return undefined;
  return new KernelError(
    'ASSESSMENT_NOT_CURRENT',
    phrase`holds for more than ${longestAssessmentHours} hours`,
  );
}

const requireCurrentThere = (item: Item): Error | undefined =>
  isOperation(item.thread.requestType) ? requireCurrent(item) : undefined;

/** Blocks documents that advance a halted operation. Only halts of other threads block the opening request. */
export function requireRunning(item: Item, facts: OperationFacts): Error | undefined {
  const { document, thread } = item;
  if (!isOperation(thread.requestType)) return undefined;
  if (!isOpening(document) && haltsOf(item, facts).length > 0)
    return new KernelError('THREAD_HALTED');
  const elsewhere = facts.operations.get(thread.id)?.elsewhere ?? [];
  return elsewhere.length > 0
    ? new KernelError('THREAD_HALTED', phrase`in another thread of the operation`)
    : undefined;
}

function requireAssessed(
  { document, at }: Alone,
  known: string | null | undefined,
): Error | undefined {
  const until = assessmentOf(document)?.validUntil ?? known ?? null;
  if (until === null) return new KernelError('ASSESSMENT_NOT_CURRENT', phrase`none was given`);
  return until <= at
    ? new KernelError('ASSESSMENT_NOT_CURRENT', phrase`expired at ${until}`)
    : undefined;
}

function requireAssessedThere(item: Item, { operations }: OperationFacts): Error | undefined {
  const { id, requestType } = item.thread;
  if (!isOperation(requestType)) return undefined;
  return requireAssessed(item, operations.get(id)?.assessedUntil);
}

const requireFirst = (alone: Alone): Error | undefined =>
  isOpening(alone.document) && isOperation(threadTypeOf(alone.document))
    ? requireAssessed(alone, null)
    : undefined;

function requireFewHalts(item: Item, facts: OperationFacts): Error | undefined {
  const own = haltsOf(item, facts).filter(({ direction }) => direction === item.direction);
  if (own.length < mostOpenHalts) return undefined;
  return new KernelError(
    'THREAD_HALTED',
    phrase`${mostOpenHalts} stop-words of this State hold already`,
  );
}

function requireHolding(item: Item, facts: OperationFacts): Error | undefined {
  const { document, direction } = item;
  const halt = haltsOf(item, facts).find((each) => each.halt === document.inReplyTo);
  if (halt?.awaits.includes(direction) === true) return undefined;
  return new KernelError('TRANSITION_NOT_ALLOWED', phrase`resume of what this State has lifted`);
}

const current = { name: 'requireCurrent', codes: ['ASSESSMENT_NOT_CURRENT'] } as const;
const running = { name: 'requireRunning', codes: ['THREAD_HALTED'] } as const;
const assessed = { name: 'requireAssessed', codes: ['ASSESSMENT_NOT_CURRENT'] } as const;
const before = beforeItIsFiled;

export const firstAssessmentRules: readonly Rule<undefined, Alone>[] = [
  { ...current, kinds: ['request'], asks: byItself, judge: requireCurrent },
  { ...assessed, kinds: ['request'], asks: byItself, judge: requireFirst },
];

export const operationRules: readonly Rule<OperationFacts>[] = [
  { ...current, kinds: ['risk-assessment'], asks: everywhere, judge: requireCurrentThere },
  { ...current, kinds: ['request'], asks: opened, judge: requireCurrentThere },
  { ...running, kinds: following(steps), asks: everywhere, judge: requireRunning },
  { ...running, kinds: steps.filter(opensThread), asks: opened, judge: requireRunning },
  { ...assessed, kinds: following(steps), asks: everywhere, judge: requireAssessedThere },
  { ...assessed, kinds: steps.filter(opensThread), asks: opened, judge: requireAssessedThere },
  {
    ...{ name: 'requireFewHalts', kinds: ['halt'], codes: ['THREAD_HALTED'] },
    ...{ asks: before, judge: requireFewHalts },
  },
  {
    ...{ name: 'requireHolding', kinds: ['resume'], codes: ['TRANSITION_NOT_ALLOWED'] },
    ...{ asks: before, judge: requireHolding },
  },
];

/**
 * Refuses this State's `resume` for a halt that is `lost` (blocked, or rejected by the neighbour). A halt ends only when both
 * States agree, and the neighbour cannot agree to end a halt that it does not have.
 */
function requireHaltReceived(
  { document, direction }: Item,
  { lost }: LiftingFacts,
): Error | undefined {
  const { inReplyTo } = document;
  if (direction !== 'OUT' || inReplyTo === null || !lost.has(inReplyTo)) return undefined;
  return new KernelError(
    'TRANSITION_NOT_ALLOWED',
    phrase`the stop-word never reached the neighbour, who cannot lift it: withdraw or refuse, and begin a new operation`,
  );
}

const waitsThere = 'A lost stop-word would let its lifting wait there for ever.';

export const liftingRules: readonly Rule<LiftingFacts>[] = [
  {
    ...{
      name: 'requireHaltReceived',
      codes: ['TRANSITION_NOT_ALLOWED'],
      judge: requireHaltReceived,
    },
    asks: { INTAKE: true, SEALING: waitsThere, FILING: waitsThere },
  },
];
