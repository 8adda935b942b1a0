import { join } from 'node:path';
import type { DocumentId } from '#kernel';
import { bodyOf } from '../../support/builders.js';
import { readProfile } from '../../../apps/cli/src/people/profile.js';
import { until, type Installation } from '../../support/installation.js';
import { Office } from '../../support/office.js';
import type { Ask, RawClient } from '../fixtures/raw-client.js';
import type { RunningStates } from '../../support/running-states.js';

export const purpose = 'purpose=INVESTIGATION';
const rights = 'purpose=DATA_SUBJECT_RIGHTS';
export const post = (json: object, token?: string): Ask => ({ method: 'POST', json, token });
export const members = (body: unknown) => body as Record<string, unknown>;

export async function sessionToken(
  two: RunningStates,
  at: Installation,
  name: string,
): Promise<string> {
  const profile = await readProfile(join(two.profile(at, name), 'session.json'));
  if (profile === undefined) throw new Error(`${name} has no session`);
  return profile.token;
}

export async function putsOnAccessList(
  client: RawClient,
  path: string,
  keeper: string,
  other: string,
  officer: string,
): Promise<void> {
  expect((await client.ask(`${path}?${purpose}`, { token: other })).status).toBe(403);
  const breaking = { reason: 'SUPERVISION', facts: 'The shift lead looks at it.' };
  for (const [act, form, who, status] of [
    ['break-glass', breaking, other, 201],
    ['roster/remove', { officer, reason: 'MISTAKE' }, keeper, 200],
    ['roster/add', { officer, reason: 'STAND_IN' }, keeper, 200],
  ] as const)
    expect([act, (await client.ask(`${path}/${act}`, post(form, who))).status]).toEqual([
      act,
      status,
    ]);
  const { body } = await client.ask(`${path}/roster?${purpose}`, { token: other });
  expect(members(body)).toMatchObject({ members: [{ officer }], broken: [{ officer }] });
}

export async function stopsAndLifts(
  client: RawClient,
  path: string,
  token: string,
  other: string,
): Promise<void> {
  const why = { ground: 'ASYLUM_CLAIM', text: 'Said today.' };
  expect((await client.ask(`${path}/stop`, post(why, token))).status).toBe(201);
  const row = members((await client.ask(`${path}?${purpose}`, { token })).body);
  expect(row['stop']).toMatchObject({ liftProposedBy: null });
  expect(JSON.stringify(row)).not.toMatch('ASYLUM');
  const lift = post({ text: 'Another person.' }, token);
  expect((await client.ask(`${path}/stop/lift`, lift)).status).toBe(201);
  for (const [who, status] of [
    [token, 409],
    [other, 200],
  ] as const) {
    const confirm = await client.ask(`${path}/stop/lift/confirm`, post({}, who));
    expect(confirm.status).toBe(status);
  }
  const { body } = await client.ask(`${path}/stops?${purpose}`, { token });
  expect(members(body)['stops']).toMatchObject([{ ground: 'ASYLUM_CLAIM' }]);
}

export async function asksForPackage(
  { two, at }: { readonly two: RunningStates; readonly at: Installation },
  client: RawClient,
  path: string,
  keeper: string,
): Promise<void> {
  const officer = 'jo';
  await two.ensureEnrolled(at, officer, 'JUDICIAL_AUTHORITY');
  const token = await sessionToken(two, at, officer);
  const joins = post({ officer, reason: 'JOINT_WORK' }, keeper);
  expect((await client.ask(`${path}/roster/add`, joins)).status).toBe(200);
  const build = post({ purpose: 'INVESTIGATION' }, token);
  const { status, body } = await client.ask(`${path}/packages`, build);
  expect([status, members(body)['state']]).toEqual([201, 'ASKED']);
  const listed = await client.ask(`${path}/packages?${purpose}`, { token });
  expect(members(listed.body)['packages']).toMatchObject([
    { exhibit: members(body)['exhibit'], officer },
  ]);
  await waivesAndTakesBack(client, path, token);
}

async function waivesAndTakesBack(client: RawClient, path: string, token: string): Promise<void> {
  const which = { rule: 'FRM-03', profile: 'a'.repeat(64) };
  const waived = await client.ask(
    `${path}/waivers`,
    post({ ...which, reason: 'SHOWN_OTHERWISE' }, token),
  );
  expect([waived.status, members(waived.body)['endedAt']]).toEqual([201, null]);
  const back = post({ ...which, reason: 'MISTAKEN' }, token);
  expect((await client.ask(`${path}/waivers/withdrawal`, back)).status).toBe(200);
  const { body } = await client.ask(`${path}/waivers?${purpose}`, { token });
  expect(members(body)['waivers']).toMatchObject([{ ...which, endReason: 'MISTAKEN' }]);
}

export async function provesReceipts(
  client: RawClient,
  path: string,
  dispatch: DocumentId,
  token: string,
): Promise<void> {
  const rseq = await until(`a receipt of ${dispatch}`, 60, async () => {
    const { body } = await client.ask(`${path}/dispatches/${dispatch}?${purpose}`, { token });
    const stages = members(body)['stages'] as { receipt: { rseq: number } | null }[];
    return stages.find(({ receipt }) => receipt !== null)?.receipt?.rseq;
  });
  const proof = await client.ask(`${path}/dispatches/${dispatch}/receipts/${rseq}?${purpose}`, {
    token,
  });
  expect(proof.status).toBe(200);
  const delivery = await client.ask(`/api/v1/dispatches/${dispatch}/delivery`, { token });
  expect([delivery.status, members(delivery.body)['proof']]).toEqual([200, expect.any(Object)]);
}

export async function asksAboutPerson(
  two: RunningStates,
  api: { readonly xa: RawClient; readonly xb: RawClient },
  { asking, asked }: { readonly asking: string; readonly asked: string },
): Promise<void> {
  const [xa, xb] = [
    await Office.open(two, two.a, 'dan', 'DATA_PROTECTION'),
    await Office.open(two, two.b, 'dan', 'DATA_PROTECTION'),
  ];
  const [sent, received] = ['/api/v1/subjects/sent', '/api/v1/subjects/received'];
  const ask = await xa.subjectAsk(bodyOf['data-subject-request'](new Date()));
  expect((await api.xa.ask(sent, post(ask.body, asking))).status).toBe(201);
  await until('the ask at XB', 60, async () => {
    const { body } = await api.xb.ask(`${received}?${rights}`, { token: asked });
    return (members(body)['asks'] as object[]).length === 1 ? true : undefined;
  });
  const kind = 'data-subject-answer';
  const answer = await xb.about(ask, ask.id, kind, bodyOf[kind]());
  const path = `${received}/${ask.thread}`;
  expect((await api.xb.ask(`${path}/answers`, post(answer.body, asked))).status).toBe(201);
  for (const [client, at, token, { id }] of [
    [api.xa, `${sent}/${ask.thread}`, asking, ask],
    [api.xb, path, asked, answer],
  ] as const) {
    const rseq = await until(`a receipt of ${id}`, 60, async () => {
      const { body } = await client.ask(`${at}?${rights}`, { token });
      const all = members(body)['dispatches'] as {
        dispatch: string;
        stages: { receipt: { rseq: number } | null }[];
      }[];
      const own = all.find(({ dispatch }) => dispatch === id);
      return own?.stages.find(({ receipt }) => receipt !== null)?.receipt?.rseq;
    });
    const proof = `${at}/dispatches/${id}/receipts/${rseq}?${rights}`;
    expect((await client.ask(proof, { token })).status).toBe(200);
  }
  await until('the answer at XA', 60, async () => {
    const { body } = await api.xa.ask(`${sent}?${rights}`, { token: asking });
    const [first] = members(body)['asks'] as { outcome: string | null }[];
    return first?.outcome ?? undefined;
  });
  xa.close();
  xb.close();
}
