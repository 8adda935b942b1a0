import { generateKeyPairSync } from 'node:crypto';
import { Desk, noRecalls, unrecalled, unstopped } from '../../../../test/support/desk.js';
import { aLinkId } from '../../../../test/support/state.js';
import { SentDispatch, type Lies } from '../../../../test/support/receipts.js';
import { at } from '../../../../test/support/builders.js';
import { hash } from '../../../../test/support/test-state.js';
import {
  clockOf,
  parseDocumentId,
  parseMessageId,
  parseThreadId,
  parseTimestamp,
  type ReceiptStage,
} from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';

const id = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
let desk: Desk;
let sent: SentDispatch;
let signedWith: Uint8Array;
let stages: object[];

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  const { document, signature, certificate } = await desk.signed({
    ...{ id: parseDocumentId(id), thread: parseThreadId(id), link: aLinkId() },
  });
  signedWith = certificate;
  sent = new SentDispatch(desk.xa, desk.xb, aLinkId(), document, signature);
  const path = `GET /api/v1/requests/${id}`;
  desk.server.on(path, () => ({
    ...{ thread: id, side: 'ASKING', requestType: 'INFORMATION', peer: 'XB', state: 'SUBMITTED' },
    ...{
      peerAuthority: 'coast-guard',
      priority: 2,
      clock: clockOf([], 2),
      alerts: [],
      recalls: noRecalls,
      evidence: noRecalls,
      ...likeNone,
      ...unstopped,
      holder: null,
      formerAuthorities: [],
      subjectLine: 'Owner',
      erased: false,
    },
    ...{ openedAt: at(), updatedAt: at(), dispatches: [], next: null },
  }));
  desk.server.on(`${path}/dispatches`, () => ({
    dispatches: [dispatch()],
    withheld: [],
    next: null,
  }));
});
afterAll(() => desk.close());

const dispatch = (): object => ({
  ...{ dispatch: id, direction: 'OUT', kind: 'request', officer: 'a.novak' },
  ...{ committedAt: at(), messageId: sent.messageId, stages, attachments: [] },
  ...unrecalled,
  document: Buffer.from(sent.document).toString('base64'),
  signature: Buffer.from(sent.signature).toString('base64'),
  certificate: Buffer.from(signedWith).toString('base64'),
});

beforeEach(() => {
  stages = [{ stage: 'QUEUED', at: at(), code: null, receipt: null }];
});

async function give(stage: ReceiptStage, lies: Lies = {}) {
  const { shown, proof } = await sent.receipt(stage, lies);
  stages.push(shown);
  const route = `/api/v1/requests/${id}/dispatches/${id}/receipts/${shown.receipt.rseq}`;
  desk.server.on(`GET ${route}`, () => proof);
  return { shown, proof };
}
const show = (...more: string[]) =>
  desk.liaise(['request', 'show', id, '--purpose', 'INVESTIGATION', ...more]);

interface Shown {
  dispatches: { stages: { stage: string; verified: boolean | null; problem: string | null }[] }[];
}

describe('receipts that hold', () => {
  it('are shown as verified, each', async () => {
    for (const stage of ['DELIVERED', 'OPENED', 'RETRIEVED'] as const) await give(stage);
    const { code, out, err } = await show();
    expect([code, err]).toEqual([0, '']);
    expect(out.match(/\[verified\]/g)).toHaveLength(1);
    expect(out).toMatch('An officer of the authority has read it, by their verified receipt of ');
    // One for the document and one for each receipt.
    const whole = await show('--verbose');
    expect(whole.out.match(/\[verified\]/g)).toHaveLength(4);
    const shown = JSON.parse((await show('--json')).out) as Shown;
    expect(shown.dispatches[0]?.stages.map(({ verified }) => verified)).toEqual([
      ...[null, true, true, true],
    ]);
  });

  it.each([['XC', 'XB'], ['XA']])(
    'prove that it was said, also where it cannot be: %s',
    async (...way) => {
      await give('BREAK_GLASS_ONWARD', { data: { way } });
      expect((await show()).out.match(/\[verified\]/g)).toHaveLength(2);
    },
  );

  it('prove a refusal with its reason', async () => {
    const code = 'POLICY_REFUSED';
    await give('REJECTED', { event: { reason: code }, receipt: { code } });
    expect((await show()).out).toMatch(/POLICY_REFUSED\) {2}\[verified\]/);
  });

  it('tell what to do where their gateway does not know the type', async () => {
    const code = 'KIND_UNKNOWN';
    await give('REJECTED', { event: { reason: code }, receipt: { code } });
    const { out } = await show();
    expect(out).toMatch('The gateway of XB refused it.');
    expect(out).toMatch('Their gateway is older and does not know what it says: withdraw it');
  });
});

describe('a refusal of what was opened', () => {
  it('says nothing: the neighbour has it', async () => {
    const code = 'POLICY_REFUSED';
    await give('OPENED');
    await give('REJECTED', { event: { reason: code }, receipt: { code } });
    const { out } = await show();
    expect(out).toMatch('It lies opened at the authority');
    expect(out).not.toMatch('counts as not said');
  });

  it('counts where it came first, whatever is signed later; that the neighbour has it then counts too', async () => {
    const code = 'POLICY_REFUSED';
    await give('REJECTED', { event: { reason: code }, receipt: { code } });
    await give('OPENED');
    const { out } = await show();
    expect(out).toMatch('counts as not said');
    expect(out).not.toMatch('The gateway of XB refused it');
  });
});

describe('receipts that do not hold', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  it.each<[string, ReceiptStage, () => Lies, string]>([
    [
      'another key of the neighbour',
      'OPENED',
      () => ({ receiptKey: desk.xb.keys.signing }),
      'not signed',
    ],
    ['our own receipt key', 'OPENED', () => ({ receiptKey: desk.xa.keys.receipts }), 'not signed'],
    ['another log key', 'OPENED', () => ({ logKey: other }), ''],
    [
      'a glass elsewhere, without where',
      'BREAK_GLASS_ONWARD',
      () => ({ data: { way: [] } }),
      'way',
    ],
    [
      'one too far',
      'BREAK_GLASS_ONWARD',
      () => ({ data: { way: ['XC', 'XD', 'XE', 'XF'] } }),
      'way',
    ],
    ['one in circles', 'BREAK_GLASS_ONWARD', () => ({ data: { way: ['XC', 'XC'] } }), 'way'],
    ['one with words', 'BREAK_GLASS_ONWARD', () => ({ data: { way: ['a name'] } }), 'way'],
    ['a leaf of another stage', 'OPENED', () => ({ event: { typ: 'msg.received' } }), 'leaf type'],
    [
      'a leaf about another message',
      'DELIVERED',
      () => ({ data: { messageId: 'f'.repeat(32) } }),
      'leaf message',
    ],
    [
      'a leaf about other bytes',
      'DELIVERED',
      () => ({ receipt: { ciphertextSha256: hash('x') } }),
      'leaf object',
    ],
    [
      'another reason than the leaf’s',
      'REJECTED',
      () => ({ event: { reason: 'A_B' }, receipt: { code: 'C_D' } }),
      'leaf reason',
    ],
    ['another place in the log', 'OPENED', () => ({ receipt: { index: 2 } }), 'cannot be read'],
    ['a proof of nothing', 'OPENED', () => ({ receipt: { proof: [] } }), 'cannot be read'],
    [
      'an envelope of another document',
      'OPENED',
      () => ({ envelope: { documentSha256: hash('x') } }),
      'another document',
    ],
    [
      'an envelope of another message',
      'OPENED',
      () => ({ envelope: { id: parseMessageId('f'.repeat(32)) } }),
      'another message',
    ],
    [
      'an envelope that our State did not sign',
      'DELIVERED',
      () => ({ envelopeKey: desk.xa.keys.receipts }),
      'not signed',
    ],
    [
      'another envelope than the one opened',
      'OPENED',
      () => ({ envelope: { seq: 2 } }),
      'opened another envelope',
    ],
  ])('are shown as such: %s', async (_, stage, lies, why) => {
    await give('DELIVERED');
    await give(stage, lies());
    const { code, out, err } = await show();
    expect([code, err]).toEqual([4, expect.stringMatching('CLI_RECEIPT_UNPROVEN')]);
    expect(out).toMatch(/\[verified\]/);
    expect(out).toMatch(/\[NOT VERIFIED: /);
    expect(out).toMatch(why);
    // The unproven stage is not stated as a fact.
    expect(out).toMatch('It has arrived and waits to be opened, by their verified receipt of ');
    const shown = JSON.parse((await show('--json')).out) as Shown;
    expect(shown.dispatches[0]?.stages.map(({ verified }) => verified)).toEqual([
      null,
      true,
      false,
    ]);
  });

  it.each<[string, (shown: Record<string, unknown>) => void]>([
    ['a stage that the receipt does not say', (shown) => void (shown['stage'] = 'RETRIEVED')],
    ['a time that the receipt does not say', (shown) => void (shown['at'] = parseTimestamp(at(9)))],
    ['a reason that the receipt does not say', (shown) => void (shown['code'] = 'SOMETHING')],
    [
      'a receipt that the statement does not hold',
      (shown) => void (shown['receipt'] = { ...(shown['receipt'] as object), at: at(9) }),
    ],
    ['no receipt', (shown) => void (shown['receipt'] = null)],
    ['a receipt without a number', (shown) => void (shown['receipt'] = {})],
    [
      'a proof that the gateway does not give',
      (shown) => void (shown['receipt'] = { ...(shown['receipt'] as object), rseq: 999_999 }),
    ],
  ])('are shown as such: %s', async (_, lie) => {
    const { shown } = await give('OPENED');
    lie(shown);
    const { code, out } = await show();
    expect(code).toBe(4);
    expect(out).toMatch(/\[NOT VERIFIED: /);
    expect(out).toMatch('Not yet delivered');
  });
});
