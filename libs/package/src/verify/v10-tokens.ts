import { sha256 } from '#wire';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import type { ShownEvent } from '../reading/shown-event.js';
import { names } from '../container/layout.js';
import type { OpenedToken } from '../reading/tokens.js';

type Found = Findings<'V10'>;

const hour = 3_600_000;
const skew = 5 * 60_000;

function checkToken({ where, stamp, isOpen }: OpenedToken, { reader }: Facts, found: Found): void {
  if (stamp === undefined) {
    if (!isOpen) found.add('TOKEN_INVALID', where);
    return;
  }
  if (stamp.earliest > reader.at) found.add('TOKEN_FUTURE', where);
  const authority = stamp.chain.at(-1);
  const known: ReadonlySet<string> = reader.roots.authorities;
  if (authority === undefined || !known.has(sha256(authority))) found.add('TSA_UNKNOWN', where);
  if (stamp.until <= reader.at) found.add('TOKEN_EXPIRED', where);
}

function checkPackage(facts: Facts, found: Found): void {
  const token = facts.tokens.package;
  if (token.stamp !== undefined && !token.isFormed) found.add('TOKEN_FORM', names.token);
  checkToken(token, facts, found);
  if (token.stamp === undefined) return;
  const after = token.stamp.genTime.getTime() - Date.parse(facts.record.gatheredAt);
  if (after < -skew || after > 24 * hour) found.add('GATHERING_STALE', names.token);
}

function namesToken(event: ShownEvent | undefined, bytes: Uint8Array, size: number): boolean {
  if (event === undefined) return false;
  if (event.read === undefined) return true;
  const { tokenSha256, size: stamped } = event.said?.data ?? {};
  return event.read.typ === 'tsa.stamped' && tokenSha256 === sha256(bytes) && stamped === size;
}

function checkStamped({ events, index, tokens }: Facts, found: Found): void {
  for (const [i, { bytes, size, where }] of tokens.log.entries()) {
    const stamped = index.tokens[i]?.stamped ?? null;
    if (stamped === null || bytes === undefined) continue;
    const event = events.find(({ index: at }) => at === stamped);
    if (!namesToken(event, bytes, size)) found.add('TOKEN_LEAF', where);
  }
}

export function checkTokens(facts: Facts, found: Found): void {
  for (const where of facts.tokens.malformed) found.add('CERTIFICATE_FORM', where);
  checkPackage(facts, found);
  for (const token of facts.tokens.log) checkToken(token, facts, found);
  checkStamped(facts, found);
}
