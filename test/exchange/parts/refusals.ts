import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import {
  isCoded,
  parseAuthorityId,
  parseMessageId,
  type DocumentId,
  type Power,
  type SubjectCategory,
  type ThreadId,
} from '#kernel';
import type { PolicyPack } from '#capabilities/policy/policy.schema';
import type { PolicyPoint } from '#capabilities/policy/policy.contract';
import { BorderConnection } from '#border';
import { canonicalJson, encodeBatch, sha256 } from '#wire';
import type { Reached } from '../../support/gateway.js';
import {
  anAuthority,
  aPolicyPack,
  aRequestBody,
  aState,
  aSubject,
} from '../../support/builders.js';
import { disclosed } from '../fixtures/disclosed.js';
import { eventually } from '../../support/nats.js';
import { insertRow } from '../../support/rows.js';
import type { TwoStates } from '../../support/two-states.js';
import { sharedStates } from './states.js';

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
    return (await two.a.submit.submitDocument(two.a.session('ana'), await two.request())).thread;
  }
  const reached = (thread: ThreadId, stage: Reached) => two.a.reached(thread, stage);

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
    // The gap is a minute old: the receiver asks, and the sender answers that the number is void.
    await two.b.sql(`update mailbox.chain set noted_at = noted_at - interval '2 minutes'`);
    two.b.steps.wake('gaps');
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
    const first = await two.a.submit.submitDocument(session, sent);
    expect(await two.a.submit.submitDocument(session, sent)).toEqual(first);
    const other = await two.request({ id: sent.id, thread: first.thread });
    const code = await two.a.submit.submitDocument(session, other).then(
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
    const [other] = await two.b.sql<object>(
      `select authority, compartment, side, request_type, peer, peer_authority, link_id, state, priority,
         key_epoch, key_wrapped, summary from cases.thread limit 1`,
    );
    await insertRow(two.b, 'cases.thread', { ...other, id: sent.id });
    const { thread } = await two.a.submit.submitDocument(two.a.session('ana'), sent);
    await reached(thread, 'REJECTED');
    expect((await two.stages(thread)).find(({ stage }) => stage === 'REJECTED')?.code).toBe(
      'DOCUMENT_REPLAYED',
    );
    expect(await two.b.sql('select 1 from cases.dispatch where id = $1', [sent.id])).toEqual([]);
    await reached(await send(), 'OPENED');
    await two.b.sql('delete from cases.thread where id = $1', [sent.id]);
  }, 60_000);

  it('frames that no sealer made are refused, also the same bytes twice, and the receipts of all that follow still arrive', async () => {
    const border = await BorderConnection.connect(two.borders[0].login);
    const ciphertext = randomBytes(700);
    const ids = [1, 2].map(() => parseMessageId(randomBytes(16).toString('hex')));
    // Both refusals in one batch.
    await two.b.steps.hold('receipts');
    for (const messageId of ids) {
      const frame = { messageId, part: 0, parts: 1, ciphertext, statement: false };
      const batch = encodeBatch({ frames: [frame], chunks: [] });
      await border.publish(two.linkId, 1, batch, { messageId });
    }
    await border.close();
    await eventually(async () => {
      const rows = await two.b.sql(
        `select 1 from mailbox.receipt_due d join journal.leaf l on l.event = d.event
         where d.message_id = any ($1) and d.stage = 'REJECTED' and l.index < (select size from journal.released)`,
        [ids],
      );
      return rows.length === ids.length;
    });
    two.b.steps.resume('receipts');
    const alarms = () =>
      two.a.sql(`select 1 from mailbox.quarantine where code = 'RECEIPT_UNKNOWN_MESSAGE'`);
    await eventually(async () => (await alarms()).length > 0, 30_000);
    await reached(await send(), 'OPENED');
    // Documents numbered after that receipt count, and XB need not repeat it.
    await eventually(async () => {
      const [row] = await two.b.sql<{ all: boolean }>(
        `select rack_out = last_rseq as all from mailbox.link_heard join mailbox.link_receipts using (link_id)`,
      );
      return row?.all === true;
    }, 30_000);
    const [shown] = await two.a.sql<{ n: number }>(
      'select count(*)::int as n from mailbox.receipt_in where message_id = any ($1)',
      [ids],
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
    expect(await refusal(two.a.submit.submitDocument(two.a.session('ana'), forged))).toBe(
      'NOT_THE_SIGNER',
    );
  });

  it('an authority that the neighbour does not have is refused', async () => {
    const to = { state: two.b.state.state, authority: parseAuthorityId('coast-guard') };
    const key = two.b.state.authorityKeys.get('border-police ENFORCEMENT');
    const recipientKeys = key === undefined ? [] : [key.fingerprint];
    const lost = await two.request({ to, recipientKeys });
    expect(await refusal(two.a.submit.submitDocument(two.a.session('ana'), lost))).toBe(
      'RECIPIENT_UNKNOWN',
    );
  });

  it('a request of the protection compartment is refused, whoever signed it', async () => {
    const { document, signature } = await two.request({ body: aRequestBody() });
    const text = Buffer.from(document).toString().replace('"INFORMATION"', '"WELFARE_REFERRAL"');
    const sent = { document: Buffer.from(text), signature, uploads: [] };
    expect(await refusal(two.a.submit.submitDocument(two.a.session('ana'), sent))).toBe(
      'NOT_AVAILABLE_YET',
    );
  });

  describe('by the law of the sender', () => {
    const adopt = async (
      at: 'a' | 'b',
      pack: PolicyPack,
      by = ['dora', 'eli'],
    ): Promise<string> => {
      const { state, append } = two[at];
      const signers = by.map((name) => state.officer(name).key);
      const signed = await state.entry('policy-pack', pack, signers, { issuedAt: new Date() });
      const refused = await refusal(append.appendEntry({ chain: 'peers', ...signed }));
      // A later part appends to the chain.
      if (refused === 'none') state.addEntry('peers', signed);
      return refused;
    };
    const to = { state: aState('XB'), authority: anAuthority() };
    const pack = (version: number, forbids: readonly Power[]): PolicyPack =>
      aPolicyPack({
        version,
        rules: [
          {
            ...{ id: 'no-witness', verdict: 'FORBIDDEN', law: 'Act A, art. 1' },
            when: { categories: ['WITNESS'], states: [to.state] },
          },
          ...forbids.map((power) => ({
            ...{ id: 'no-power', verdict: 'FORBIDDEN' as const, law: 'Act B, art. 2' },
            when: { powers: [power] },
          })),
        ],
        cases: [
          {
            name: 'a witness',
            facts: { categories: ['WITNESS'], peer: to },
            ...{ forbidden: ['no-witness'], formalRoute: [] },
          },
          {
            name: 'a bank account',
            facts: { powers: ['BANK_DATA'], peer: to },
            forbidden: forbids.includes('BANK_DATA') ? ['no-power'] : [],
            formalRoute: ['bank'],
          },
          {
            name: 'an interception',
            facts: { powers: ['INTERCEPTION'], peer: to },
            forbidden: forbids.includes('INTERCEPTION') ? ['no-power'] : [],
            formalRoute: ['protocol-interception'],
          },
        ],
      });
    const asking = (powers: readonly Power[], category: SubjectCategory = 'VICTIM') =>
      two.request({
        body: aRequestBody({
          ...(powers.length > 0 && { powers }),
          subjects: [aSubject({ type: 'PERSON', category })],
        }),
      });
    const submit = async (sent: Awaited<ReturnType<typeof asking>>): Promise<string> =>
      refusal(two.a.submit.submitDocument(two.a.session('ana'), sent));
    const warnings = async (at: 'a' | 'b', thread: ThreadId, id: DocumentId) => {
      const [documents, who] =
        at === 'a' ? [two.a.askingDocuments, 'ana'] : [two.b.askedDocuments, 'ben'];
      const shown = await documents.one(two[at].session(who), thread, id, 'INVESTIGATION');
      return shown.warnings.map(({ rule, powers }) => [rule, powers]);
    };
    const events = (typ: string, document: DocumentId) =>
      two.a.sql<{ version?: number; policy?: PolicyPoint }>(
        `select d -> 'policyVersion' as version, d -> 'policy' as policy from journal.event,
           lateral (select convert_from(leaf, 'UTF8')::jsonb -> 'data' as d) s
         where typ = $1 and d ->> 'document' = $2`,
        [typ, document],
      );

    it('what the pack forbids is neither taken nor sealed; what the neighbour’s own law wants it says itself', async () => {
      const before = await asking(['BANK_DATA']);
      expect(await submit(before)).toBe('none');
      const thread = before.id as unknown as ThreadId;
      await reached(thread, 'OPENED');
      expect(await warnings('b', thread, before.id)).toEqual([
        ['protocol-bank-data', ['BANK_DATA']],
      ]);
      const [none] = await events('msg.signed', before.id);
      expect(none).toEqual({ version: 0, policy: null });

      // One administrator only, a pack of another State, a pack that fails its own cases: none is adopted.
      expect(await adopt('a', pack(1, []), ['dora'])).toBe('ENTRY_NOT_ALLOWED');
      expect(await adopt('a', { ...pack(1, []), state: to.state })).toBe('ENTRY_NOT_ALLOWED');
      expect(await adopt('a', { ...pack(1, []), rules: [] })).toBe('ENTRY_NOT_ALLOWED');
      expect(await adopt('a', pack(2, []))).toBe('none');
      expect(await adopt('a', pack(1, []))).toBe('ENTRY_NOT_ALLOWED');
      expect(await adopt('b', { ...pack(1, []), state: to.state })).toBe('none');

      expect(await submit(await asking([], 'WITNESS'))).toBe('POLICY_FORBIDS');
      const [said] = await two.a.sql<{ reason: string }>(
        `select convert_from(leaf, 'UTF8')::jsonb ->> 'reason' as reason from journal.event
         where typ = 'msg.refused' order by id desc limit 1`,
      );
      expect(said).toEqual({ reason: 'POLICY_FORBIDS' });

      // Equal packs at both ends: each State states its own law's demands.
      const ask = await asking(['BANK_DATA']);
      const asked = ask.id as unknown as ThreadId;
      // The submitter is told, also after a lost answer, and the event names the rule.
      for (let times = 0; times < 2; times += 1)
        expect(await two.a.submit.submitDocument(two.a.session('ana'), ask)).toEqual({
          ...{ thread: asked, dispatch: ask.id },
          warnings: [expect.objectContaining({ rule: 'bank', powers: ['BANK_DATA'] })],
        });
      const [signedEvent] = (await disclosed(two.a, asked)).filter(
        ({ typ }) => typ === 'msg.signed',
      );
      expect(signedEvent?.values['formalRoute']).toEqual(['bank']);
      await reached(asked, 'OPENED');
      for (const at of ['a', 'b'] as const)
        expect(await warnings(at, asked, ask.id)).toEqual([['bank', ['BANK_DATA']]]);
      const policy = { version: 2, sha256: sha256(canonicalJson(pack(2, []))) };
      // The hash is given only where the pack itself is absent.
      expect(await events('msg.signed', ask.id)).toEqual([{ version: 2, policy: null }]);
      expect(await events('msg.send.intent', ask.id)).toEqual([{ version: null, policy }]);
      // A pack never leaves its State.
      expect(
        await two.b.sql(`select 1 from trust.entry where state = 'XA' and chain = 'peers'`),
      ).toEqual([]);

      await two.a.steps.hold('seal');
      const wire = await asking(['INTERCEPTION']);
      expect(await submit(wire)).toBe('none');
      const free = await asking([]);
      expect(await submit(free)).toBe('none');
      expect(await adopt('a', pack(3, ['INTERCEPTION']))).toBe('none');
      two.a.steps.resume('seal');
      await reached(free.id as unknown as ThreadId, 'OPENED');
      const [kept] = await two.a.sql<object>(
        'select state, code from mailbox.outbox where dispatch = $1',
        [wire.id],
      );
      expect(kept).toEqual({ state: 'VOID', code: 'POLICY_FORBIDS' });
      expect(await two.stages(wire.id as unknown as ThreadId)).toContainEqual(
        expect.objectContaining({ code: 'POLICY_FORBIDS' }),
      );
      expect(await two.b.sql('select 1 from cases.dispatch where id = $1', [wire.id])).toEqual([]);
      // A missing rule in a pack relaxes nothing of the protocol.
      const suspect = await two.request({
        body: aRequestBody({
          subjects: [aSubject({ type: 'PERSON', category: 'SUSPECT_OR_CONVICTED' })],
        }),
      });
      const [, , free4] = pack(4, []).cases;
      if (free4 === undefined) throw new Error('no case');
      const empty = { ...pack(4, []), rules: [], formalRoute: [], cases: [free4] };
      expect(await adopt('a', empty)).toBe('none');
      expect(await submit(suspect)).toBe('SUSPECT_WITHOUT_OFFENCE');
      expect(await submit(await asking([], 'WITNESS'))).toBe('none');
    }, 60_000);
  });
});
