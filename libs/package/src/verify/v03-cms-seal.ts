import { openSignature, rootOfChain, type TimedSeal } from '#cms';
import { sha256 } from '#wire';
import { names } from '../container/layout.js';
import type { Findings } from '../findings.js';
import type { Facts } from '../reading/facts.js';

const hour = 3_600_000;
const skew = 5 * 60_000;

function isInTime({ time }: TimedSeal, { record, tokens }: Facts): boolean {
  const gathered = Date.parse(record.gatheredAt);
  const stamped = tokens.package.stamp?.genTime.getTime() ?? Infinity;
  const last = Math.min(gathered + 24 * hour, stamped + skew);
  return time.getTime() >= gathered - skew && time.getTime() <= last;
}

function isByAuthority(sealed: TimedSeal, { record, tokens }: Facts): boolean {
  const { chain, time } = sealed;
  const [own] = chain;
  const root = rootOfChain(chain);
  if (own === undefined || root === undefined) return false;
  const stamped = tokens.package.stamp?.genTime;
  return (
    sha256(own) === record.cmsSeal?.certificate &&
    sha256(root) === record.cmsSeal.authority &&
    sealed.isChainGood(stamped === undefined ? [time] : [time, stamped])
  );
}

/**
 * True if the package has a time-stamp that is valid beyond `reader.at`. The time-stamp proves that the CMS seal was made
 * before the seal's certificate expired.
 */
const isCovered = ({ tokens, reader }: Facts): boolean =>
  (tokens.package.stamp?.until ?? new Date(0)) > reader.at;

function isRight(sealed: TimedSeal, facts: Facts): boolean {
  const content = facts.files.get(names.cmsManifest);
  const isOver = content === undefined || sealed.holds(content);
  return isOver && isByAuthority(sealed, facts) && isInTime(sealed, facts);
}

export function checkCmsSeal(facts: Facts, found: Findings<'V03'>): void {
  const { record, reader } = facts;
  const bytes = facts.files.get(names.cms);
  if (record.cmsSeal === null || bytes === undefined) return;
  const sealed = openSignature(bytes);
  if (sealed === undefined) {
    found.add('CMS_FORM', names.cms);
    return;
  }
  if (!isRight(sealed, facts)) found.add('CMS_INVALID', names.cms);
  if (!reader.roots.certifiers.has(record.cmsSeal.authority)) found.add('CA_UNKNOWN', names.cms);
  if (sealed.until <= reader.at && !isCovered(facts)) found.add('CMS_EXPIRED', names.cms);
}
