import { phrase, type Detail } from '#kernel/phrase';
import { subjectLimits } from './data-subjects.lists.js';
import type { Document } from '#kernel/documents/document';
import { KernelError } from '#kernel/errors';
import { isKind } from '#kernel/documents/is-kind';
import { isOfDataSubject, type Body } from '#kernel/documents/kinds';
import { monthsAfter } from '#capabilities/retention/schedule.model';

const dayMs = 24 * 3_600_000;

const invalid = (detail: Detail): KernelError => new KernelError('DOCUMENT_INVALID', detail);

/**
 * Checks purpose, attachments and body of documents about data subjects. Only these may have the purpose DATA_SUBJECT_RIGHTS.
 * @throws KernelError DOCUMENT_INVALID
 */
export function assertOfDataSubject(document: Document): void {
  const isTheirs = isOfDataSubject(document.kind);
  if (isTheirs !== (document.purpose === 'DATA_SUBJECT_RIGHTS'))
    throw invalid(phrase`/purpose DATA_SUBJECT_RIGHTS is of asks about a person and their answers`);
  if (!isTheirs) return;
  // Attachments are readable for a whole desk, and these requests belong to no desk.
  if (document.attachments.length > 0) throw invalid(phrase`/attachments must be empty`);
  if (isKind(document, 'data-subject-request')) assertAsk(document);
  else if (isKind(document, 'data-subject-answer')) assertAnswer(document.body);
}

function assertAsk({ body, composedAt, handling }: Document<'data-subject-request'>): void {
  const { names, numbers } = body.sought;
  if (names.length + numbers.length === 0)
    throw invalid(phrase`/body/sought must have a name or a number`);
  const composed = Date.parse(composedAt);
  const until = Date.parse(`${body.answerBy}T23:59:59.999Z`);
  if (until < composed || until > composed + (subjectLimits.answerDays + 1) * dayMs)
    throw invalid(phrase`/body/answerBy must be within ${subjectLimits.answerDays} days`);
  // Otherwise the receiver could erase the request before it is answered.
  const kept = dayAfter(composedAt, handling.retentionMonths);
  if (kept < dayAfter(body.answerBy, 1))
    throw invalid(phrase`/handling/retentionMonths must last a month longer than /body/answerBy`);
}

const dayAfter = (day: string, months: number): string =>
  monthsAfter(new Date(day), months).toISOString().slice(0, 10);

type Answer = Body<'data-subject-answer'>;

function assertAnswer(body: Answer): void {
  if (body.outcome === 'HELD') assertHeld(body);
  else assertNoFacts(body);
}

function assertHeld({ facts, withheld, restrictions }: Answer): void {
  if (facts.length === 0 && withheld !== true)
    throw invalid(phrase`/body/facts must not be empty, unless /body/withheld`);
  if (restrictions !== undefined && withheld !== true)
    throw invalid(phrase`/body/restrictions only of what is withheld`);
}

function assertNoFacts(body: Answer): void {
  const { outcome, facts, withheld, restrictions, measure } = body;
  if (facts.length > 0 || withheld === true)
    throw invalid(phrase`/body/facts only of what is held, not ${outcome}`);
  if ((outcome === 'RESTRICTED') !== (restrictions !== undefined))
    throw invalid(phrase`/body/restrictions must be there exactly when it is RESTRICTED`);
  if (outcome === 'RESTRICTED' && measure !== undefined)
    throw invalid(phrase`/body/measure tells what is held`);
}
