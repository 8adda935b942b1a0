import { describe, expect, it } from '@jest/globals';
import {
  aFingerprint,
  aLinkId,
  aState,
  anEntry,
  anOfficer,
  aPolicyPack,
  at,
} from '../../../test/support/builders.js';
import {
  adam,
  anna,
  aDirectory,
  clerk,
  registrars,
  root,
} from '../../../test/support/case-facts.js';
import type { Entry } from './directory.schema.js';
import type { Fingerprint } from '#kernel';
import { Peers } from './peers.model.js';

function refuses(peers: Peers, entry: Entry, signers: readonly Fingerprint[], why: string): void {
  const before = JSON.stringify([peers.version, peers.listPeers()]);
  expect(() => peers.apply(entry, signers, aDirectory())).toThrow(
    expect.objectContaining({ code: 'ENTRY_NOT_ALLOWED', detail: why }),
  );
  expect(JSON.stringify([peers.version, peers.listPeers()])).toBe(before);
}

const needsTwo = 'two administrators must confirm a neighbour';

describe('Peers', () => {
  it('two administrators confirm a neighbour, no fewer and no others', () => {
    const peers = new Peers();
    for (const signers of [[], [adam], [adam, adam], [adam, clerk], [adam, root], registrars])
      refuses(peers, anEntry('peer'), signers, needsTwo);
    peers.apply(anEntry('peer'), [adam, anna], aDirectory());
    expect(peers.peer(aState('XB'))).toEqual({ ...anEntry('peer').body, version: 0 });
    expect(peers.byLink(aLinkId())?.peer).toBe('XB');
    expect(peers.version).toBe(1);
  });

  it('one administrator with two keys counts once', () => {
    const directory = aDirectory();
    const second = aFingerprint('second key of adam');
    directory.apply(
      anEntry('officer', {
        officer: anOfficer('adam'),
        fingerprint: second,
        roles: ['ADMINISTRATOR'],
      }),
      registrars,
    );
    const peers = new Peers();
    expect(() => peers.apply(anEntry('peer'), [adam, second], directory)).toThrow(needsTwo);
    peers.apply(anEntry('peer'), [second, anna], directory);
  });

  it('an administrator suspended by then does not count', () => {
    const directory = aDirectory();
    directory.apply(
      anEntry('officer-suspended', { officer: anOfficer('anna'), effective: at(10) }),
      registrars,
    );
    const peers = new Peers();
    const on = (minutes: number) => anEntry('peer', {}, { issuedAt: at(minutes) });
    expect(() => peers.apply(on(10), [adam, anna], directory)).toThrow(needsTwo);
    peers.apply(on(9), [adam, anna], directory);
  });

  it('an administrator suspended meanwhile does not count by writing an earlier time', () => {
    const directory = aDirectory();
    const peers = new Peers();
    peers.apply(anEntry('peer'), [adam, anna], directory);
    const suspended = { officer: anOfficer('anna'), effective: at(10) };
    directory.apply(anEntry('officer-suspended', suspended, { issuedAt: at(10) }), registrars);
    const backdated = { issuedAt: at(9) };
    const removed = anEntry('peer-removed', {}, backdated);
    expect(() => peers.apply(removed, [anna], directory)).toThrow('an administrator must sign');
    const confirmed = anEntry('peer', {}, backdated);
    expect(() => peers.apply(confirmed, [adam, anna], directory)).toThrow(needsTwo);
    peers.apply(removed, [adam], directory);
  });

  it('refuses entries of another chain, State or kind, and the State itself', () => {
    const peers = new Peers();
    const signers = [adam, anna];
    const other = 'entry of another chain';
    refuses(peers, anEntry('peer', {}, { chain: 'directory' }), signers, other);
    refuses(peers, anEntry('peer', {}, { state: aState('XB') }), signers, other);
    refuses(
      peers,
      anEntry('officer', {}, { chain: 'peers' }),
      signers,
      'not an entry of the peers',
    );
    const self = anEntry('peer', { peer: aState('XA') });
    refuses(peers, self, signers, 'a State is not its own neighbour');
  });

  it('a link belongs to one neighbour', () => {
    const peers = new Peers();
    peers.apply(anEntry('peer'), [adam, anna], aDirectory());
    const third = anEntry('peer', { peer: aState('XC') });
    refuses(peers, third, [adam, anna], 'the link belongs to another neighbour');
    peers.apply(
      anEntry('peer', { peer: aState('XC'), linkId: aLinkId('xa-xc') }),
      [adam, anna],
      aDirectory(),
    );
    expect(peers.listPeers().map((peer) => peer.peer)).toEqual(['XB', 'XC']);
  });

  it('a changed root needs two administrators again and replaces the old one', () => {
    const peers = new Peers();
    peers.apply(anEntry('peer'), [adam, anna], aDirectory());
    const changed = anEntry('peer', { rootFingerprint: aFingerprint('new root XB') });
    refuses(peers, changed, [adam], needsTwo);
    peers.apply(changed, [adam, anna], aDirectory());
    expect(peers.listPeers()).toEqual([{ ...changed.body, version: 1 }]);
  });

  it('one administrator removes a neighbour, by its link', () => {
    const peers = new Peers();
    refuses(peers, anEntry('peer-removed'), [adam], 'unknown link');
    peers.apply(anEntry('peer'), [adam, anna], aDirectory());
    refuses(peers, anEntry('peer-removed'), [clerk, root], 'an administrator must sign');
    const wrong = anEntry('peer-removed', { linkId: aLinkId('other') });
    refuses(peers, wrong, [adam], 'unknown link');
    peers.apply(anEntry('peer-removed'), [anna], aDirectory());
    expect(peers.peer(aState('XB'))).toBeUndefined();
    expect(peers.byLink(aLinkId())).toBeUndefined();
    expect(peers.version).toBe(2);
  });

  it('two administrators put a policy pack in force, of this State, whole, and newer than the last', () => {
    const peers = new Peers();
    const signed = [adam, anna];
    const needs = 'two administrators must sign a policy pack';
    for (const signers of [[], [adam], [adam, adam], [adam, root], [adam, clerk], registrars])
      refuses(peers, anEntry('policy-pack'), signers, needs);
    expect(peers.policy()).toBeUndefined();
    const of = (members: Parameters<typeof aPolicyPack>[0]) =>
      anEntry('policy-pack', aPolicyPack(members));
    refuses(peers, of({ state: aState('XB') }), signed, 'the pack belongs to another State');
    const [, second] = aPolicyPack().cases;
    if (second === undefined) throw new Error('no case');
    const twice = [second, second];
    refuses(peers, of({ cases: twice }), signed, `two cases are called ${second.name}`);
    // Checked on submission by the rules of that time; later rules do not void it.
    const older = new Peers();
    older.apply(of({ cases: [{ ...second, formalRoute: ['other'] }] }), signed, aDirectory());
    expect(older.policy()?.cases).toHaveLength(1);
    peers.apply(of({ version: 4 }), signed, aDirectory());
    const above = 'its version must be above 4, the one in force';
    for (const version of [1, 3, 4]) refuses(peers, of({ version }), signed, above);
    expect(peers.policy()).toEqual(aPolicyPack({ version: 4 }));
    peers.apply(of({ version: 9, rules: [], cases: [second] }), signed, aDirectory());
    expect(peers.policy()?.rules).toEqual([]);
    expect(peers.listPeers()).toEqual([]);
  });

  it('two administrators accept a broker with known faults, of exactly one version', () => {
    const peers = new Peers();
    const needs = 'two administrators must accept a broker';
    for (const signers of [[], [adam], [adam, root], [adam, clerk]])
      refuses(peers, anEntry('broker-accepted'), signers, needs);
    expect(peers.acceptsBroker('2.10.27')).toBe(false);
    peers.apply(anEntry('broker-accepted'), [adam, anna], aDirectory());
    expect(['2.10.27', '2.10.26', '2.10.2', ''].map((each) => peers.acceptsBroker(each))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(peers.listPeers()).toEqual([]);
  });
});
