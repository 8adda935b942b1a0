import { timestamp, type AuthorityAddress, type Body, type Document } from '#kernel';
import type {
  Enclosed,
  EnclosedAnswer,
  EnclosedRelease,
} from '#capabilities/disclosure/kinds/enclosed.kind';
import { entriesFor } from '#trust';
import { decodeDocument, sha256 } from '#wire';
import { newLinkId } from './border.js';
import { composed, type Composed } from './composed.js';
import { enclosingBody, keptEntries, signedBy } from './enclosing.js';
import { later, type TestState } from './test-state.js';

type Signed = Pick<Composed, 'document' | 'signature'>;
const link = newLinkId();

export const deskOf = (state: TestState): AuthorityAddress => ({
  state: state.state,
  authority: state.officer('ana').authority,
});

/** A forward of one State to the next, of nothing that binds unless said otherwise. */
export const handingOn = (
  [from, to]: readonly [TestState, TestState],
  enclosed: readonly Enclosed[],
  members: Partial<Document> = {},
): Promise<Composed> =>
  composed(
    link,
    { from, to, name: 'ben' },
    { kind: 'forward', body: enclosingBody(enclosed), ...members },
  );

/** The release that one State gives another of what it has sent it. */
export function releasing(
  [from, to]: readonly [TestState, TestState],
  item: Signed,
  recipient: AuthorityAddress,
  members: Partial<Body<'forward-consent'>> = {},
  name = 'ana',
): Promise<Composed> {
  const { id, thread } = decodeDocument(item.document);
  const body: Body<'forward-consent'> = {
    ...{ outcome: 'GRANTED', item: id, itemSha256: sha256(item.document), recipient },
    ...{ purpose: 'INVESTIGATION', until: timestamp(later(new Date(), 1)), reason: '' },
    ...members,
  };
  const place = { kind: 'forward-consent', thread, inReplyTo: id } as const;
  return composed(link, { from, to, name }, { ...place, body });
}

/** As it travels in the release of a forward. */
export async function enclosedRelease(
  state: TestState,
  consent: Signed,
  isProven = false,
): Promise<EnclosedRelease> {
  const { signer } = decodeDocument(consent.document);
  const directory = entriesFor(await keptEntries(state), [signer]);
  return { ...signedBy(state, consent), ...(isProven && { directory }) };
}

/** As it travels in the answer of whoever has handed it on. */
export async function enclosedAnswer(state: TestState, answer: Signed): Promise<EnclosedAnswer> {
  const { signer } = decodeDocument(answer.document);
  const directory = entriesFor(await keptEntries(state), [signer]);
  return { ...signedBy(state, answer), root: state.rootFingerprint, directory };
}
