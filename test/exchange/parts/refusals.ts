import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { isCoded, parseAuthorityId, parseMessageId, type ThreadId } from '#model';
import { BorderConnection } from '#transport';
import { encodeBatch } from '#wire';
import { aRequestBody } from '../../support/builders.js';
import { eventually } from '../../support/nats.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

/** Changes one byte of the sealed bytes of the next message, as whoever holds the sender's database could. */
const sabotage = `
  create function mailbox.sabotage() returns trigger language plpgsql as $$
  begin
    if new.state = 'SEALED' and not new.statement and old.state = 'QUEUED' then
      new.ciphertext := set_byte(new.ciphertext, length(new.ciphertext) / 2,
        get_byte(new.ciphertext, length(new.ciphertext) / 2) # 1);
      new.ciphertext_sha256 := encode(sha256(new.ciphertext), 'hex');
    end if;
    return new;
  end $$;
  create trigger sabotage before update on mailbox.outbox
    for each row execute function mailbox.sabotage();`;

describe('what the receiver refuses', () => {
  let two: TwoStates;

  beforeAll(async () => {
    two = await sharedStates();
  }, 60_000);

  async function send(): Promise<ThreadId> {
    return (await two.a.submit.run(two.a.session('ana'), await two.request())).thread;
  }
  const reached = (thread: ThreadId, stage: string) =>
    eventually(async () => (await two.stages(thread)).some((s) => s.stage === stage));

  it('a changed message is quarantined, rejected with a signed receipt, and its number told as void', async () => {
    await two.a.sql(sabotage);
    const bad = await send();
    await reached(bad, 'REJECTED');
    await two.a.sql('drop trigger sabotage on mailbox.outbox');
    expect((await two.stages(bad)).find(({ stage }) => stage === 'REJECTED')?.code).toBe(
      'SEAL_OPEN_FAILED',
    );
    const [quarantined] = await two.b.sql<{ code: string; state: string }>(
      `select q.code, d.state from mailbox.quarantine q
       join mailbox.delivery d on d.message_id = q.message_id and d.link_id = q.link_id`,
    );
    expect(quarantined).toEqual({ code: 'SEAL_OPEN_FAILED', state: 'QUARANTINED' });
    const good = await send();
    await reached(good, 'OPENED');
    // The hole is a minute old: the receiver asks, the sender says that this number will not come.
    await two.b.sql(`update mailbox.chain set noted_at = noted_at - interval '2 minutes'`);
    await eventually(async () => {
      const rows = await two.b.sql<{ outcome: string }>(
        `select outcome from mailbox.chain where direction = 'IN' order by seq`,
      );
      return rows.map(({ outcome }) => outcome).join() === 'VOID:SEAL_OPEN_FAILED,OPENED';
    }, 30_000);
  }, 60_000);

  it('the same document again answers as before; other bytes under its id are refused', async () => {
    const sent = await two.request();
    const session = two.a.session('ana');
    const first = await two.a.submit.run(session, sent);
    expect(await two.a.submit.run(session, sent)).toEqual(first);
    const other = await two.request({ id: sent.id, thread: first.thread });
    const code = await two.a.submit.run(session, other).then(
      () => 'none',
      (error: unknown) => (isCoded(error) ? error.code : 'other'),
    );
    expect(code).toBe('DOCUMENT_KNOWN');
    await reached(first.thread, 'OPENED');
    const filed = await two.b.sql('select 1 from cases.dispatch where id = $1', [sent.id]);
    expect(filed).toHaveLength(1);
  }, 60_000);

  it('a request under the id of a thread that the receiver opened itself is rejected; the next one is read', async () => {
    const sent = await two.request();
    const columns = `authority, compartment, side, request_type, peer, peer_authority, link_id, state, priority,
      key_epoch, key_wrapped, summary`;
    await two.b.sql(
      `insert into cases.thread (id, ${columns}) select $1, ${columns} from cases.thread limit 1`,
      [sent.id],
    );
    const { thread } = await two.a.submit.run(two.a.session('ana'), sent);
    await reached(thread, 'REJECTED');
    expect((await two.stages(thread)).find(({ stage }) => stage === 'REJECTED')?.code).toBe(
      'DOCUMENT_REPLAYED',
    );
    expect(await two.b.sql('select 1 from cases.dispatch where id = $1', [sent.id])).toEqual([]);
    await reached(await send(), 'OPENED');
    await two.b.sql('delete from cases.thread where id = $1', [sent.id]);
  }, 60_000);

  it('a frame that no sealer made is refused, and the receipts of all that follow still arrive', async () => {
    const border = await BorderConnection.connect(two.borders[0].login);
    const ciphertext = randomBytes(700);
    const messageId = parseMessageId(randomBytes(16).toString('hex'));
    const frame = { messageId, part: 0, parts: 1, ciphertext, statement: false };
    const batch = encodeBatch({ frames: [frame], chunks: [] });
    await border.publish(two.linkId, 1, batch, { messageId });
    await border.close();
    const alarms = () =>
      two.a.sql(`select 1 from mailbox.quarantine where code = 'RECEIPT_UNKNOWN_MESSAGE'`);
    await eventually(async () => (await alarms()).length > 0, 30_000);
    await reached(await send(), 'OPENED');
    // What is numbered behind the receipt of that frame counts, and XB need not send it again.
    await eventually(async () => {
      const [row] = await two.b.sql<{ all: boolean }>(
        `select rack_out = last_rseq as all from mailbox.link_heard join mailbox.link_receipts using (link_id)`,
      );
      return row?.all === true;
    }, 30_000);
    const [shown] = await two.a.sql<{ n: number }>(
      'select count(*)::int as n from mailbox.receipt_in where message_id = $1',
      [messageId],
    );
    expect(shown).toEqual({ n: 0 });
  }, 90_000);

  const refusal = (sent: Promise<unknown>): Promise<string> =>
    sent.then(
      () => 'none',
      (error: unknown) => (isCoded(error) ? error.code : String(error)),
    );

  it('a document in the name of another officer is refused', async () => {
    const { state, authority } = two.a.session('ana');
    const from = { state, authority, officer: two.a.session('eli').officer };
    const forged = await two.request({ from });
    expect(await refusal(two.a.submit.run(two.a.session('ana'), forged))).toBe('NOT_THE_SIGNER');
  });

  it('an authority that the neighbour does not have is refused', async () => {
    const to = { state: two.b.state.state, authority: parseAuthorityId('coast-guard') };
    const key = two.b.state.authorityKeys.get('border-police ENFORCEMENT');
    const recipientKeys = key === undefined ? [] : [key.fingerprint];
    const lost = await two.request({ to, recipientKeys });
    expect(await refusal(two.a.submit.run(two.a.session('ana'), lost))).toBe('RECIPIENT_UNKNOWN');
  });

  it('a request of the protection compartment is refused, whoever signed it', async () => {
    const { document, signature } = await two.request({ body: aRequestBody() });
    const text = Buffer.from(document).toString().replace('"INFORMATION"', '"WELFARE_REFERRAL"');
    const sent = { document: Buffer.from(text), signature, uploads: [] };
    expect(await refusal(two.a.submit.run(two.a.session('ana'), sent))).toBe('NOT_AVAILABLE_YET');
  });
});
