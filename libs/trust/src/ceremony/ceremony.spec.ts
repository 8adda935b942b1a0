import { createHash } from 'node:crypto';
import { parseFingerprint, parseLinkId, parseStateCode } from '#kernel';
import { aCard, aLinkId, aState } from '../../../../test/support/state.js';
import { readCard, writeCard, type Card } from './card.js';
import { ceremonyOf, peerBody } from './ceremony.js';

const link = aLinkId();
let invitation: Card;
let acceptance: Card;

beforeAll(async () => {
  invitation = await aCard(await aState('XA').build(), 'liaise-invitation', link, 1);
  acceptance = await aCard(await aState('XB').build(), 'liaise-acceptance', link, 2);
});

const code = (act: () => unknown): string => {
  try {
    act();
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('invitation and acceptance files', () => {
  it('say the same after writing and reading', async () => {
    expect(await readCard(await writeCard(invitation), 'liaise-invitation')).toEqual(invitation);
    expect(await readCard(await writeCard(acceptance), 'liaise-acceptance')).toEqual(acceptance);
  });

  it('do not pass for each other', async () => {
    await expect(readCard(await writeCard(invitation), 'liaise-acceptance')).rejects.toMatchObject({
      code: 'CEREMONY_INVALID',
    });
  });

  it.each<[string, () => Record<string, unknown>]>([
    ['rootCertificate', () => ({ rootFingerprint: acceptance.rootFingerprint })],
    ['border.host', () => ({ border: { end: 1, host: 'a b', port: 1 } })],
    ['border.port', () => ({ border: { end: 1, host: 'a', port: 0 } })],
    ['border members', () => ({ border: { ...acceptance.border, host: 'a' } })],
    ['border.leafPublicKey', () => ({ border: { end: 2, leafPublicKey: 'SUAX' } })],
    ['border.end', () => ({ border: { end: 3 } })],
    ['linkAuthority', () => ({ linkAuthority: 'x' })],
    ['linkAuthority', () => ({ linkAuthority: invitation.linkAuthority.repeat(2) })],
    ['nonce', () => ({ nonce: 'A'.repeat(32) })],
    ['protocol.max', () => ({ protocol: { min: 2, max: 1 } })],
    ['directory.version', () => ({ directory: { ...invitation.directory, version: 0 } })],
    ['file members', () => ({ more: 1 })],
    ['state', () => ({ state: 'x' })],
  ])('are refused for a wrong %s', async (member, change) => {
    const wrong = Buffer.from(JSON.stringify({ ...invitation, ...change() }));
    await expect(readCard(wrong, 'liaise-invitation')).rejects.toThrow('CEREMONY_INVALID');
    const canonical = writeCard({ ...invitation, ...change() });
    await expect(canonical).rejects.toThrow(member);
  });
});

describe('the twelve words', () => {
  it('are the same on both sides, and anybody can compute the transcript', () => {
    const ceremony = ceremonyOf(invitation, acceptance);
    expect(ceremony.words).toHaveLength(12);
    expect(ceremony.protocol).toBe(1);
    const side = (card: Card): string => {
      const hash = createHash('sha256').update(card.linkAuthority).digest('hex');
      const border =
        card.border.end === 1
          ? `{"end":1,"host":"${card.border.host}","port":${card.border.port}}`
          : `{"end":2,"leafPublicKey":"${card.border.leafPublicKey}"}`;
      return (
        `{"border":${border},"linkAuthoritySha256":"${hash}","nonce":"${card.nonce}",` +
        `"protocol":{"max":1,"min":1},"rootFingerprint":"${card.rootFingerprint}","state":"${card.state}"}`
      );
    };
    const json = `{"ends":[${side(invitation)},${side(acceptance)}],"linkId":"${link}","typ":"liaise-ceremony","v":1}`;
    expect(ceremony.transcriptSha256).toBe(createHash('sha256').update(json).digest('hex'));
  });

  it('do not depend on which end invites', async () => {
    const swapped = [
      { ...acceptance, typ: 'liaise-invitation' },
      { ...invitation, typ: 'liaise-acceptance' },
    ] as const;
    expect(ceremonyOf(...swapped)).toEqual(ceremonyOf(invitation, acceptance));
    await expect(writeCard(swapped[0])).resolves.toBeInstanceOf(Uint8Array);
  });

  it.each<[string, () => Partial<Card>]>([
    ['state', () => ({ state: parseStateCode('XC') })],
    ['root', () => ({ rootFingerprint: parseFingerprint('B'.repeat(40)) })],
    ['link authority', () => ({ linkAuthority: `${acceptance.linkAuthority}\n` })],
    ['leaf key', () => ({ border: { end: 2, leafPublicKey: `U${'A'.repeat(55)}` } })],
    ['nonce', () => ({ nonce: '0'.repeat(32) })],
    ['protocol', () => ({ protocol: { min: 1, max: 2 } })],
  ])('change with the %s', (_, change) => {
    const words = ceremonyOf(invitation, { ...acceptance, ...change() }).words;
    expect(words).not.toEqual(ceremonyOf(invitation, acceptance).words);
  });

  it('are not made from files that do not belong together', () => {
    const judged = (change: Partial<Card>) =>
      code(() => ceremonyOf(invitation, { ...acceptance, ...change }));
    expect(judged({ linkId: parseLinkId('0'.repeat(32)) })).toContain('linkId');
    expect(judged({ state: invitation.state })).toContain('one State');
    expect(judged({ rootFingerprint: invitation.rootFingerprint })).toContain('one root');
    expect(judged({ border: invitation.border })).toContain('one end');
    expect(judged({ nonce: invitation.nonce })).toContain('nonce');
    expect(judged({ protocol: { min: 2, max: 3 } })).toContain('no common protocol version');
    expect(code(() => ceremonyOf(acceptance, invitation))).toContain('one invitation');
  });

  it('end up in the entry that two administrators sign, with the end of the signing side', () => {
    const ceremony = ceremonyOf(invitation, acceptance);
    expect(peerBody(invitation, acceptance, ceremony)).toMatchObject({
      peer: 'XB',
      rootFingerprint: acceptance.rootFingerprint,
      end: 1,
      transcriptSha256: ceremony.transcriptSha256,
    });
    expect(peerBody(acceptance, invitation, ceremony)).toMatchObject({ peer: 'XA', end: 2 });
  });
});
