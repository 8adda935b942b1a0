import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { names } from '../container/layout.js';
import { countWithheld } from '../contents/package-index.js';

type Found = Findings<'V12'>;

function checkReceipts({ index, events }: Facts, found: Found): void {
  const held = new Set(index.receipts.map(({ logged }) => logged));
  const messages: ReadonlySet<unknown> = new Set(index.messages.map(({ message }) => message));
  for (const { read, said, where, index: at } of events)
    if (
      read?.typ === 'msg.receipt.logged' &&
      messages.has(said?.data['messageId']) &&
      !held.has(at)
    )
      found.add('RECEIPT_MISSING', where);
}

/** Adds a finding for each event whose message is missing from the index. Skips documents whose sending was abandoned. */
function checkMessages({ index, events }: Facts, found: Found): void {
  const kept = events.filter(({ read }) => read?.typ === 'msg.send.abandoned');
  const known: ReadonlySet<unknown> = new Set([
    ...index.messages.flatMap(({ message, document }) => [message, document]),
    ...kept.map(({ said }) => said?.data['document']),
  ]);
  const by: Readonly<Record<string, string>> = {
    'msg.signed': 'document',
    'item.decrypted': 'messageId',
  };
  for (const { read, said, where } of events) {
    const member = by[read?.typ ?? ''];
    if (member !== undefined && !known.has(said?.data[member])) found.add('MESSAGE_MISSING', where);
  }
}

function checkErasure({ events, index }: Facts, found: Found): void {
  const marks = [
    ...index.events.flatMap(({ withheld, values }) => [withheld, ...values]),
    ...index.messages.flatMap(({ withheld, attachments }) => [withheld, ...attachments]),
  ];
  const isShown = events.some(({ read, why }) => read?.typ === 'erasure.done' && why === 'CASE');
  if (marks.includes('ERASED') && !isShown) found.add('ERASURE_MISSING', names.index);
}

function checkCounts(facts: Facts, found: Found): void {
  const { events, index } = facts;
  const counted = countWithheld({ ...index, unnamed: index.withheld.unnamed });
  const differs = (['events', 'files', 'fields', 'unnamed'] as const).some(
    (name) => counted[name] !== index.withheld[name],
  );
  if (differs) found.add('COUNT_DIFFERS', names.index);
  const gathered = events.find(({ index: at }) => at === facts.record.gathered);
  const { unnamed } = index.withheld;
  if (gathered?.said !== undefined && gathered.said.data['unnamed'] !== unnamed)
    found.add('COUNT_DIFFERS', gathered.where);
}

export function checkWithheld(facts: Facts, found: Found): void {
  for (const name of facts.missing) found.add('FILE_MISSING', name);
  checkReceipts(facts, found);
  checkMessages(facts, found);
  checkErasure(facts, found);
  checkCounts(facts, found);
}
