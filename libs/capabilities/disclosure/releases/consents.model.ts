import {
  isKind,
  type AuthorityAddress,
  type Document,
  type DocumentKind,
  type Purpose,
  type Sha256,
  type Timestamp,
} from '#kernel';

export const isAboutRelease = (kind: DocumentKind): boolean =>
  kind === 'forward-consent-request' || kind === 'forward-consent';

const same = (a: AuthorityAddress, b: AuthorityAddress): boolean =>
  a.state === b.state && a.authority === b.authority;

const sameWay = (a: Way = [], b: Way = []): boolean =>
  a.length === b.length &&
  a.every((each, i) => {
    const other = b[i];
    return other !== undefined && same(each, other);
  });
type Way = readonly AuthorityAddress[];

export const answersRequest = (
  { body: asked }: Document<'forward-consent-request'>,
  { body: said }: Document<'forward-consent'>,
): boolean =>
  said.item === asked.item &&
  said.itemSha256 === asked.itemSha256 &&
  same(said.recipient, asked.recipient) &&
  said.purpose === asked.purpose &&
  sameWay(said.through, asked.through);

export interface Released {
  readonly document: Document;
  readonly documentSha256: Sha256;
  readonly holder: AuthorityAddress;
  readonly through?: Way;
  readonly recipient: AuthorityAddress;
  readonly purpose: Purpose;
  readonly at: Timestamp;
}

export type ConsentFlaw =
  | 'ANOTHER_ITEM'
  | 'REFUSED'
  | 'ANOTHER_HOLDER'
  | 'ANOTHER_RECIPIENT'
  | 'ANOTHER_WAY'
  | 'ANOTHER_PURPOSE'
  | 'EXPIRED';

export function consentFlaw(consent: Document, released: Released): ConsentFlaw | undefined {
  if (!isAboutIt(consent, released)) return 'ANOTHER_ITEM';
  const { holder, through, recipient, purpose, at } = released;
  const { body } = consent;
  if (body.outcome !== 'GRANTED') return 'REFUSED';
  if (!same(consent.to, holder)) return 'ANOTHER_HOLDER';
  if (!same(body.recipient, recipient)) return 'ANOTHER_RECIPIENT';
  if (!sameWay(body.through, through)) return 'ANOTHER_WAY';
  if (body.purpose !== purpose) return 'ANOTHER_PURPOSE';
  return at > body.until ? 'EXPIRED' : undefined;
}

const isAboutIt = (
  consent: Document,
  { document, documentSha256 }: Released,
): consent is Document<'forward-consent'> =>
  isKind(consent, 'forward-consent') &&
  consent.thread === document.thread &&
  consent.from.state === document.from.state &&
  consent.body.item === document.id &&
  consent.body.itemSha256 === documentSha256;
