import { dangerAnswers, dangerSituations } from '#capabilities/request-types/risk-to-life.type';
import { parseBody, type AuthorityAddress, type RequestBody } from '#kernel';
import { carefulHandling, type OpeningDraft } from './draft.js';
import { isMeantAsPosition, parsePosition, positionWords } from './position.js';

type YesNoUnknown = (typeof dangerAnswers)[number];

export interface Danger {
  readonly words: string;
  readonly where: string;
  readonly persons?: number;
  readonly children?: YesNoUnknown;
  readonly rescueInformed?: YesNoUnknown;
  readonly situation?: (typeof dangerSituations)[number];
  readonly reference?: string;
  readonly language?: string;
}

interface Place {
  readonly place: string;
  readonly isPosition: boolean;
}

/**
 * Turns typed text into a `Place`; a position becomes degrees and minutes. Pure. @throws CliError CLI_POSITION_INVALID if the
 * text looks like a position but is none
 */
export function placeIn(where: string): Place {
  const typed = where.trim().replace(/\s+/gu, ' ');
  if (!isMeantAsPosition(typed)) return { place: typed, isPosition: false };
  return { place: `${positionWords(parsePosition(typed))} (${typed})`, isPosition: true };
}

const subjectLength = 160;

function subjectLine(words: string): string {
  const line = Array.from(`Risk to life: ${words.replace(/\s+/gu, ' ')}`);
  return line.length <= subjectLength
    ? line.join('')
    : `${line.slice(0, subjectLength - 1).join('')}…`;
}

/**
 * Makes a complete request from a few facts about people in danger. Adds standard legal statements. Pure. @throws CliError
 * CLI_POSITION_INVALID; KernelError that names the invalid member
 */
export function lifeBody(danger: Danger, at: Date): RequestBody {
  const { persons, children = 'UNKNOWN', rescueInformed = 'UNKNOWN', language = 'en' } = danger;
  const words = danger.words.trim();
  const { place, isPosition } = placeIn(danger.where);
  const { situation = isPosition ? 'SEA' : 'OTHER' } = danger;
  // Day without time: a document signed elsewhere is composed twice and must stay equal.
  const { reference = `LIFE ${at.toISOString().slice(0, 10)}` } = danger;
  return parseBody('request', {
    requestType: 'RISK_TO_LIFE',
    subjectLine: subjectLine(words),
    language,
    ownReference: reference,
    urgent: true,
    urgencyGrounds: ['THREAT_LIFE_INTEGRITY'],
    urgencyReasons: 'People are in danger now.',
    informationRequested: words,
    facts: `People are in danger: ${words}`,
    underlyingOffence: 'No offence is known, and none is needed: people are in danger.',
    reasonsInformationAvailable: 'Your State may reach these people, or know who can.',
    necessityAndProportionality: 'It is asked to save lives, and for nothing else.',
    subjects: [],
    details: {
      situation,
      place,
      ...(persons !== undefined && { persons }),
      children,
      rescueInformed,
    },
  });
}

export const lifeDraft = (to: AuthorityAddress, body: RequestBody): OpeningDraft<'request'> => ({
  ...{ kind: 'request', to, purpose: 'SAFETY_OF_LIFE', handling: carefulHandling, body },
});
