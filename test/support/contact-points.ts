import { ReadCopies } from '#capabilities/copies/copies.queries';
import {
  parseAuthorityId,
  parseOfficerId,
  timestamp,
  type Body,
  type DocumentId,
  type DocumentKind,
  type ThreadId,
} from '#kernel';
import { composed } from './composed.js';
import type { TestGateway } from './gateway.js';
import { eventually } from './nats.js';
import { aState } from './state.js';
import { later, type TestState } from './test-state.js';
import { FourStates } from './three-states.js';

export const point = parseAuthorityId('contact-point');
export const police = parseAuthorityId('border-police');
const [ana, lia] = [parseOfficerId('ana'), parseOfficerId('lia')];

/** XB's contact point is an authority of its own; XC's is the police, XD's too; XA has named none. */
async function furnish(state: TestState): Promise<void> {
  const { root, validity, at, registrars } = state;
  const authority = { XB: point, XC: point, XD: police }[String(state.state)];
  if (authority !== undefined) await state.add('contact-point', { authority, ...validity }, [root]);
  if (state.state !== 'XB') return;
  const post = { host: 'XA', sending: 'XB', post: 'Mission of XB to XA', authority: police };
  const [from, to] = [timestamp(at), timestamp(later(at, 90))];
  const posted = { ...post, from, to } as never as Parameters<typeof state.add<'posting'>>[1];
  await state.add('posting', { ...posted, officer: ana, standInFor: null }, registrars);
  const while_ = { ...posted, to: timestamp(later(at, 20)) };
  await state.add('posting', { ...while_, officer: lia, standInFor: ana }, registrars);
}

/** Four States, of which two have a contact point of its own, with con at its desk and a supervisor, sue. */
export function fourWithContactPoints(): Promise<FourStates> {
  const desk = { con: ['LIAISON_OFFICER', 'DUTY_OFFICER'] } as const;
  const withPoint = (code: string) => aState(code).also('contact-point', desk);
  const supervisor = ['SUPERVISOR'] as const;
  const hub = withPoint('XB').officer('lia', ['LIAISON_OFFICER']).officer('sue', supervisor);
  const others = [aState('XA'), withPoint('XC').officer('sue', supervisor), aState('XD')];
  return FourStates.start(hub, others, furnish);
}

let shared: Promise<FourStates> | undefined;
/** The four of all parts of a suite. */
export const sharedPoints = (): Promise<FourStates> => (shared ??= fourWithContactPoints());

/** A thread has the id of the document that opened it. */
export const opening = (thread: ThreadId): DocumentId => thread as unknown as DocumentId;

/** Something that the police of a State says in a thread of XB's. */
export async function saysIn(
  four: FourStates,
  from: TestGateway,
  thread: ThreadId,
  kind: DocumentKind,
  body: Body<DocumentKind>,
  inReplyTo = opening(thread),
): Promise<DocumentId> {
  const ben = from.session('ben');
  const { state } = four.b;
  const members = { kind, thread, inReplyTo, body };
  const said = await composed(
    four.linkOf(from),
    { from: from.state, to: state, name: 'ben' },
    { ...members, to: { state: state.state, authority: police } },
  );
  await from.answer.run(ben, said);
  return said.id;
}

export const arrived = (
  gateway: TestGateway,
  ids: readonly (ThreadId | DocumentId)[],
): Promise<void> =>
  eventually(async () => {
    const rows = await gateway.sql('select 1 from cases.dispatch where id = any ($1::uuid[])', [
      ids,
    ]);
    return rows.length === ids.length;
  });

/** `erased`: a thread of which the file of erasures knows, and the database does not, as after a restore. */
export async function copiesOf(gateway: TestGateway, erased?: ThreadId): Promise<ReadCopies> {
  const { store, cases, journal, trust } = await gateway.parts('inbox');
  const known = { value: { has: (id: ThreadId) => id === erased } };
  const older = Object.create(cases, { erased: known }) as typeof cases;
  return new ReadCopies(store, erased === undefined ? cases : older, journal, trust);
}

/** Which copies the contact point sees that something was said of since, and what of one of them. */
export async function markedAt(gateway: TestGateway, dispatch: DocumentId) {
  const [copies, con] = [await copiesOf(gateway), gateway.session('con')];
  const listed = (await copies.list(con, { limit: 50, after: null }, 'INVESTIGATION')).copies;
  const { recalls } = await copies.one(con, dispatch, 'INVESTIGATION');
  const marked = listed.filter((copy) => copy.recalls.length > 0).map((copy) => copy.dispatch);
  return { marked, recalls };
}
