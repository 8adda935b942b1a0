import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseLeaf } from '#journal';
import { timestamp, type Envelope } from '#kernel';
import type { Frame } from '#wire';
import { HostileNeighbour } from '../../support/hostile.js';
import { eventually } from '../../support/nats.js';
import { TwoStates } from '../../support/two-states.js';

// Attack: a neighbour continues with an older directory from which entries, a suspension among them, were
// deleted.
describe('a neighbour whose envelopes name an older directory than it told us of', () => {
  let two: TwoStates;
  let xa: HostileNeighbour;
  let before: ReturnType<TwoStates['a']['state']['point']>;

  beforeAll(async () => {
    two = await TwoStates.start(undefined, { asking: { zed: ['LIAISON_OFFICER'] } });
    await two.exchange();
    xa = await HostileNeighbour.turn(two, 'a');
  }, 60_000);
  afterAll(async () => {
    await xa.close();
    await two.stop();
  }, 60_000);

  const message = async (name: string, envelope: Partial<Envelope> = {}): Promise<Frame> =>
    xa.message(await two.compose(two.a.state, two.b.state, name, {}), name, envelope);
  const readAlarms = async (): Promise<(readonly [unknown, unknown])[]> => {
    const rows = await two.b.sql<{ leaf: Buffer }>(
      `select leaf from journal.event where typ = 'link.alarm' order by at, id`,
    );
    return rows.map(({ leaf }) => {
      const { reason, data } = parseLeaf(leaf);
      return [reason, data['messageId']] as const;
    });
  };
  const outcome = async ({ messageId }: Frame): Promise<string> => {
    let state: string | undefined;
    await eventually(async () => {
      const [row] = await two.b.sql<{ state: string; code: string | null }>(
        `select d.state, q.code from mailbox.delivery d
           left join mailbox.quarantine q on q.message_id = d.message_id where d.message_id = $1`,
        [messageId],
      );
      state = row?.code ?? row?.state;
      return state === 'OPENED' || row?.code != null;
    }, 30_000);
    return state ?? '';
  };

  it('raises no alarm by what it sealed before it said that there is a newer one', async () => {
    before = two.a.state.point();
    const early = await message('zed');
    await two.a.state.suspension('ana', new Date(), { issuedAt: new Date() });
    const said = await two.a.state.directoryStatement(two.b.state.state, two.linkId, {
      from: before.version,
      issuedAt: new Date(),
    });
    const { body } = JSON.parse(Buffer.from(said.bytes).toString()) as { body: unknown };
    await xa.publish([await xa.statement('directory', body)]);
    await eventually(async () => {
      const [row] = await two.b.sql<{ version: number }>('select version from trust.freshness');
      return row?.version === two.a.state.directory.length;
    }, 30_000);
    await xa.publish([early]);
    expect(await outcome(early)).toBe('OPENED');
    expect(await readAlarms()).toEqual([]);
  }, 60_000);

  it('raises one by the document of the suspended officer, which is refused, and by any other, which is not', async () => {
    const sealedAt = timestamp(new Date(Date.now() + 10_000));
    const suspended = await message('ana', { directory: before, sealedAt });
    await xa.publish([suspended]);
    expect(await outcome(suspended)).toBe('OFFICER_SUSPENDED');
    const other = await message('zed', { directory: before, sealedAt });
    await xa.publish([other]);
    expect(await outcome(other)).toBe('OPENED');
    expect((await readAlarms()).filter(([reason]) => reason === 'DIRECTORY_OLDER')).toEqual([
      ['DIRECTORY_OLDER', suspended.messageId],
      ['DIRECTORY_OLDER', other.messageId],
    ]);
  }, 60_000);

  it('raises none by what names the newest one', async () => {
    const count = (await readAlarms()).length;
    const good = await message('zed', { sealedAt: timestamp(new Date(Date.now() + 10_000)) });
    await xa.publish([good]);
    expect(await outcome(good)).toBe('OPENED');
    expect((await readAlarms()).slice(count).map(([reason]) => reason)).not.toContain(
      'DIRECTORY_OLDER',
    );
  }, 60_000);
});
