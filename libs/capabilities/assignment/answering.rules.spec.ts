import { describe, expect, it } from '@jest/globals';
import { aDocumentId, aDocumentOf, anOfficer, at } from '../../../test/support/builders.js';
import { aThread, refusedBy } from '../../../test/support/case-facts.js';
import { documentKinds, followingKinds, type DocumentKind } from '#kernel';
import type { End, Item } from '#capabilities/capability';
import type { Session } from '#access';
import type { ThreadRecord } from '#threads';
import type { Since } from './assignment.rows.js';
import { answerKinds, claimedKinds, mostNewer, turnKinds } from './answering.model.js';
import { lastQuestionRules, readingRules, turnRules } from './answering.rules.js';

const ana = anOfficer('ana');
const ben = anOfficer('ben');
const ends: readonly End[] = ['INTAKE', 'SEALING', 'FILING'];
const others = ends.filter((end) => end !== 'INTAKE');

const itemOf = (kind: DocumentKind, thread: Partial<ThreadRecord>, given: Item['given']): Item => ({
  document: aDocumentOf(kind),
  thread: aThread({ side: 'ASKED', holder: ana, ...thread }),
  ...{ direction: 'OUT', at: at(), session: { officer: ana } as Session },
  ...(given !== undefined && { given }),
});
const nothing: Since = { thread: aThread().id, newest: [], overtaken: false };
const two = [aDocumentId('later'), aDocumentId('earlier')];
const turn = (
  kind: DocumentKind,
  thread: Partial<ThreadRecord> = {},
  since: Partial<Since> | null = {},
  end: End = 'INTAKE',
): string => {
  const item = itemOf(kind, thread, { seen: aDocumentId('seen') });
  const read = since === null ? [] : ([[item.document.id, { ...nothing, ...since }]] as const);
  return refusedBy(
    turnRules.filter(({ kinds }) => kinds?.includes(kind) !== false),
    item,
    { since: new Map(read) },
    end,
  );
};

describe('whose turn it is', () => {
  it.each(turnKinds)('the holder says it: %s', (kind) => {
    expect(turn(kind)).toBe('passes');
    const isFree = !claimedKinds.includes(kind);
    expect(turn(kind, { holder: null }, null)).toBe(isFree ? 'NOT_FOUND seen' : 'NOT_HOLDER');
    expect(turn(kind, { holder: ben })).toBe(isFree ? 'passes' : 'ALREADY_CLAIMED nothing newer');
  });

  it('of a request that ended while nobody had it is told as what it is: not to be claimed', () => {
    for (const state of ['WITHDRAWN', 'CLOSED'] as const)
      expect(turn('response', { holder: null, state }, null)).toBe(
        `TRANSITION_NOT_ALLOWED claim while ${state}`,
      );
  });

  it('is asked of what a State says of a request that it was asked, and of no ask about safety or a recall', () => {
    const free: readonly DocumentKind[] = [
      ...['acknowledgement', 'recall', 'correction', 'recall-answer'],
      ...['forward-consent-request', 'forward-consent', 'halt', 'resume', 'risk-assessment'],
    ] as const;
    expect(free.filter((kind) => turnKinds.includes(kind))).toEqual([]);
    expect(documentKinds.filter((kind) => turnKinds.includes(kind)).length).toBeGreaterThan(5);
    for (const kind of turnKinds)
      for (const holder of [null, ben])
        expect(turn(kind, { side: 'ASKING', holder }, null)).toBe('passes');
  });

  it.each(answerKinds)('over no answer of a colleague: %s', (kind) => {
    const late = { newest: two, overtaken: true };
    const newer = `newer: ${[...two].reverse().join(', ')}`;
    expect(turn(kind, {}, late)).toBe(`ANSWERED_MEANWHILE ${newer}`);
    expect(turn(kind, {}, { ...late, overtaken: false })).toBe('passes');
    const isFree = !claimedKinds.includes(kind);
    expect(turn(kind, { holder: ben }, late)).toBe(
      `${isFree ? 'ANSWERED_MEANWHILE' : 'ALREADY_CLAIMED'} ${newer}`,
    );
    for (const end of others) expect(turn(kind, { holder: ben }, late, end)).toBe('passes');
  });

  it('names the last documents, and says that there are more', () => {
    const newest = Array.from({ length: mostNewer + 1 }, (_, i) => aDocumentId(`later ${i}`));
    const named = newest.slice(0, mostNewer).reverse();
    expect(turn('response', { holder: ben }, { newest })).toBe(
      `ALREADY_CLAIMED newer: ${named.join(', ')}, others before`,
    );
  });

  it('refuses a document seen elsewhere before it names any, but first says that nobody has it', () => {
    for (const thread of [null, aThread({}, 'two').id, aThread({ id: aThread({}, 'two').id }).id]) {
      const elsewhere = { thread, newest: two, overtaken: true };
      for (const holder of [ana, ben])
        expect(turn('response', { holder }, elsewhere)).toBe('NOT_FOUND seen');
      expect(turn('response', { holder: null }, elsewhere)).toBe('NOT_HOLDER');
    }
    expect(turn('response', {}, null)).toBe('NOT_FOUND seen');
  });
});

describe('who may speak', () => {
  const may = (thread: Partial<ThreadRecord>, end: End): string =>
    refusedBy(readingRules, itemOf('response', thread, undefined), undefined, end);

  it('whoever reads the thread; of another it is told whether somebody has it, and nothing more', () => {
    expect(may({ onRoster: true, holder: ben }, 'INTAKE')).toBe('passes');
    const off = { onRoster: false };
    expect(may({ ...off, holder: ben }, 'INTAKE')).toBe(
      'ALREADY_CLAIMED and you are not on its roster',
    );
    expect(may({ ...off, holder: null }, 'INTAKE')).toBe('NOT_ON_ROSTER');
    for (const end of others) expect(may({ ...off, holder: ben }, end)).toBe('passes');
  });

  it('is asked of all that is said in a thread that is there', () => {
    expect(readingRules.flatMap(({ kinds }) => kinds)).toEqual([...followingKinds]);
  });
});

describe('a clarification', () => {
  it.each(ends)('at %s answers the question that was asked last', (end) => {
    const item = itemOf('clarification', {}, undefined);
    const { inReplyTo } = item.document;
    if (inReplyTo === null) throw new Error('it answers nothing');
    const judged = (last: readonly [Item['thread']['id'], typeof inReplyTo][]): string =>
      refusedBy(lastQuestionRules, item, { last: new Map(last) }, end);
    const refused = end === 'SEALING' ? 'passes' : 'PARENT_MISMATCH inReplyTo';
    expect(judged([[item.thread.id, inReplyTo]])).toBe('passes');
    expect(judged([[item.thread.id, aDocumentId('a later one')]])).toBe(refused);
    expect(judged([])).toBe(refused);
  });
});
