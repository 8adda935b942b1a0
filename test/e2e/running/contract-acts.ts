import type { DocumentId } from '#model';
import { until } from '../../support/installation.js';
import type { Ask, RawClient } from '../../support/raw-client.js';

const purpose = 'purpose=INVESTIGATION';
const post = (json: object, token: string): Ask => ({ method: 'POST', json, token });
const members = (body: unknown) => body as Record<string, unknown>;

/** A colleague reads it only with broken glass, and then as whoever has it says. */
export async function putsOnRoster(
  client: RawClient,
  path: string,
  keeper: string,
  other: string,
  officer: string,
): Promise<void> {
  expect((await client.ask(`${path}?${purpose}`, { token: other })).status).toBe(403);
  const glass = { reason: 'SUPERVISION', facts: 'The shift lead looks at it.' };
  for (const [act, form, who, status] of [
    ['break-glass', glass, other, 201],
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

/** A thread is stopped at one desk; one officer alone does not lift it. */
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

/** A receipt of the dispatch can be proven to whoever asks. */
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
  const proof = await client.ask(`${path}/dispatches/${dispatch}/receipts/${rseq}`, { token });
  expect(proof.status).toBe(200);
}
