import { type Compartment, type Document, parseStateCode } from '#kernel';
import { aDocument, aFingerprint, anAuthority } from '../../../test/support/builders.js';
import { aState, type TestState } from '../../../test/support/state.js';
import { recipientKey } from './recipient-key.rules.js';
import { DirectoryChain, type TrustStore } from '#trust';

const authority = anAuthority();
const desk = 'ENFORCEMENT';
let state: TestState;
let trust: TrustStore;

beforeAll(async () => {
  state = await aState('XB').build();
  const chain = new DirectoryChain(state.state, state.rootFingerprint);
  for (const signed of state.directory) await chain.extend(signed);
  const terms = { authorities: [], stateKeys: [] };
  trust = { directoryOf: () => chain.directory, terms: () => terms } as unknown as TrustStore;
});

const keyOf = (compartment: Compartment) => {
  const key = state.authorityKeys.get(`${authority} ${compartment}`);
  if (key === undefined) throw new Error(`no key of ${compartment}`);
  return key.fingerprint;
};
const found = (members: Partial<Document<'request'>>, peer = state.state) => {
  const to = { state: state.state, authority };
  const document = aDocument({ to, recipientKeys: [keyOf(desk)], ...members });
  return recipientKey(trust, document, { peer, compartment: desk }, state.at);
};

describe('the key that a document is sealed to', () => {
  it('is the one that the officer named, and the directory has for that authority and desk', () => {
    expect(found({}).fingerprint).toBe(keyOf(desk));
  });

  it('is no key that the officer did not name, and no other that was named beside it', () => {
    const other = keyOf('PROTECTION');
    for (const recipientKeys of [[], [other], [aFingerprint('any')], [keyOf(desk), other]])
      expect(() => found({ recipientKeys })).toThrow('RECIPIENT_MISMATCH: recipientKeys');
  });

  it('is of nobody whom the document does not name, or the directory does not have', () => {
    expect(() => found({}, parseStateCode('XC'))).toThrow('PEER_NOT_CONFIRMED');
    const unknown = { state: state.state, authority: anAuthority('coast-guard') };
    expect(() => found({ to: unknown })).toThrow('RECIPIENT_UNKNOWN');
  });
});
