import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import { parseAuthorityId, parseThreadId, type DocumentId, type ThreadId } from '#kernel';
import type { Calls } from './calls.js';
import type { Sought } from '#capabilities/deconfliction/sought.model';
import type { Subject } from '#capabilities/requests/kinds/subject.kind';
import { ExchangeError } from '#threads';
import { canonicalJson } from '#wire';
import { aRequestBody, aSubject } from './builders.js';
import { eventually } from './nats.js';
import { OfficeDay } from './office-day.js';
import { TwoStates } from './two-states.js';

export const purpose = 'INVESTIGATION' as const;
export const page = { limit: 100, before: null, purpose: 'INVESTIGATION' } as const;
export const pageAfter = { limit: 100, after: null, purpose } as const;
export type Found = Calls['requests.duplicates']['out'];

/** Two States that each suite of duplicates shares; XB has lin, max and jo (who decides) at the border police, hal and lea at the harbour office. */
export let two: TwoStates;
export let b: OfficeDay;
let started: Promise<void> | undefined;
export const likeStates = (): Promise<void> =>
  (started ??= (async () => {
    two = await TwoStates.start(undefined, {
      officers: {
        ...{ lin: ['LIAISON_OFFICER'], max: ['LIAISON_OFFICER'], jo: ['JUDICIAL_AUTHORITY'] },
      },
      others: { 'harbour-office': { hal: ['DUTY_OFFICER'], lea: ['LIAISON_OFFICER'] } },
    });
    b = await OfficeDay.begin(two.b, ['ben', 'lin', 'max', 'jo', 'hal', 'lea']);
  })());

export const police = parseAuthorityId('border-police');
export const harbour = parseAuthorityId('harbour-office');
export const subjectOf = (members: Partial<Subject>): Subject =>
  aSubject({ identifiers: [], ...members });
export const numbered = (type: string, value: string, bearer: Subject['type'] = 'OTHER'): Subject =>
  subjectOf({ type: bearer, name: 'x', identifiers: [{ type, value }] });
export const personOf = (name: string, birthDate: string): Subject =>
  subjectOf({ type: 'PERSON', name, birthDate, category: 'SMUGGLED_MIGRANT' });

export const row = async (name: string, thread: ThreadId): Promise<ThreadRow | undefined> => {
  const { threads } = await b.ask(name, 'inbox.list', pageAfter);
  return threads.find((each) => each.thread === thread);
};
/** A request of XA's ana about these, until XB's border police have it. */
export async function filed(
  ...subjects: readonly Subject[]
): Promise<{ readonly thread: ThreadId; readonly request: DocumentId }> {
  const sent = await two.request({ body: aRequestBody({ subjects }) });
  const ana = two.a.session('ana');
  const submit = (seen: readonly ThreadId[]) =>
    two.a.submit.run(ana, { ...sent, duplicatesSeen: seen });
  const { thread } = await submit([]).catch((error: unknown) => {
    if (!(error instanceof ExchangeError) || error.code !== 'DUPLICATE_NOT_SEEN') throw error;
    return submit(
      [...(error.detail ?? '').matchAll(/thread (\S{36})/g)].map(([, id]) =>
        parseThreadId(String(id)),
      ),
    );
  });
  await eventually(async () => (await row('ben', thread)) !== undefined);
  return { thread, request: sent.id };
}
export const check = (
  name: string,
  subjects: readonly Subject[],
  members: Partial<Sought> = {},
): Promise<Found> => {
  const sought = canonicalJson({ requestType: 'INFORMATION', subjects, ...members });
  return b.ask(name, 'requests.duplicates', { sought, purpose });
};
export const threadsOf = ({ duplicates }: Found): ThreadId[] =>
  duplicates.map(({ thread }) => thread);
/** No comparison is under way, no desk is still to be told. */
export const told = (): Promise<void> =>
  eventually(async () => {
    const left = await two.b.sql(
      'select 1 as one from cases.duplicate_check where told_at is null',
    );
    return left.length === 0;
  });
export const notices = async (name: string, desk: 'inbox' | 'requests'): Promise<ThreadId[]> => {
  const { notices: rows } = await b.ask(name, `${desk}.notices`, pageAfter);
  return rows.map(({ thread }) => thread);
};
/** Once nobody else is at these rows. */
export const free = async (): Promise<void> => {
  await told();
  await two.b.sql(`update cases.duplicate_check set at = at - interval '1 hour'`);
};
export const age = (thread: ThreadId, days: number): Promise<unknown> =>
  two.b.sql(
    'update cases.likeness set opened_at = opened_at - make_interval(days => $2) where thread = $1',
    [thread, days],
  );
