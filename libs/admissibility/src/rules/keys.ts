import type { CaseFacts, MessageFact } from '../facts/case-facts.js';
import { type Flaw, type Ground, rule } from '../rule.js';
import { directoryFinding, findingsAt, isJudged, lastLeaf, leafOf } from './sight.js';

const directoryOf = ({ directories }: CaseFacts, { direction }: MessageFact): string =>
  directories[direction].file;

const ground = (facts: CaseFacts): Ground => {
  const last = facts.messages.at(-1);
  return last === undefined ? {} : { leaf: leafOf(last), file: directoryOf(facts, last) };
};

type CertifiedFlaw = Flaw<
  'DIRECTORY_INVALID' | 'DIRECTORY_OPEN' | 'KEY_UNCERTIFIED' | 'ENVELOPE_UNSIGNED' | 'NOT_JUDGED'
>;

function restsOn(facts: CaseFacts, message: MessageFact): readonly CertifiedFlaw[] {
  const finding = directoryFinding(facts, message.direction);
  const point = findingsAt(facts, 'V04', message, ['DIRECTORY_POINT'])[0];
  return [
    ...(finding === undefined
      ? []
      : [
          {
            code: finding.verdict === 'fail' ? 'DIRECTORY_INVALID' : 'DIRECTORY_OPEN',
            file: finding.where,
          } as const,
        ]),
    ...(point === undefined ? [] : [{ code: 'DIRECTORY_INVALID', file: point.where } as const]),
  ];
}

function certifiedFlaws(facts: CaseFacts, message: MessageFact): readonly CertifiedFlaw[] {
  const file = directoryOf(facts, message);
  const unsigned = findingsAt(facts, 'V04', message, ['ENVELOPE_SIGNATURE']);
  const isSeen = message.said !== null && directoryFinding(facts, message.direction) === undefined;
  const isUnknown = isSeen && message.mandate === null;
  return [
    ...restsOn(facts, message),
    ...unsigned.map(({ where }) => ({ code: 'ENVELOPE_UNSIGNED', file: where }) as const),
    ...(isUnknown ? [{ code: 'KEY_UNCERTIFIED', file, leaf: leafOf(message) } as const] : []),
    ...(isJudged(facts, message) ? [] : [{ code: 'NOT_JUDGED', leaf: leafOf(message) } as const]),
  ];
}

/**
 * Rule KEY-01: at the time of signing, the officer's key and the State's key were certified in a directory whose root the
 * reader knows.
 */
const key01 = rule(
  'KEY-01',
  ['DIRECTORY_INVALID', 'DIRECTORY_OPEN', 'KEY_UNCERTIFIED', 'ENVELOPE_UNSIGNED', 'NOT_JUDGED'],
  (facts) => ({
    flaws: facts.messages.flatMap((message) => certifiedFlaws(facts, message)),
    ground: ground(facts),
  }),
);

type OpenFlaw = Flaw<'DIRECTORY_OPEN' | 'NOT_JUDGED'>;

function unseen(facts: CaseFacts, message: MessageFact): readonly OpenFlaw[] {
  const finding = directoryFinding(facts, message.direction);
  const isSeen = isJudged(facts, message) && message.mandate !== null;
  return [
    ...(finding === undefined ? [] : [{ code: 'DIRECTORY_OPEN', file: finding.where } as const]),
    ...(isSeen ? [] : [{ code: 'NOT_JUDGED', leaf: leafOf(message) } as const]),
  ];
}

/**
 * True if the reader knows no directory version of a State that sent a message. The package may then lack the newest
 * directory entries.
 */
const isAsOfPackage = ({ messages, directories }: CaseFacts): boolean =>
  messages.some(({ direction }) => !directories[direction].isPointKnown);

const noteOf = (facts: CaseFacts): 'AS_OF_PACKAGE' | undefined =>
  isAsOfPackage(facts) ? 'AS_OF_PACKAGE' : undefined;

type RevokedFlaw = Flaw<'KEY_REVOKED' | 'DATED_BACK' | 'TIME_OPEN'>;

function revokedFlaws(facts: CaseFacts, message: MessageFact): readonly RevokedFlaw[] {
  const { ends, bracket } = message;
  const leaf = leafOf(message);
  const { found } = facts;
  const isRevoked =
    findingsAt(facts, 'V04', message, ['KEY_REVOKED']).length > 0 ||
    ends.some(({ at }) => bracket.until === null || at <= bracket.until);
  const isDatedBack = findingsAt(facts, 'V05', message, ['MESSAGE_TIME']).length > 0;
  const doubted = [...found.V07, ...found.V08, ...found.V09, ...found.V10][0];
  return [
    ...(isRevoked ? [{ code: 'KEY_REVOKED', leaf } as const] : []),
    ...(isDatedBack ? [{ code: 'DATED_BACK', leaf } as const] : []),
    ...(ends.length > 0 && doubted !== undefined
      ? [{ code: 'TIME_OPEN', file: doubted.where } as const]
      : []),
  ];
}

/**
 * Rule KEY-02: if a key that signed a message was suspended, revoked or ended, outside times prove that the message was made
 * before.
 */
const key02 = rule(
  'KEY-02',
  ['KEY_REVOKED', 'DATED_BACK', 'TIME_OPEN', 'DIRECTORY_OPEN', 'NOT_JUDGED', 'AS_OF_PACKAGE'],
  (facts) => ({
    flaws: facts.messages.flatMap((message) => [
      ...revokedFlaws(facts, message),
      ...unseen(facts, message),
    ]),
    ground: { leaf: lastLeaf(facts) },
    note: noteOf(facts),
  }),
);

/**
 * Rule KEY-03: no key that signed a message was suspended, revoked or ended, even later. A thief may have used the key before
 * its end.
 */
const key03 = rule(
  'KEY-03',
  ['KEY_REVOKED', 'END_UNEXPLAINED', 'DIRECTORY_OPEN', 'NOT_JUDGED', 'AS_OF_PACKAGE'],
  (facts) => ({
    flaws: facts.messages.flatMap((message) => {
      const { ends, bracket } = message;
      const leaf = leafOf(message);
      return [
        ...ends.map(({ at }) => {
          const isInside = bracket.until === null || at <= bracket.until;
          return { code: isInside ? 'KEY_REVOKED' : 'END_UNEXPLAINED', leaf } as const;
        }),
        ...unseen(facts, message),
      ];
    }),
    ground: { leaf: lastLeaf(facts) },
    note: noteOf(facts),
  }),
);

function isInOffice({ said, mandate, speakers }: MessageFact): boolean {
  if (said === null || mandate === null) return true;
  const { officer, authority, roles } = mandate;
  return (
    officer === said.from.officer &&
    authority === said.from.authority &&
    speakers.some((role) => roles.includes(role))
  );
}

/** Rule KEY-04: when signing, each signer was the stated officer of the stated authority, and had a suitable role. */
const key04 = rule('KEY-04', ['OFFICE_DIFFERS', 'DIRECTORY_OPEN', 'NOT_JUDGED'], (facts) => ({
  flaws: facts.messages.flatMap((message) => {
    const other = findingsAt(facts, 'V04', message, ['OFFICER_UNKNOWN']);
    const differs = other.length > 0 || !isInOffice(message);
    return [
      ...(differs
        ? [
            {
              code: 'OFFICE_DIFFERS',
              file: directoryOf(facts, message),
              leaf: leafOf(message),
            } as const,
          ]
        : []),
      ...unseen(facts, message),
    ];
  }),
  ground: ground(facts),
}));

export const keyRules = [key01, key02, key03, key04];
