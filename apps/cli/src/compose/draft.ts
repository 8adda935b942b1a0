import {
  copyExceptions,
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
import { object, oneOf, readContent, text, withMaybe, type Reader } from '../api/shape.js';
import { handling } from '../api/handling-view.js';
import { CliError } from '../errors.js';

/** File of an officer; everything else of a document follows from it, the session and the directory. */
export interface Draft<K extends DocumentKind = DocumentKind> {
  readonly kind: K;
  readonly purpose: Purpose;
  readonly handling: Handling;
  readonly body: Body<K>;
}
/** A document that opens a thread: a request, or information that nobody asked for. */
export interface OpeningDraft<K extends OpeningKind = OpeningKind> extends Draft<K> {
  readonly to: AuthorityAddress;
}

/**
 * Unassessed, not for a court without permission, and kept a year: the careful choice when nothing is said. A file goes whole with
 * what is kept the shortest, so a choice below the review at six months would let it go before anybody was asked.
 */
export const carefulHandling: Handling = {
  codes: ['H1'],
  evaluation: { source: 'X', information: '4' },
  restrictions: '',
  retentionMonths: 12,
};

/** Of what says nothing of anybody: no file goes the sooner for it. */
const bareHandling: Handling = { ...carefulHandling, retentionMonths: retentionBounds.most };

const address = object<AuthorityAddress>({ state: parseStateCode, authority: parseAuthorityId });

/** The members of a draft file: nothing beside them, so that a misspelt one is not silently lost. */
function members(value: unknown, allowed: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('expected an object');
  const stray = Object.keys(value).find((name) => !allowed.includes(name));
  if (stray !== undefined)
    throw new TypeError(`unknown member ${JSON.stringify(stray)}; allowed: ${allowed.join(', ')}`);
  return value as Readonly<Record<string, unknown>>;
}

const part = <T>(name: string, read: Reader<T>, value: unknown): T => {
  try {
    return read(value);
  } catch (error) {
    throw new TypeError(`${name}: ${(error as Error).message}`, { cause: error });
  }
};

const common = (bag: Readonly<Record<string, unknown>>) => ({
  purpose: part('purpose', oneOf(...deskPurposes), bag['purpose']),
  handling:
    bag['handling'] === undefined ? carefulHandling : part('handling', handling, bag['handling']),
});

/** Pure. `{to: {state, authority}, purpose, handling?, body}`. @throws CliError CLI_FILE_INVALID naming the member */
export const parseOpeningDraft = <K extends OpeningKind>(
  kind: K,
  file: string,
  content: string,
): OpeningDraft<K> =>
  readContent(file, content, (value) => {
    const bag = members(value, ['to', 'purpose', 'handling', 'body']);
    return {
      kind,
      to: part('to', address, bag['to']),
      ...common(bag),
      body: parseBody(kind, bag['body']),
    };
  });

export interface ForwardFile extends Pick<OpeningDraft<'forward'>, 'to' | 'purpose'> {
  /** Handling that the officer wants beside what the enclosed documents demand. */
  readonly handling: Handling | undefined;
  readonly text: Omit<Body<'forward'>, 'enclosed'>;
}

const copyException = object({ exception: oneOf(...copyExceptions), reason: text });

const forwardText = withMaybe(
  object<Omit<ForwardFile['text'], 'copyException'>>({
    subjectLine: text,
    language: text,
    ownReference: text,
    reason: text,
  }),
  {
    copyException: (value) => copyException(members(value, ['exception', 'reason'])),
  },
);

/** Pure. `{to, purpose, handling?, body}`, the body without what is enclosed. @throws CliError CLI_FILE_INVALID */
export const parseForwardDraft = (file: string, content: string): ForwardFile =>
  readContent(file, content, (value) => {
    const bag = members(value, ['to', 'purpose', 'handling', 'body']);
    const written = ['subjectLine', 'language', 'ownReference', 'reason', 'copyException'];
    members(bag['body'], written);
    return {
      to: part('to', address, bag['to']),
      purpose: part('purpose', oneOf(...deskPurposes), bag['purpose']),
      handling:
        bag['handling'] === undefined ? undefined : part('handling', handling, bag['handling']),
      text: part('body', forwardText, bag['body']),
    };
  });

/** Kinds that answer or follow; what opens a thread is another command. */
const followKinds = documentKinds.filter((kind) => !opensThread(kind));

/** Pure. `{kind, purpose, handling?, body}`. @throws CliError CLI_FILE_INVALID naming the member */
export const parseAnswerDraft = (file: string, content: string): Draft =>
  readContent(file, content, (value) => {
    const bag = members(value, ['kind', 'purpose', 'handling', 'body']);
    const kind = part('kind', oneOf(...followKinds), bag['kind']);
    return { kind, ...common(bag), body: parseBody(kind, bag['body']) };
  });

/** The same, of one kind. Pure. @throws CliError CLI_FILE_INVALID for another */
export function parseDraftOf(kind: DocumentKind, file: string, content: string): Draft {
  const draft = parseAnswerDraft(file, content);
  if (draft.kind !== kind)
    throw new CliError('CLI_FILE_INVALID', `${file}: kind: expected ${kind}`);
  return draft;
}

/**
 * The answer to a recall or correction; with a reason it cannot be complied with. `onward`: what those have said to whom it was
 * handed on. Pure.
 */
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

/** The usual withdrawal: it says only that it is one. Pure. */
export const plainWithdrawal = (purpose: Purpose): Draft => ({
  kind: 'withdrawal',
  purpose,
  handling: bareHandling,
  body: { reason: plainReason },
});

/** The stop-word; the danger may be said later. Pure. */
export const halt = (purpose: Purpose, danger: string): Draft => ({
  kind: 'halt',
  purpose,
  handling: bareHandling,
  body: { danger },
});

/** Says for this State that an operation may go on. Pure. */
export const resume = (purpose: Purpose, assurance: string): Draft => ({
  kind: 'resume',
  purpose,
  handling: bareHandling,
  body: parseBody('resume', { assurance }),
});

/** The acknowledgement of a request: it was seen and is being dealt with. Pure. */
export const acknowledgement = (purpose: Purpose, note: string, indirect = false): Draft => ({
  kind: 'acknowledgement',
  purpose,
  handling: bareHandling,
  body: { note, ...(indirect && { access: 'INDIRECT' as const }) },
});
