import { phrase } from '../phrase.js';
import type { Handling } from './document.js';
import { KernelError } from '../errors.js';
import {
  classifications,
  handlingCodes,
  informationCodes,
  sourceCodes,
  trafficLights,
  type Classification,
  type HandlingCode,
} from '../lists.js';
import { closed, oneOf, someOf, text, whole } from '../schema.js';

const mostWords = 2000;

export const handlingSchema = closed(
  {
    codes: someOf(handlingCodes, 1),
    evaluation: closed({ source: oneOf(sourceCodes), information: oneOf(informationCodes) }),
    restrictions: text(mostWords, 0),
    retentionMonths: whole(1, 60),
    tlp: oneOf(trafficLights),
    classification: oneOf(classifications),
  },
  ['tlp', 'classification'],
);

export function assertWords({ codes, restrictions }: Handling): void {
  if (codes.includes('H3') && restrictions === '')
    throw new KernelError(
      'DOCUMENT_INVALID',
      phrase`/handling/restrictions must say what H3 restricts`,
    );
}

const between = '\n---\n';
const wordsOf = ({ restrictions }: Handling): readonly string[] =>
  restrictions.split(between).filter((words) => words !== '');

const rank = <T>(scale: readonly T[], value: T | undefined): number =>
  value === undefined ? -1 : scale.indexOf(value);
const later = <T>(scale: readonly T[], a: T | undefined, b: T | undefined): T | undefined =>
  rank(scale, a) >= rank(scale, b) ? a : b;

function stricter(a: Handling, b: Handling): Handling {
  const tlp = later(trafficLights, a.tlp, b.tlp);
  const classification = later(classifications, a.classification, b.classification);
  const codes = handlingCodes.filter((code) => a.codes.includes(code) || b.codes.includes(code));
  return {
    codes,
    evaluation: {
      source: later(sourceCodes, a.evaluation.source, b.evaluation.source) ?? 'X',
      information:
        later(informationCodes, a.evaluation.information, b.evaluation.information) ?? '4',
    },
    restrictions: [...new Set([...wordsOf(a), ...wordsOf(b)])].sort().join(between),
    retentionMonths: Math.min(a.retentionMonths, b.retentionMonths),
    ...(tlp !== undefined && { tlp }),
    ...(classification !== undefined && { classification }),
  };
}

/**
 * Combines handlings: all codes and restrictions, fewest months, strictest TLP and classification, least reliable evaluation.
 * Argument order does not matter.
 */
export const strictest = (first: Handling, ...others: readonly Handling[]): Handling =>
  [first, ...others].reduce(stricter, first);

export function looserMember(least: Handling, handling: Handling): keyof Handling | undefined {
  if (least.codes.some((code) => code !== 'H0' && !handling.codes.includes(code))) return 'codes';
  const words = wordsOf(handling);
  if (wordsOf(least).some((each) => !words.includes(each))) return 'restrictions';
  if (handling.retentionMonths > least.retentionMonths) return 'retentionMonths';
  if (rank(trafficLights, handling.tlp) < rank(trafficLights, least.tlp)) return 'tlp';
  if (rank(classifications, handling.classification) < rank(classifications, least.classification))
    return 'classification';
  const { source, information } = least.evaluation;
  const claims =
    rank(sourceCodes, handling.evaluation.source) < rank(sourceCodes, source) ||
    rank(informationCodes, handling.evaluation.information) < rank(informationCodes, information);
  return claims ? 'evaluation' : undefined;
}

const bindingCode: HandlingCode = 'H2';
const freeLights: readonly Handling['tlp'][] = [undefined, 'CLEAR', 'GREEN'];

export const needsRelease = ({ codes, tlp }: Pick<Handling, 'codes' | 'tlp'>): boolean =>
  codes.includes(bindingCode) || !freeLights.includes(tlp);

/** True if code H2 or TLP RED forbids export without the originator's consent; otherwise false. */
export const staysInside = ({ codes, tlp }: Pick<Handling, 'codes' | 'tlp'>): boolean =>
  codes.includes(bindingCode) || tlp === 'RED';

/**
 * Refuses a classification above the gateway's ceiling; a document without a mark counts as UNCLASSIFIED. @throws KernelError
 * CLASSIFICATION_ABOVE_CEILING
 */
export function assertBelow(
  { classification }: Pick<Handling, 'classification'>,
  ceiling: Classification,
): void {
  if (rank(classifications, classification) > rank(classifications, ceiling))
    throw new KernelError('CLASSIFICATION_ABOVE_CEILING', phrase`at most ${ceiling}`);
}
