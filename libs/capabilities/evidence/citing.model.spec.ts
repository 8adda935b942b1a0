import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocumentId,
  aDocumentOf,
  aFormalText,
  aHash,
  anAuthority,
  anEvidenceItem,
  anOfficer,
  aState,
  aThreadId,
  at,
  bodyOf,
  days,
  someProceedings,
} from '../../../test/support/builders.js';
import {
  type Document,
  documentKinds,
  kinds,
  type Body,
  parseBody,
  parseDocument,
  restsOn,
  mayReplyTo,
} from '#kernel';
import {
  evidentialUse,
  makesEvidential,
  unaskedMember,
  useFlaws,
  type CitedItem,
  type EvidentialUse,
  type GivenConsent,
} from './citing.model.js';
import { consentScopes, proceedingsKinds } from './evidence.lists.js';
import { evidentialKinds } from './evidential-kinds.model.js';
import { mayBeEvidence } from './evidence-replies.model.js';
import type { EvidenceItem } from './kinds/evidence-item.kind.js';
import { mayBeRecalled } from '#capabilities/disclosure/recalls/recalling.model';

const invalid = expect.objectContaining({ code: 'DOCUMENT_INVALID' }) as unknown;

const request = bodyOf['evidence-consent-request']();
const consent = bodyOf['evidence-consent']();
const notice = bodyOf['exculpatory-notice']();

const without = <T extends object>(body: T, ...names: readonly string[]): T =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name))) as T;

const files = ['a', 'b', 'c'].map(aHash);
const item = fc.record<EvidenceItem>({
  document: fc.constantFrom(...['one', 'two', 'three', 'four'].map((each) => aDocumentId(each))),
  sha256: fc.constantFrom(aHash('original'), aHash('another')),
  attachments: fc.subarray(files),
});
const items = fc.uniqueArray(item, {
  minLength: 1,
  maxLength: 4,
  selector: ({ document }) => document,
});

describe('what asks for evidential use', () => {
  it('replies to one of the documents that it names, each once, and rests on all of them', () => {
    const asks = aDocumentOf('evidence-consent-request');
    expect(parseDocument(asks)).toEqual(asks);
    const astray = { ...asks, inReplyTo: aDocumentId('another') };
    expect(() => parseDocument(astray)).toThrow(invalid);
    const twice = { ...request, items: [anEvidenceItem(), anEvidenceItem({ attachments: files })] };
    expect(() => parseDocument({ ...asks, body: twice })).toThrow(invalid);
    expect(() => parseBody('evidence-consent-request', { ...request, items: [] })).toThrow(invalid);
    expect(restsOn(asks)).toEqual([anEvidenceItem().document]);
    const cites = aDocumentOf('formal-request', {
      body: aFormalText({
        informalExchangeRefs: [anEvidenceItem({ document: aDocumentId('cited') })],
        consentRefs: [{ document: aDocumentId('consent'), sha256: aHash('consent') }],
      }),
    });
    expect(restsOn(cites)).toEqual([aDocumentId('cited'), aDocumentId('consent')]);
    expect(restsOn(aDocumentOf('response'))).toEqual([]);
  });

  it('is said of what holds information, and answered by a consent', () => {
    const holds = documentKinds.filter(mayBeEvidence);
    expect(holds).not.toContain('forward');
    expect(holds).toEqual(expect.arrayContaining(['request', 'response', 'correction']));
    for (const kind of documentKinds) {
      expect([kind, mayReplyTo('evidence-consent-request', kind)]).toEqual([
        kind,
        holds.includes(kind),
      ]);
      expect([kind, mayReplyTo('evidence-consent', kind)]).toEqual([
        kind,
        holds.includes(kind) || kind === 'evidence-consent-request',
      ]);
      const answers = ['evidence-consent', 'central-authority-notice', 'recall'];
      expect([kind, mayReplyTo(kind, 'evidence-consent-request')]).toEqual([
        kind,
        answers.includes(kind),
      ]);
      expect([kind, mayReplyTo('formal-answer', kind)]).toEqual([kind, kind === 'formal-request']);
    }
  });

  it('makes the purpose of its thread evidential; so does a consent that reaches to a court', () => {
    expect(documentKinds.filter((kind) => makesEvidential(aDocumentOf(kind)))).toEqual([
      'evidence-consent-request',
      'evidence-consent',
    ]);
    const rest = without(consent, 'proceedings');
    for (const scope of consentScopes) {
      const body = scope === 'NAMED_PROCEEDINGS' ? consent : { ...rest, scope };
      expect(makesEvidential(aDocumentOf('evidence-consent', { body }))).toBe(
        scope === 'NAMED_PROCEEDINGS' || scope === 'ANY_CRIMINAL_PROCEEDINGS',
      );
    }
  });

  it('is decided, and asked for formally, by a central authority or a prosecutor alone', () => {
    const alone = ['evidence-consent', 'formal-request-draft', 'formal-request', 'formal-answer'];
    for (const kind of evidentialKinds) {
      const { signers } = kinds[kind];
      expect(signers).toEqual(expect.arrayContaining(['CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY']));
      expect([kind, signers.length === 2]).toEqual([kind, alone.includes(kind)]);
    }
  });
});

describe('a consent', () => {
  const forSomething = ['scope', 'proceedings', 'judicialInstrumentNeeded', 'mayNameSource'];
  const refused = {
    ...without(consent, ...forSomething),
    outcome: 'REFUSED',
    reason: 'A source would be known.',
  };

  it.each<[string, object]>([
    ['for named proceedings', consent],
    ['that ends', { ...consent, expiresAt: at(days(90)) }],
    ['with the information', { ...consent, given: 'WITH_SUPPLY' }],
    ['that is refused', refused],
  ])('%s', (_, body) => {
    expect(parseBody('evidence-consent', body)).toEqual(body);
  });

  it.each<[string, object]>([
    ['refused without words', { ...refused, reason: ' ' }],
    ['refused for something', { ...refused, scope: 'INVESTIGATION' }],
    ['for no scope', { ...consent, scope: undefined }],
    ['for named proceedings without them', { ...consent, proceedings: undefined }],
    ['for any proceedings, naming some', { ...consent, scope: 'ANY_CRIMINAL_PROCEEDINGS' }],
    ['that does not say whether its source may be named', { ...consent, mayNameSource: undefined }],
    ['by nobody', { ...consent, grantingAuthority: '' }],
  ])('%s is refused', (_, body) => {
    expect(() =>
      parseBody('evidence-consent', JSON.parse(JSON.stringify(body)) as unknown),
    ).toThrow(invalid);
  });

  it('does not end before it is given', () => {
    const body: Body<'evidence-consent'> = { ...consent, expiresAt: at() };
    expect(() => parseDocument(aDocumentOf('evidence-consent', { body }))).toThrow(invalid);
  });

  it('that nobody asked for replies to one of the documents', () => {
    const body: Body<'evidence-consent'> = { ...consent, given: 'WITH_SUPPLY' };
    const said = aDocumentOf('evidence-consent', { body });
    expect(parseDocument(said)).toEqual(said);
    const inReplyTo = aDocumentId('another');
    expect(() => parseDocument({ ...said, inReplyTo })).toThrow(invalid);
    const answers = aDocumentOf('evidence-consent', { inReplyTo });
    expect(parseDocument(answers)).toEqual(answers);
  });

  it('never covers more than was asked for, and as a whole exactly that', () => {
    let [within, beyond] = [0, 0];
    fc.assert(
      fc.property(
        items,
        items,
        fc.constantFrom('GRANTED', 'LIMITED', 'REFUSED'),
        (asked, said, o) => {
          const asks = aDocumentOf('evidence-consent-request', {
            body: { ...request, items: asked },
          });
          const body = { ...consent, outcome: o, items: said } as Body<'evidence-consent'>;
          const flaw = unaskedMember(asks, aDocumentOf('evidence-consent', { body }));
          const covered = (each: readonly EvidenceItem[]) =>
            each.flatMap(({ document, sha256, attachments }) => [
              `${document} ${sha256}`,
              ...attachments.map((file) => `${document} ${sha256} ${file}`),
            ]);
          const wider = covered(said).some((one) => !covered(asked).includes(one));
          const fewer = covered(asked).some((one) => !covered(said).includes(one));
          expect(flaw).toBe(wider || (fewer && o !== 'LIMITED') ? 'items' : undefined);
          if (wider) beyond += 1;
          else within += 1;
        },
      ),
      { numRuns: 400, examples: [[[anEvidenceItem()], [anEvidenceItem()], 'GRANTED']] },
    );
    expect(within).toBeGreaterThan(0);
    expect(beyond).toBeGreaterThan(0);
  });

  it('that was asked for comes later, and names the proceedings that were asked for', () => {
    const asks = aDocumentOf('evidence-consent-request');
    const of = (members: Partial<Body<'evidence-consent'>>) =>
      unaskedMember(asks, aDocumentOf('evidence-consent', { body: { ...consent, ...members } }));
    expect(of({})).toBeUndefined();
    expect(of({ given: 'WITH_SUPPLY' })).toBe('given');
    const later = {
      ...someProceedings,
      kind: 'JUDICIAL_PROCEEDING',
      court: 'Higher court',
    } as const;
    expect(of({ proceedings: later })).toBeUndefined();
    expect(of({ proceedings: { ...someProceedings, kind: 'OTHER' } })).toBe('proceedings');
    expect(of({ proceedings: { ...someProceedings, reference: '1/26' } })).toBe('proceedings');
  });
});

describe('evidential use', () => {
  const document = aDocumentOf('response');
  const cited: CitedItem = {
    document,
    documentSha256: aHash('response'),
    attachments: [],
    handling: { codes: ['H1'] },
    recalled: false,
  };
  const use: EvidentialUse = { proceedings: someProceedings, at: at() };
  const given = (
    members: Partial<Body<'evidence-consent'>> = {},
    said: Partial<Document<'evidence-consent'>> = {},
  ): GivenConsent => {
    const named = [anEvidenceItem({ document: document.id, sha256: aHash('response') })];
    const body = { ...consent, items: named, ...members };
    return { document: aDocumentOf('evidence-consent', { body, ...said }), withdrawn: false };
  };
  const any = { scope: 'ANY_CRIMINAL_PROCEEDINGS', proceedings: undefined } as const;

  it('is what the originator has consented to, until its time', () => {
    expect(evidentialUse(cited, [given()], use)).toBeUndefined();
    expect(evidentialUse(cited, [given({ expiresAt: at() })], use)).toBeUndefined();
    const late = { ...use, at: at(1) };
    expect(evidentialUse(cited, [given({ expiresAt: at() })], late)).toBe('EXPIRED');
    expect(evidentialUse(cited, [given({ expiresAt: at() }), given(any)], late)).toBeUndefined();
  });

  it.each<[string, GivenConsent, Partial<CitedItem>, Partial<EvidentialUse>]>([
    ['NO_CONSENT', { document, withdrawn: false }, {}, {}],
    ['NO_CONSENT', given({ items: [anEvidenceItem()] }), {}, {}],
    ['NO_CONSENT', given(), { documentSha256: aHash('another') }, {}],
    ['NO_CONSENT', given({}, { thread: aThreadId('another') }), {}, {}],
    [
      'NO_CONSENT',
      given({}, { from: { state: aState('XB'), authority: anAuthority(), officer: anOfficer() } }),
      {},
      {},
    ],
    ['REFUSED', given({ outcome: 'REFUSED', scope: undefined }), {}, {}],
    ['FILE_NOT_COVERED', given(), { attachments: files }, {}],
    ['SCOPE', given({ scope: 'INTELLIGENCE_ONLY', proceedings: undefined }), {}, {}],
    ['SCOPE', given({ scope: 'INVESTIGATION', proceedings: undefined }), {}, {}],
    ['OTHER_PROCEEDINGS', given(), {}, { proceedings: { ...someProceedings, reference: '1/26' } }],
    ['OTHER_PROCEEDINGS', given(any), {}, { proceedings: { ...someProceedings, kind: 'OTHER' } }],
    ['WITHDRAWN', { ...given(), withdrawn: true }, {}, {}],
    ['ITEM_RECALLED', given(), { recalled: true }, {}],
  ])('is refused: %s', (flaw, consented, members, used) => {
    expect(evidentialUse({ ...cited, ...members }, [consented], { ...use, ...used })).toBe(flaw);
  });

  it('in an investigation needs no more than a consent to that, but H1 keeps it from court', () => {
    const investigation = { scope: 'INVESTIGATION', proceedings: undefined } as const;
    for (const kind of proceedingsKinds)
      for (const codes of [['H0'], ['H1'], ['H0', 'H1', 'H2']] as const) {
        const proceedings = { ...someProceedings, kind };
        const flaw = evidentialUse({ ...cited, handling: { codes } }, [given(investigation)], {
          ...use,
          proceedings,
        });
        const may = kind === 'INVESTIGATION' && codes[0] === 'H0' && codes.length === 1;
        expect([kind, codes, flaw]).toEqual([kind, codes, may ? undefined : 'SCOPE']);
      }
  });

  const consents = fc.array(
    fc.record({
      scope: fc.constantFrom(...consentScopes),
      outcome: fc.constantFrom('GRANTED', 'LIMITED', 'REFUSED'),
      reference: fc.constantFrom('12 Js 345/26', '1/26'),
      expires: fc.option(fc.integer({ min: -5, max: 5 }), { nil: undefined }),
      withdrawn: fc.boolean(),
      hash: fc.constantFrom('response', 'another'),
    }),
    { maxLength: 5 },
  );

  it('is never allowed without one consent that stands in every respect, in whatever order they came', () => {
    let allowed = 0;
    const kindOf = fc.constantFrom(...proceedingsKinds);
    fc.assert(
      fc.property(consents, kindOf, fc.boolean(), fc.boolean(), (said, kind, h1, recalled) => {
        const used = { ...use, proceedings: { ...someProceedings, kind } };
        const codes = h1 ? (['H1'] as const) : (['H0'] as const);
        const made = said.map(({ scope, outcome, reference, expires, withdrawn, hash }) => ({
          ...given({
            outcome,
            scope,
            proceedings: { ...someProceedings, kind, reference },
            items: [anEvidenceItem({ document: document.id, sha256: aHash(hash) })],
            ...(expires !== undefined && { expiresAt: at(expires) }),
          }),
          withdrawn,
        }));
        const stands = said.some(
          ({ scope, outcome, reference, expires = 0, withdrawn, hash }) =>
            !withdrawn &&
            expires >= 0 &&
            hash === 'response' &&
            outcome !== 'REFUSED' &&
            ((scope === 'ANY_CRIMINAL_PROCEEDINGS' && kind !== 'OTHER') ||
              (scope === 'NAMED_PROCEEDINGS' && reference === someProceedings.reference) ||
              (scope === 'INVESTIGATION' && kind === 'INVESTIGATION' && !h1)),
        );
        const judged = { ...cited, handling: { codes }, recalled };
        const flaw = evidentialUse(judged, made, used);
        expect(flaw === undefined).toBe(stands && !recalled);
        expect(evidentialUse(judged, [...made].reverse(), used)).toBe(flaw);
        if (flaw === undefined) allowed += 1;
        else expect(useFlaws).toContain(flaw);
        // Withdrawal or expiry never makes an item usable.
        const gone = made.map((each) => ({ ...each, withdrawn: true }));
        expect(evidentialUse(judged, gone, used)).not.toBeUndefined();
      }),
      { numRuns: 500 },
    );
    expect(allowed).toBeGreaterThan(0);
  });
});

describe('what speaks for an accused person', () => {
  it.each<[string, object]>([
    ['before', notice],
    ['before it is known when', { ...notice, disclosureAt: undefined }],
    [
      'after, with the reason',
      {
        ...notice,
        stage: 'AFTER_DISCLOSURE',
        disclosureAt: at(-1),
        priorNoticeImpossible: 'The hearing was under way.',
      },
    ],
  ])('is told %s', (_, body) => {
    const plain = JSON.parse(JSON.stringify(body)) as Body<'exculpatory-notice'>;
    const said = aDocumentOf('exculpatory-notice', { body: plain });
    expect(parseDocument(said)).toEqual(said);
  });

  it.each<[string, object]>([
    ['after, without a reason', { stage: 'AFTER_DISCLOSURE', disclosureAt: at(-1) }],
    ['after, without when', { stage: 'AFTER_DISCLOSURE', priorNoticeImpossible: 'Late.' }],
    [
      'after, but still to come',
      { stage: 'AFTER_DISCLOSURE', priorNoticeImpossible: 'Late.', disclosureAt: at(1) },
    ],
    ['before, but over', { disclosureAt: at(-1) }],
    ['before, with a reason', { priorNoticeImpossible: 'Late.' }],
    ['found later than it is told', { foundAt: at(1) }],
    ['without the law', { dutyBasis: '' }],
  ])('is not told %s', (_, members) => {
    const rest = without(notice, 'disclosureAt');
    const body = { ...rest, ...members } as Body<'exculpatory-notice'>;
    expect(() => parseDocument(aDocumentOf('exculpatory-notice', { body }))).toThrow(invalid);
  });

  it('is not taken back, whoever said it, nor is that the central authority knows', () => {
    for (const kind of ['exculpatory-notice', 'central-authority-notice'] as const) {
      expect(mayBeRecalled(kind)).toBe(false);
      expect(mayReplyTo('recall', kind)).toBe(false);
      expect(mayReplyTo('correction', kind)).toBe(false);
    }
    const informedAt = at(1);
    const body = { ...bodyOf['central-authority-notice'](), informedAt };
    expect(() => parseDocument(aDocumentOf('central-authority-notice', { body }))).toThrow(invalid);
  });
});
