import { CliError } from '../errors.js';

/** Degrees; south and west are negative. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

// Apart from a degree sign a blank or a hyphen must stand between degrees and minutes: 4306.5N could be read in two ways.
const part = String.raw`\d{1,3}(?:\.\d{1,8})?`;
const body = String.raw`(${part})(?:(?:° ?|[ -])(${part})(?:(?:' ?|[ -])(${part})"?|')?|°)?`;
const lettersAfter = new RegExp(String.raw`^${body} ?([NSEW])[ ,;/]*${body} ?([NSEW])$`);
const lettersBefore = new RegExp(String.raw`^([NSEW]) ?${body}[ ,;/]*([NSEW]) ?${body}$`);
const signed = String.raw`([+-]?${part})°?`;
const signedPair = new RegExp(String.raw`^${signed}(?:[,;/]? |;|/)${signed}$`);
/** Without a blank, a comma could be a decimal one: it is none where both numbers have a point. */
const signedByComma = /^([+-]?\d{1,3}\.\d{1,8})°?,([+-]?\d{1,3}\.\d{1,8})°?$/;

const wrong = (why: string): never => {
  throw new CliError('CLI_POSITION_INVALID', why);
};

/** The same signs, whichever keyboard or map they come from. */
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
  /** A letter or, of a signed number, nothing. */
  readonly hemisphere?: string;
}

/** @throws CliError CLI_POSITION_INVALID */
function angle(parts: readonly (string | undefined)[], hemisphere: string): Angle {
  const [degrees = '', minutes, seconds] = parts;
  const broken = [degrees, minutes].filter((each, i) => each?.includes('.') && parts[i + 1]);
  if (broken.length > 0) wrong('only the last number of a latitude or longitude has decimals');
  if (Number(minutes ?? 0) >= 60 || Number(seconds ?? 0) >= 60)
    wrong('minutes and seconds are below 60');
  const value = Number(degrees) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600;
  return { degrees: 'SW'.includes(hemisphere) ? -value : value, hemisphere };
}

function anglesIn(text: string): readonly [Angle, Angle] | undefined {
  // Between digits of a form with letters a comma is a decimal one.
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
 * A position as people read it out or copy it: decimal degrees, degrees and minutes, or degrees, minutes and seconds, each with
 * N, S, E or W before or after; or two signed numbers. Latitude comes first. Pure.
 * @throws CliError CLI_POSITION_INVALID saying what is wrong
 */
export function parsePosition(text: string): Position {
  const angles = anglesIn(plain(text));
  if (angles === undefined) return wrong('it has none of these forms');
  const [first, second] = angles;
  const { hemisphere: northSouth = 'N' } = first;
  const { hemisphere: eastWest = 'E' } = second;
  if ('EW'.includes(northSouth) && 'NS'.includes(eastWest))
    wrong('the longitude stands first; latitude comes first');
  if ('EW'.includes(northSouth) || 'NS'.includes(eastWest))
    wrong('one number is N or S, the other E or W');
  const [latitude, longitude] = [first.degrees, second.degrees];
  if (Math.abs(latitude) > 90) wrong('the latitude, which comes first, is more than 90 degrees');
  if (Math.abs(longitude) > 180) wrong('the longitude is more than 180 degrees');
  return { latitude, longitude };
}

/** Whether a text is meant as a position: a place in words has a word. Pure. */
export const isMeantAsPosition = (text: string): boolean => !/\p{L}{2}/u.test(text);

function worded(value: number, [positive, negative]: readonly [string, string], digits: number) {
  // Rounded before it is divided: no minute becomes 60.
  const hundredths = Math.round(Math.abs(value) * 6_000);
  const degrees = String(Math.floor(hundredths / 6_000)).padStart(digits, '0');
  const minutes = ((hundredths % 6_000) / 100).toFixed(2).padStart(5, '0');
  return `${degrees}° ${minutes}' ${value < 0 ? negative : positive}`;
}

/** Degrees and minutes, as rescue coordination reads them out: `43° 06.00' N, 015° 12.00' E`. Pure. */
export const positionWords = ({ latitude, longitude }: Position): string =>
  `${worded(latitude, ['N', 'S'], 2)}, ${worded(longitude, ['E', 'W'], 3)}`;
