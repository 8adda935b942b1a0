import { createPublicKey } from 'node:crypto';
import { aDocumentId, at } from '../../../../test/support/builders.js';
import { WrittenLog } from '../../../../test/support/generated-log.js';
import { healthHours } from '../../../../test/support/receipts.js';
import { aState } from '../../../../test/support/state.js';
import type { TestState } from '../../../../test/support/test-state.js';
import { eventKeyName } from '#custody';
import type { StateCode } from '#kernel';
import { formatVerifierKey } from '#tlog';
import { DirectoryChain } from '#trust';
import { loadSigningKeys } from './signing-keys.service.js';

const began = new Date('2026-03-01T00:00:00.000Z');
let own: TestState;
let neighbour: TestState;
let trust: Parameters<typeof loadSigningKeys>[0];
let log: WrittenLog;
beforeAll(async () => {
  own = await aState('XA').build();
  neighbour = await aState('XB').build();
  const chains = new Map<StateCode, DirectoryChain>();
  for (const { state, rootFingerprint, directory } of [own, neighbour]) {
    const chain = new DirectoryChain(state, rootFingerprint);
    for (const signed of directory) await chain.extend(signed);
    chains.set(state, chain);
  }
  const chainOf = (state: StateCode): DirectoryChain => {
    const chain = chains.get(state);
    if (chain === undefined) throw new Error(`no directory of ${state}`);
    return chain;
  };
  trust = {
    directoryOf: (state) => chainOf(state).directory,
    entries: (state) => chainOf(state).entries.map(({ entry }) => entry),
    own: () => chainOf(own.state).directory,
    formerRoots: () => [],
  };
  log = new WrittenLog(own, began);
  const enforcement = { case: { thread: aDocumentId('thread'), compartment: 'ENFORCEMENT' } };
  log.addEvent('sealer', { typ: 'recall.owed', ...enforcement, data: { level: 1 } });
  for (const said of healthHours(began, 1)) log.addEvent('audit', said);
});

const keyOf = (service: string): string => {
  const key = own.eventKeys.get(service);
  if (key === undefined) throw new Error(`no event key of ${service}`);
  return eventKeyName(createPublicKey(key));
};
async function frozen(health: readonly number[]): Promise<readonly string[]> {
  const [leaf] = log.leaves;
  const keys = await loadSigningKeys(trust, {
    found: {
      gathering: {
        record: { state: own.state, neighbour: neighbour.state, gatheredAt: at() },
        ...{ messages: [], receipts: [] },
      },
      leaves: leaf === undefined ? [] : [{ index: 0, bytes: leaf, kept: [] }],
      ...{ rows: { receipts: [] }, stamps: new Map() },
    },
    health: health.map((index) => ({ index, leaf: log.leaves[index] ?? Buffer.of() })),
    answers: [],
    keys: { log: formatVerifierKey(own.noteSigner('log').verifier), witnesses: [] },
  });
  return keys.map(({ key }) => key);
}

describe('keys under gathered material', () => {
  it('are those of the service that wrote of the health of the others, though it wrote nothing of the case', async () => {
    expect(await frozen([])).not.toContain(keyOf('audit'));
    const keys = await frozen([1]);
    expect(keys).toContain(keyOf('audit'));
    expect(keys).toContain(keyOf('sealer'));
  });

  it('are the root of the neighbour, by which readers know it', async () => {
    expect(await frozen([])).toContain(neighbour.rootFingerprint);
  });
});
