import { describe, expect, it } from '@jest/globals';
import {
  aDocumentOf,
  aFingerprint,
  anAuthority,
  anOfficer,
  at,
  bodyOf,
} from '../../../test/support/builders.js';
import { aThread } from '../../../test/support/case-facts.js';
import { documentKinds, type Document, type DocumentKind } from '#kernel';
import type { Item } from '#capabilities/capability';
import type { Session } from '#access';
import { encodeDocument } from '#wire';
import type { CopyFacts } from './copies.facts.js';
import { decideCopy, enclosedException } from './copies.rules.js';
import type { CopyRecords } from './copies.rows.js';
import { copiedKinds, isCopied } from './copying.model.js';

const point = anAuthority('contact-point');
const thread = aThread();
const copyException = { exception: 'SAFETY_OF_PERSON', reason: 'A source would be known.' };
type Known = readonly (readonly [
  Parameters<CopyRecords['get']>[0],
  NonNullable<ReturnType<CopyRecords['get']>>,
])[];
const ends: Readonly<Record<'INTAKE' | 'FILING', Partial<Item>>> = {
  INTAKE: {
    direction: 'OUT',
    session: { officer: anOfficer(), roles: ['LIAISON_OFFICER'] } as unknown as Session,
  },
  FILING: { direction: 'IN' },
};
type End = keyof typeof ends;
const both: readonly End[] = ['INTAKE', 'FILING'];

const decide = (
  document: Document,
  end: End,
  known: Known = [],
  facts: Partial<CopyFacts> = {},
) => {
  const item: Item = { document, thread, direction: 'OUT', at: at(), ...ends[end] };
  return decideCopy(item, { copies: new Map(known), contactPoint: point, ...facts });
};
const keeping = (document: Document<'request'>): Document => {
  const { body } = document;
  return { ...document, body: { ...body, copyException } as typeof body };
};
const request = aDocumentOf('request');
const documentOf = (kind: DocumentKind): Document =>
  kind === 'forward' ? forwarding([request]) : aDocumentOf(kind);

function forwarding(documents: readonly Document[], consent?: Document): Document<'forward'> {
  const signed = (document: Document) => ({
    document: Buffer.from(encodeDocument(document)).toString('base64'),
    ...{ signature: 'AA==', certificate: 'AA==' },
  });
  const directory = bodyOf.forward().enclosed.flatMap((each) => each.directory);
  const enclosed = documents.map((document) => ({
    ...signed(document),
    ...(consent !== undefined && { consent: signed(consent) }),
    ...{ root: aFingerprint('root'), directory },
  }));
  const forward = aDocumentOf('forward');
  return {
    ...forward,
    body: { ...bodyOf.forward(), enclosed },
  };
}

describe.each(both)('what the contact point is shown at %s', (end) => {
  it.each(documentKinds)('%s', (kind) => {
    const document = documentOf(kind);
    const shown = { to: point, byRelease: false };
    const item = kind === 'correction' ? aDocumentOf('correction').body.item : thread.id;
    const { effect, drafts } = decide(document, end, [[item, shown]]);
    if (!isCopied(document)) {
      expect([effect, drafts]).toEqual([undefined, []]);
      return;
    }
    expect(effect).toEqual({ thread, document, ...shown });
    expect(drafts).toMatchObject([
      { typ: 'case.copied', data: { side: 'ASKING', document: document.id, ...shown } },
    ]);
    expect('actor' in (drafts[0] ?? {})).toBe(end === 'INTAKE');
  });

  it('is nothing where there is no contact point, or it has the thread itself', () => {
    for (const kind of copiedKinds) {
      expect(decide(documentOf(kind), end, [], { contactPoint: undefined }).drafts).toEqual([]);
      const own = decide(documentOf(kind), end, [], { contactPoint: thread.authority });
      expect(own).toEqual({ drafts: [] });
    }
  });

  it('is that something is kept from it, and the log discloses why', () => {
    const document = keeping(request);
    const { effect, drafts } = decide(document, end);
    expect(effect).toEqual({ thread, document, to: null, byRelease: false });
    const disclose = [{ name: 'exception', value: 'SAFETY_OF_PERSON' }];
    expect(drafts).toMatchObject([{ typ: 'case.copy.withheld', disclose }]);
  });

  it('is nothing of the answers to what is kept from it, and a correction goes where its item went', () => {
    const kept = [[thread.id, { to: null, byRelease: false }]] as const;
    for (const kind of ['response', 'clarification'] as const)
      expect(decide(aDocumentOf(kind), end, kept)).toEqual({ drafts: [] });
    const correction = aDocumentOf('correction');
    const former = anAuthority('former-point');
    const { item } = correction.body;
    expect(
      decide(correction, end, [[item, { to: former, byRelease: false }]]).effect,
    ).toMatchObject({ to: former });
    for (const known of [[], [[item, { to: null, byRelease: false }]], kept] as const)
      expect(decide(correction, end, known)).toEqual({ drafts: [] });
  });

  it('is that it is there, of what came by a release and of what follows it', () => {
    const consent = aDocumentOf('forward-consent');
    expect(decide(forwarding([request], consent), end).effect).toMatchObject({ byRelease: true });
    expect(decide(forwarding([request]), end).effect).toMatchObject({ byRelease: false });
    const opener = [[thread.id, { to: point, byRelease: true }]] as const;
    expect(decide(aDocumentOf('response'), end, opener).effect).toMatchObject({ byRelease: true });
  });

  it('is kept from it where it is handed on, however deep', () => {
    const within = forwarding([request, keeping(request)]);
    expect(enclosedException(within)).toEqual(copyException);
    const forward = forwarding([within]);
    expect(decide(forward, end).effect).toMatchObject({ to: null });
    expect(enclosedException(forwarding([request]))).toBeUndefined();
    expect(enclosedException(keeping(request))).toBeUndefined();
  });
});
