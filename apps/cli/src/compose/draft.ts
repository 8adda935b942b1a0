import {
  documentKinds,
  opensThread,
  parseAuthorityId,
  parseBody,
  parseStateCode,
  deskPurposes,
  type AuthorityAddress,
  type Body,
  type DocumentKind,
  type Handling,
  type OpeningKind,
  type Purpose,
} from '#kernel';
import { plainReason } from '#capabilities/suspensions/suspensions.model';
import { retentionBounds } from '#capabilities/retention/retention.schema';
import { say } from '#language/console';
import { object, readContent, type Reader } from '../api/shape.js';
import { handling } from '../api/handling-view.js';
import { CliError } from '../errors.js';
import { allParts, bodyFlaws, bodyIn, listed, notAllowed, unknownMember } from './forms/flaws.js';
import { messageOf } from '../print/message-of.js';

export interface Draft<K extends DocumentKind = DocumentKind> {
  readonly kind: K;
  readonly purpose: Purpose;
  readonly handling: Handling;
  readonly body: Body<K>;
}
export interface OpeningDraft<K extends OpeningKind = OpeningKind> extends Draft<K> {
  readonly to: AuthorityAddress;
}

/** Default handling: not evaluated, no use as evidence without permission, kept for twelve months. */
export const carefulHandling: Handling = {
  codes: ['H1'],
  evaluation: { source: 'X', information: '4' },
  restrictions: '',
  retentionMonths: 12,
};

// Handling of documents without personal data, which must not shorten a file's retention.
const bareHandling: Handling = { ...carefulHandling, retentionMonths: retentionBounds.most };

const address = object<AuthorityAddress>({ state: parseStateCode, authority: parseAuthorityId });

type Bag = Readonly<Record<string, unknown>>;

function bagOf(value: unknown): Bag {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(say('composeDraft.expectedObject'));
  return value as Bag;
}

// A misspelt member must not be lost silently.
const strays = (bag: Bag, allowed: readonly string[]): string[] =>
  Object.keys(bag)
    .filter((name) => !allowed.includes(name))
    .map((name) => unknownMember(name, allowed));

const part = <T>(name: string, read: Reader<T>, value: unknown): T => {
  try {
    return read(value);
  } catch (error) {
    throw new TypeError(say('program.named', { name, text: messageOf(error) }), {
      cause: error,
    });
  }
};

function given(bag: Bag): unknown {
  const { purpose } = bag;
  if (purpose === undefined)
    throw new TypeError(say('composeDraft.purposeMissing', { purposes: deskPurposes.join(', ') }));
  return purpose;
}

const common = (bag: Bag) => ({
  purpose: () => part('purpose', choiceOf(deskPurposes), given(bag)),
  handling: () =>
    bag['handling'] === undefined ? carefulHandling : part('handling', handling, bag['handling']),
});

const choiceOf =
  <const T extends string>(allowed: readonly T[]) =>
  (value: unknown): T => {
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw new TypeError(notAllowed(value, allowed));
    return found;
  };

/**
 * Parses a draft `{to: {state, authority}, purpose, handling?, body}`. Pure. @throws CliError CLI_FILE_INVALID with a line
 * for each flaw
 */
export const parseOpeningDraft = <K extends OpeningKind>(
  kind: K,
  file: string,
  content: string,
): OpeningDraft<K> =>
  readContent(file, content, (value) => {
    const bag = bagOf(value);
    return {
      kind,
      ...allParts(
        {
          to: () => part('to', address, bag['to']),
          ...common(bag),
          body: () => bodyIn(kind, bag['body']),
        },
        strays(bag, ['to', 'purpose', 'handling', 'body']),
      ),
    };
  });

export interface ForwardFile extends Pick<OpeningDraft<'forward'>, 'to' | 'purpose'> {
  readonly handling: Handling | undefined;
  readonly text: Omit<Body<'forward'>, 'enclosed'>;
}

const writtenMembers = ['subjectLine', 'language', 'ownReference', 'reason', 'copyException'];

function forwardText(value: unknown): ForwardFile['text'] {
  const body = part('body', bagOf, value);
  // What is enclosed is not written, so it is not missed here.
  const known = Object.entries(body).filter(([name]) => writtenMembers.includes(name));
  const flaws = [
    ...strays(body, writtenMembers),
    ...bodyFlaws('forward', Object.fromEntries(known), '/enclosed '),
  ];
  if (flaws.length > 0) throw new TypeError(listed(flaws));
  return body as unknown as ForwardFile['text'];
}

/**
 * Parses a draft `{to, purpose, handling?, body}` of a forward. The body must not contain `enclosed`. Pure. @throws CliError
 * CLI_FILE_INVALID with a line for each flaw
 */
export const parseForwardDraft = (file: string, content: string): ForwardFile =>
  readContent(file, content, (value) => {
    const bag = bagOf(value);
    return allParts(
      {
        to: () => part('to', address, bag['to']),
        purpose: () => part('purpose', choiceOf(deskPurposes), bag['purpose']),
        handling: () =>
          bag['handling'] === undefined ? undefined : part('handling', handling, bag['handling']),
        text: () => forwardText(bag['body']),
      },
      strays(bag, ['to', 'purpose', 'handling', 'body']),
    );
  });

const followKinds = documentKinds.filter((kind) => !opensThread(kind));

/**
 * Parses a draft `{kind, purpose, handling?, body}` of an answer. Pure. @throws CliError CLI_FILE_INVALID that names the
 * flaws
 */
export const parseAnswerDraft = (file: string, content: string): Draft =>
  readContent(file, content, (value) => {
    const bag = bagOf(value);
    const kind = part('kind', choiceOf(followKinds), bag['kind']);
    return {
      kind,
      ...allParts(
        { ...common(bag), body: () => bodyIn(kind, bag['body']) },
        strays(bag, ['kind', 'purpose', 'handling', 'body']),
      ),
    };
  });

export function parseDraftOf(kind: DocumentKind, file: string, content: string): Draft {
  const draft = parseAnswerDraft(file, content);
  if (draft.kind !== kind)
    throw new CliError('CLI_FILE_INVALID', say('composeDraft.kindExpected', { file, kind }));
  return draft;
}

/** Drafts the answer to a recall or correction: CANNOT with a `reason`, otherwise COMPLIED. Pure. */
export const recallAnswer = (
  purpose: Purpose,
  onward: NonNullable<Body<'recall-answer'>['onward']>,
  reason?: string,
): Draft<'recall-answer'> => ({
  kind: 'recall-answer',
  purpose,
  handling: bareHandling,
  body: parseBody('recall-answer', {
    outcome: reason === undefined ? 'COMPLIED' : 'CANNOT',
    reason: reason ?? '',
    ...(onward.length > 0 && { onward }),
  }),
});

export const plainWithdrawal = (purpose: Purpose): Draft => ({
  kind: 'withdrawal',
  purpose,
  handling: bareHandling,
  body: { reason: plainReason },
});

export const halt = (purpose: Purpose, danger: string): Draft => ({
  kind: 'halt',
  purpose,
  handling: bareHandling,
  body: { danger },
});

export const resume = (purpose: Purpose, assurance: string): Draft => ({
  kind: 'resume',
  purpose,
  handling: bareHandling,
  body: parseBody('resume', { assurance }),
});

export const acknowledgement = (purpose: Purpose, note: string, indirect = false): Draft => ({
  kind: 'acknowledgement',
  purpose,
  handling: bareHandling,
  body: { note, ...(indirect && { access: 'INDIRECT' as const }) },
});
