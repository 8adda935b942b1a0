import { say } from '#language/console';
import { CliError } from '../errors.js';

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

// Without a degree sign, a blank or hyphen must separate degrees from minutes: 4306.5N is ambiguous.
const part = String.raw`\d{1,3}(?:\.\d{1,8})?`;
const body = String.raw`(${part})(?:(?:° ?|[ -])(${part})(?:(?:' ?|[ -])(${part})"?|')?|°)?`;
const lettersAfter = new RegExp(String.raw`^${body} ?([NSEW])[ ,;/]*${body} ?([NSEW])$`);
const lettersBefore = new RegExp(String.raw`^([NSEW]) ?${body}[ ,;/]*([NSEW]) ?${body}$`);
const signed = String.raw`([+-]?${part})°?`;
const signedPair = new RegExp(String.raw`^${signed}(?:[,;/]? |;|/)${signed}$`);
// Pair separated by a comma without a blank: the comma is no decimal one when both numbers have a point.
const signedByComma = /^([+-]?\d{1,3}\.\d{1,8})°?,([+-]?\d{1,3}\.\d{1,8})°?$/;

const wrong = (why: string): never => {
  throw new CliError('CLI_POSITION_INVALID', why);
};

const plain = (text: string): string =>
  text
    .trim()
    .toUpperCase()
    .replace(/[º˚]/gu, '°')
    .replace(/[′’‘´`]/gu, "'")
    .replace(/[″”“]|''/gu, '"')
    .replace(/[−–]/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/ ([°'"])/gu, '$1');

interface Angle {
  readonly degrees: number;
  readonly hemisphere?: string;
}

function angle(parts: readonly (string | undefined)[], hemisphere: string): Angle {
  const [degrees = '', minutes, seconds] = parts;
  const broken = [degrees, minutes].filter((each, i) => each?.includes('.') && parts[i + 1]);
  if (broken.length > 0) wrong(say('position.onlyLastNumberLatitude'));
  if (Number(minutes ?? 0) >= 60 || Number(seconds ?? 0) >= 60)
    wrong(say('position.minutesSecondsBelow'));
  const value = Number(degrees) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600;
  return { degrees: 'SW'.includes(hemisphere) ? -value : value, hemisphere };
}

function anglesIn(text: string): readonly [Angle, Angle] | undefined {
  // In forms with letters a comma between digits is a decimal comma.
  const lettered = text.replace(/(\d),(?=\d)/g, '$1.');
  const after = lettersAfter.exec(lettered);
  if (after !== null) {
    const [, ...found] = after;
    return [angle(found.slice(0, 3), found[3] ?? ''), angle(found.slice(4, 7), found[7] ?? '')];
  }
  const before = lettersBefore.exec(lettered);
  if (before !== null) {
    const [, ...found] = before;
    return [angle(found.slice(1, 4), found[0] ?? ''), angle(found.slice(5, 8), found[4] ?? '')];
  }
  const pair = signedPair.exec(text) ?? signedByComma.exec(text);
  return pair === null ? undefined : [{ degrees: Number(pair[1]) }, { degrees: Number(pair[2]) }];
}

/**
 * Parses a position, latitude first. Accepts two signed numbers, or degrees (minutes, seconds) with letters N, S, E, W. Pure.
 * @throws CliError CLI_POSITION_INVALID with the reason
 */
export function parsePosition(text: string): Position {
  const angles = anglesIn(plain(text));
  if (angles === undefined) return wrong(say('position.noneTheseForms'));
  const [first, second] = angles;
  const { hemisphere: northSouth = 'N' } = first;
  const { hemisphere: eastWest = 'E' } = second;
  if ('EW'.includes(northSouth) && 'NS'.includes(eastWest))
    wrong(say('position.longitudeStandsFirstLatitude'));
  if ('EW'.includes(northSouth) || 'NS'.includes(eastWest)) wrong(say('position.oneNumberOther'));
  const [latitude, longitude] = [first.degrees, second.degrees];
  if (Math.abs(latitude) > 90) wrong(say('position.latitudeComesFirstMore'));
  if (Math.abs(longitude) > 180) wrong(say('position.longitudeMoreDegrees'));
  return { latitude, longitude };
}

export const isMeantAsPosition = (text: string): boolean => !/\p{L}{2}/u.test(text);

function worded(value: number, [positive, negative]: readonly [string, string], digits: number) {
  // Rounded before the division, so that minutes never become 60.
  const hundredths = Math.round(Math.abs(value) * 6_000);
  const degrees = String(Math.floor(hundredths / 6_000)).padStart(digits, '0');
  const minutes = ((hundredths % 6_000) / 100).toFixed(2).padStart(5, '0');
  return `${degrees}° ${minutes}' ${value < 0 ? negative : positive}`;
}

/** Position in degrees and minutes, the form that rescue centres use: `43° 06.00' N, 015° 12.00' E`. Pure. */
export const positionWords = ({ latitude, longitude }: Position): string =>
  `${worded(latitude, ['N', 'S'], 2)}, ${worded(longitude, ['E', 'W'], 3)}`;
