import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { migrations, type Store, type Tx } from '#store';
import { formatVerifierKey, makeVerifier } from '#tlog';
import { TestPostgres } from '../../../../test/support/postgres.js';
import { aLinkId, aState, type TestState } from '../../../../test/support/state.js';
import { base64 } from '../../../../test/support/test-state.js';
import { TrustStore } from '../trust-store.js';

const link = aLinkId();
const logOf = ({ noteKeys }: TestState): KeyObject => {
  const key = noteKeys.get('log');
  if (key === undefined) throw new Error('no log key');
  return createPublicKey(key);
};
const other = (): KeyObject => generateKeyPairSync('ed25519').publicKey;

describe('a log key that is somebody else’s', () => {
  let postgres: TestPostgres;
  let store: Store;
  let own: TestState;
  let peer: TestState;
  let trust: TrustStore;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    const admin = await postgres.database(migrations);
    own = await aState('XA').build();
    peer = await aState('XB').build();
    await own.confirm(peer, link, 1);
    const owner = await postgres.store(admin, 'install', 1);
    await owner.transaction({ step: 'install' }, (tx) => own.install(tx));
    await owner.close();
    store = await postgres.store(await postgres.role(admin, 'liaise_opener'), 'test', 2);
    trust = new TrustStore(own.state, own.rootFingerprint);
    await run((tx) => trust.refresh(tx));
  });
  afterEach(() => store.close());

  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> =>
    store.transaction({ step: 'test' }, fn);
  const said = async (): Promise<string> => {
    const statement = await peer.directoryStatement(own.state, link);
    return codeOf(run((tx) => trust.acceptDirectory(tx, statement, own.at)));
  };
  const vkey = (name: string, key: KeyObject): string =>
    formatVerifierKey(makeVerifier(name, key, 'note'));
  const noted = (of: TestState, text: string) =>
    of.add('note-key', { purpose: 'log', vkey: text, ...of.validity }, [of.root]);

  it('control: one of its own is taken from a neighbour', async () => {
    await noted(peer, vkey('xb.example/log/2', other()));
    expect(await said()).toBe('TAKEN');
  });

  it('is not taken from a neighbour that names our log as its own', async () => {
    await noted(peer, vkey('xa.example/log', other()));
    expect(await said()).toBe('TRUST_KEY_TAKEN');
    expect(trust.version(peer.state)).toBe(0);
  });

  it('is not taken from a neighbour under another name', async () => {
    await noted(peer, vkey('xb.example/log/2', logOf(own)));
    expect(await said()).toBe('TRUST_KEY_TAKEN');
  });

  it('is not taken as the key of a witness, or under the name of one', async () => {
    const witness = own.noteKeys.get('witness');
    if (witness === undefined) throw new Error('no witness key');
    for (const [name, key] of [
      ['xb.example/witness/2', createPublicKey(witness)],
      ['xa.example/witness', other()],
    ] as const) {
      const text = formatVerifierKey(makeVerifier(name, key, 'cosignature'));
      const fresh = await aState('XB').build();
      await fresh.add('note-key', { purpose: 'witness', vkey: text, ...fresh.validity }, [
        fresh.root,
      ]);
      peer = fresh;
      expect(await said()).toBe('TRUST_KEY_TAKEN');
    }
  });

  it('is not taken as the key of an event', async () => {
    const raw = Buffer.from(logOf(own).export({ format: 'jwk' }).x ?? '', 'base64url');
    const body = { service: 'sealer', publicKey: base64(raw), ...peer.validity };
    await peer.add('event-key', body, [peer.root]);
    expect(await said()).toBe('TRUST_KEY_TAKEN');
  });

  it('is not handed over with an enrolment', async () => {
    await noted(peer, vkey('xa.example/log', other()));
    const given = run((tx) => trust.introduce(tx, peer.state, peer.directory));
    expect(await codeOf(given)).toBe('TRUST_KEY_TAKEN');
  });

  it('is not appended to the own directory either', async () => {
    expect(await said()).toBe('TAKEN');
    await run((tx) => trust.refresh(tx));
    const mine = await noted(own, vkey('xb.example/log', other()));
    const appended = run((tx) => trust.append(tx, 'directory', mine, own.at));
    expect(await codeOf(appended)).toBe('TRUST_KEY_TAKEN');
  });
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'TAKEN',
    (error: unknown) => (error as { code: string }).code,
  );
