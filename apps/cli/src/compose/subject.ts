import type { SubjectFact } from '#capabilities/data-subjects/found-files.contract';
import {
  parseBody,
  type AuthorityAddress,
  type Body,
  type StateCode,
  type ThreadId,
} from '#kernel';
import {
  subjectLimits,
  type SubjectGround,
  type SubjectMeasure,
  type SubjectRestriction,
} from '#capabilities/data-subjects/data-subjects.lists';
import { answerFactOf } from '#capabilities/data-subjects/found-files.model';
import { say } from '#language/console';
import { list, readContent, text, type Reader } from '../api/shape.js';
import { CliError } from '../errors.js';
import { carefulHandling, type Draft, type OpeningDraft } from './draft.js';

export interface Person {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  readonly birthDate?: string;
}

export function personIn(file: string, content: string): Person {
  const person: Reader<Person> = (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new TypeError(say('composeSubject.expectedObject'));
    const allowed = ['names', 'birthDate', 'numbers'];
    const stray = Object.keys(value).find((name) => !allowed.includes(name));
    if (stray !== undefined)
      throw new TypeError(
        say('composeSubject.unknownMemberAllowed', { allowed: allowed.join(', ') }),
      );
    const { names = [], numbers = [], birthDate } = value as Readonly<Record<string, unknown>>;
    return {
      names: list(text, subjectLimits.names)(names),
      numbers: list(text, subjectLimits.numbers)(numbers),
      ...(birthDate !== undefined && { birthDate: text(birthDate) }),
    };
  };
  return readContent(file, content, person);
}

const purpose = 'DATA_SUBJECT_RIGHTS';

export interface AskFlags {
  readonly ground: SubjectGround;
  readonly reference: string;
  readonly language: string;
  readonly answerBy: string;
  readonly wish?: string;
}

export const subjectAsk = (
  to: AuthorityAddress,
  person: Person,
  { ground, reference, language, answerBy, wish }: AskFlags,
): OpeningDraft<'data-subject-request'> => ({
  ...{ kind: 'data-subject-request', to, purpose, handling: carefulHandling },
  body: parseBody('data-subject-request', {
    ...{ ownReference: reference, language, ground, sought: person, answerBy },
    ...(wish !== undefined && { wish }),
  }),
});

export const subjectWithdrawal = (reason: string): Draft<'data-subject-withdrawal'> => ({
  ...{ kind: 'data-subject-withdrawal', purpose, handling: carefulHandling },
  body: parseBody('data-subject-withdrawal', { reason }),
});

export interface AnswerFlags {
  readonly language: string;
  readonly also?: readonly ThreadId[];
  readonly leaveOut?: readonly ThreadId[];
  readonly restricted?: readonly SubjectRestriction[];
  readonly measure?: SubjectMeasure;
  readonly remarks?: string;
}

export interface SubjectFindings {
  readonly found: readonly SubjectFact[];
  readonly more: boolean;
}

/**
 * Drafts the answer to a data-subject request of State `asks`. `flags` choose the threads that the answer names. Pure.
 * @throws CliError CLI_USAGE; KernelError DOCUMENT_INVALID
 */
export function subjectAnswer(
  asks: StateCode,
  kept: SubjectFindings,
  flags: AnswerFlags,
): Draft<'data-subject-answer'> {
  const { language, measure, remarks } = flags;
  const body = foundBody(asks, kept, flags);
  assertNotAllWithheld(body, kept, flags);
  return {
    ...{ kind: 'data-subject-answer', purpose, handling: carefulHandling },
    body: parseBody('data-subject-answer', {
      ...{ ...body, language },
      ...(measure !== undefined && { measure }),
      ...(remarks !== undefined && { remarks }),
    }),
  };
}

type FoundBody = Partial<Body<'data-subject-answer'>>;

function foundBody(
  asks: StateCode,
  kept: SubjectFindings,
  { also = [], leaveOut = [], restricted }: AnswerFlags,
): FoundBody {
  const { found } = kept;
  const named = [...also, ...leaveOut];
  const unknown = named.find((id) => !found.some(({ thread }) => thread === id));
  if (unknown !== undefined)
    throw new CliError('CLI_USAGE', say('composeSubject.noneFilesFound', { unknown }));
  if (restricted !== undefined && named.length === 0)
    return { outcome: 'RESTRICTED', facts: [], restrictions: restricted };
  const chosenFacts = found.filter(
    ({ thread, peer }) => !leaveOut.includes(thread) && (peer === asks || also.includes(thread)),
  );
  return heldBody(kept, chosenFacts, restricted);
}

/** Refuses an answer that withholds all threads without the flag `leaveOut` or `restricted`. @throws CliError CLI_USAGE */
function assertNotAllWithheld(
  { withheld, facts }: FoundBody,
  { found }: SubjectFindings,
  { leaveOut = [], restricted }: AnswerFlags,
): void {
  const isEmpty = withheld === true && facts?.length === 0;
  if (isEmpty && leaveOut.length === 0 && restricted === undefined)
    throw new CliError('CLI_USAGE', found.length > 0 ? noneToTell : noneSeen);
}

const noneToTell = say('composeSubject.noneToTell');
const noneSeen = say('composeSubject.noneSeen');

function heldBody(
  { found, more }: SubjectFindings,
  chosenFacts: readonly SubjectFact[],
  restrictions?: readonly SubjectRestriction[],
): Partial<Body<'data-subject-answer'>> {
  if (found.length === 0 && !more) return { outcome: 'NOTHING_HELD', facts: [] };
  const facts = chosenFacts
    .slice(0, subjectLimits.facts)
    .flatMap((each) => answerFactOf(each) ?? []);
  return {
    ...{ outcome: 'HELD', facts },
    ...((more || facts.length < found.length) && { withheld: true }),
    ...(restrictions !== undefined && { restrictions }),
  };
}
