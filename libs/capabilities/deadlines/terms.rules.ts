import { extendingKinds } from '#capabilities/kinds';
import { beforeItIsFiled, type Alone, type Item, type Rule } from '#capabilities/capability';
import {
  clockAct,
  daysAfter,
  isKind,
  KernelError,
  requestTypeNames,
  termRuleOf,
  type TermRule,
  type ThreadType,
  type Timestamp,
  phrase,
  type Detail,
} from '#kernel';
import type { TermFacts } from './terms.facts.js';

const shortestMonthDays = 28;

const ruleOf = (type: ThreadType): TermRule | undefined => {
  const name = requestTypeNames.find((each) => each === type);
  return name && termRuleOf(name);
};

const outOfBound = (member: Detail, until: Timestamp, from: Timestamp, days: number) =>
  until > from && until <= daysAfter(new Date(from), days)
    ? undefined
    : phrase`${member} must be after ${from} and at most ${days} days after it`;

/** Limits the length of a requested measure by request type. Retention must cover the longest measure with extension. */
function requireTerm({ document }: Alone): Error | undefined {
  if (!isKind(document, 'request')) return undefined;
  const rule = termRuleOf(document.body.requestType);
  if (rule === undefined) return undefined;
  const { composedAt, body, handling } = document;
  const months = Math.ceil((rule.days + rule.extensionDays) / shortestMonthDays);
  if (handling.retentionMonths < months)
    return new KernelError(
      'TERM_INVALID',
      phrase`/handling/retentionMonths must be ${months} or more: the file must outlast the term`,
    );
  const flaw = outOfBound('/body/details/until', rule.end(body.details), composedAt, rule.days);
  return flaw === undefined ? undefined : new KernelError('TERM_INVALID', flaw);
}

/**
 * Allows one extension of a measure, signed before the measure ends. The extension must end within the limit of the request
 * type.
 */
function requireExtension(item: Item, { terms, extended }: TermFacts): Error | undefined {
  const { document, thread, at } = item;
  const act = clockAct(document);
  const rule = ruleOf(thread.requestType);
  if (act?.act !== 'PROLONG' || rule === undefined) return undefined;
  const term = terms.get(thread.id);
  if (extended.has(thread.id)) return new KernelError('TERM_EXTENDED');
  if (term === undefined)
    return new KernelError('TERM_INVALID', phrase`the term begins when the request is delivered`);
  if (at > term.endsAt) return new KernelError('TERM_OVER', phrase`ended at ${term.endsAt}`);
  const flaw = outOfBound('/body/until', act.until, term.endsAt, rule.extensionDays);
  return flaw === undefined ? undefined : new KernelError('TERM_INVALID', flaw);
}

const asks = beforeItIsFiled;

export const termRules: readonly Rule<undefined, Alone>[] = [
  { name: 'requireTerm', kinds: ['request'], codes: ['TERM_INVALID'], asks, judge: requireTerm },
];

export const extensionRules: readonly Rule<TermFacts>[] = [
  {
    ...{ name: 'requireExtension', kinds: extendingKinds },
    codes: ['TERM_EXTENDED', 'TERM_INVALID', 'TERM_OVER'],
    ...{ asks, judge: requireExtension },
  },
];
