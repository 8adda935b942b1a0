import { eventKeysOf } from '#chains';
import { checkSignature, Fault } from '#custody';
import { leafHash } from '#tlog';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import type { ShownEvent } from '../reading/shown-event.js';
import { names } from '../container/layout.js';
import { checkChain } from './v05-chain.js';
import { checkDisclosures } from './v05-disclosures.js';
import { checkMessageLeaves } from './v05-message-leaves.js';

type Found = Findings<'V05'>;
type EventKeys = ReturnType<typeof eventKeysOf>;

const skewMs = 60_000;

type Signed = Pick<ShownEvent, 'read' | 'where' | 'index'>;

function checkEventSignature({ read, where, index }: Signed, keys: EventKeys, found: Found) {
  if (read === undefined) return;
  try {
    checkSignature(read, keys(read.service, read.emit), index);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { kind } = error;
    const isNamed = kind === 'EVENT_KEY' || kind === 'EVENT_SERVICE';
    found.add(isNamed ? kind : 'EVENT_SIGNATURE', where);
  }
}

function checkEach({ events, own, record }: Facts, found: Found): void {
  const keys = eventKeysOf(own.chain.directory);
  for (const event of events) {
    const { bytes, read, where } = event;
    if (bytes === undefined) continue;
    if (read === undefined) {
      found.add('LEAF_FORM', where);
      continue;
    }
    if (Buffer.from(leafHash(bytes)).toString('hex') !== event.leaf) found.add('LEAF_HASH', where);
    if (read.log !== record.log.origin) found.add('LEAF_LOG', where);
    if (own.isThere) checkEventSignature(event, keys, found);
  }
}

function checkHealth({ health, own, record }: Facts, found: Found): void {
  if (health === undefined) found.add('LEAF_FORM', names.health);
  const keys = eventKeysOf(own.chain.directory);
  for (const entry of health ?? []) {
    const { read, where } = entry;
    if (read === undefined) found.add('LEAF_FORM', where);
    else if (read.log !== record.log.origin) found.add('LEAF_LOG', where);
    if (own.isThere) checkEventSignature(entry, keys, found);
  }
}

function checkOrder({ events }: Facts, found: Found): void {
  const ids = new Set<string>();
  let newest = 0;
  for (const { read, where } of events) {
    if (read === undefined) continue;
    if (ids.has(read.id)) found.add('EVENT_TWICE', where);
    ids.add(read.id);
    if (newest - read.at > skewMs) found.add('TIME_BACK', where);
    newest = Math.max(newest, read.at);
  }
}

export function checkLeaves(facts: Facts, found: Found): void {
  checkEach(facts, found);
  checkHealth(facts, found);
  checkOrder(facts, found);
  checkChain(facts, found);
  checkDisclosures(facts, found);
  checkMessageLeaves(facts, found);
}
