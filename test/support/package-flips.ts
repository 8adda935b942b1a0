import { names, readZip } from '#package';

/** Bytes of a member in its container. */
interface Place {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

/** A bit of a package, and what must be said of it once it is flipped (proto/package.md, section 6). */
export interface Flip {
  readonly bit: number;
  readonly check: 'V01' | 'V02';
  /** File that must be named; null where it may be an offset. */
  readonly where: string | null;
}

/** First failing check of a report. */
interface Found {
  readonly check: string;
  readonly where: string | null;
}

export const isExpected = ({ check, where }: Flip, found: Found | undefined): boolean =>
  found?.check === check && (where === null || found.where === where);

/** Bits of a package: half of them anywhere, half in each file alike, since a token is small beside a directory. */
export function flipsOf(whole: Buffer, count: number, random: (below: number) => number): Flip[] {
  const places: Place[] = readZip(whole).map(({ name, content }) => {
    const begin = content.byteOffset - whole.byteOffset;
    return { name, begin, end: begin + content.length };
  });
  return Array.from({ length: count }, (_, i) => {
    const place = places[random(places.length)];
    const inside = i % 2 === 0 && place !== undefined && place.end > place.begin;
    const at = inside ? place.begin + random(place.end - place.begin) : random(whole.length);
    const bit = at * 8 + random(8);
    const hit = places.find(({ begin, end }) => at >= begin && at < end);
    return hit === undefined || hit.name === names.mimetype
      ? { bit, check: 'V01', where: null }
      : { bit, check: 'V02', where: hit.name };
  });
}
