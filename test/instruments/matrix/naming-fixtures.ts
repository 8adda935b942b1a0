import type { Body, DocumentKind, Sha256 } from '#kernel';
import type { EvidenceItem } from '#capabilities/evidence/kinds/evidence-item.kind';
import { aFormalText, anEvidenceItem, aRelease, bodyOf } from '../../support/bodies.js';
import { granting, releasing, tomorrow } from './tenants.js';
import type { Aim, Slot, RouteFixture } from './route-fixtures.js';

const said = (
  kind: DocumentKind,
  slots: readonly Slot[],
  body: (aim: Aim) => Body<DocumentKind>,
): RouteFixture => ({
  slots: ['thread', 'dispatch', ...slots],
  signs: (aim) => ({
    document: { kind, thread: aim.thread, inReplyTo: aim.dispatch, body: body(aim) },
  }),
});

const asEvidence = ({ item, named }: Pick<Aim, 'item' | 'named'>): EvidenceItem =>
  anEvidenceItem({ document: named, sha256: item as Sha256 });
const consented = ({ item, named }: Aim) => [{ document: named, sha256: item as Sha256 }];

const resting = (aim: Aim) => ({
  informalExchangeRefs: [asEvidence(aim)],
  consentRefs: consented(aim),
});

export const naming: readonly RouteFixture[] = [
  said('recall', ['named'], ({ dispatch, named }) => ({
    ...{ what: 'RECALL', items: [dispatch, named], reason: 'x' },
  })),
  said('correction', [], ({ dispatch }) => ({ ...bodyOf.correction(), item: dispatch })),
  said(
    'recall-answer',
    ['said'],
    ({ said: { document, signature, certificate, root, directory } }) => ({
      ...{ outcome: 'COMPLIED', reason: '' },
      onward: [
        {
          holder: aRelease().recipient,
          answer: { document, signature, certificate, root, directory },
        },
      ],
    }),
  ),
  said('resume', [], () => bodyOf.resume()),
  said('evidence-consent-request', ['item', 'named'], ({ dispatch, item, named }) => ({
    items: [dispatch, named].map((document) => asEvidence({ item, named: document })),
    ...{ purpose: 'x', judicialInstrumentAvailable: false },
    proceedings: { ...aFormalText().proceedings, kind: 'INVESTIGATION' },
  })),
  said('evidence-consent', ['item', 'named'], (aim) => ({
    ...bodyOf['evidence-consent'](),
    items: [asEvidence(aim)],
  })),
  said('exculpatory-notice', ['item'], ({ dispatch, item }) => ({
    ...bodyOf['exculpatory-notice'](),
    ...{ item: dispatch, itemSha256: item as Sha256, disclosureAt: tomorrow },
  })),
  said('formal-request-draft', ['item', 'named'], (aim) => ({
    ...bodyOf['formal-request-draft'](),
    ...resting(aim),
  })),
  said('formal-answer', ['item', 'named'], (aim) => ({
    ...bodyOf['formal-answer'](),
    items: [asEvidence(aim)],
  })),
  said('forward-consent-request', ['item'], ({ dispatch, item }) => ({
    ...releasing({ item: dispatch, itemSha256: item as Sha256 }),
    reason: 'x',
  })),
  {
    slots: ['thread', 'wanted', 'wish', 'release'],
    signs: ({ thread, wanted, wish, release }) => ({
      document: {
        ...{ kind: 'forward-consent', thread, inReplyTo: wanted },
        body: { ...granting(wish), releases: [release] },
      },
    }),
  },
];

export const saidByTheAsking: readonly RouteFixture[] = [
  {
    ...said('formal-request', ['item', 'named'], (aim) => aFormalText(resting(aim))),
    sides: ['asking'],
  },
];

export const saidByTheAsked: readonly RouteFixture[] = [
  {
    ...said('transfer-notice', [], () => ({
      ...bodyOf['transfer-notice'](),
      authority: aRelease().recipient.authority,
    })),
    sides: ['asked'],
  },
];
