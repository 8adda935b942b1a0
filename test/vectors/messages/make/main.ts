import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { timestamp } from '#kernel';
import { aLinkId, aState } from '../../../support/state.js';
import { base64, type TestState } from '../../../support/test-state.js';
import { Forger } from './forger.js';
import { Scene } from './scene.js';
import { sequences } from './sequences.js';
import { saidAlone, singles } from './single.js';
import type { Parties, SignedEntryText } from './vector.js';

const founded = new Date('2026-03-01T12:00:00.000Z');
const minutes = (n: number): Date => new Date(founded.getTime() + n * 60_000);
const link = aLinkId('xa-xb');

const entryText = ({ entry, signatures }: TestState['directory'][number]): SignedEntryText => ({
  entry: base64(entry),
  signatures: signatures.map(base64),
});

// Makes all vectors anew with new keys. Run after a build, from the repository's root: `node
// dist/test/vectors/messages/make/main.js`.
async function main(folder: string): Promise<void> {
  const xa = await aState('XA').at(founded).officer('fay', ['LIAISON_OFFICER']).build();
  const xb = await aState('XB').at(founded).build();
  const xc = await aState('XC').at(founded).build();
  await xa.suspension('fay', minutes(10), { issuedAt: minutes(10) });
  const limits = { peer: xb.state, ...saidAlone, from: timestamp(minutes(20)) };
  await xa.add('time-limits', limits, xa.registrars, { issuedAt: minutes(20) });
  await xb.confirm(xa, link, 1);
  const now = minutes(60);
  const forger = new Forger(xa, xb, link, now);
  const scenes: Scene[] = [
    new Scene('control', 'A message with which nothing is wrong.').opens(await forger.message()),
  ];
  for (const { name, description, code, ...recipe } of singles(forger, xc))
    scenes.push(
      new Scene(name, description)
        .refuses(await forger.message(recipe), code)
        // Earlier messages block nothing.
        .opens(await forger.message()),
    );
  scenes.push(...(await sequences(forger, xc)));
  const said = await xa.directoryStatement(xb.state, link, { issuedAt: minutes(30) });
  const parties: Parties = {
    now: now.toISOString(),
    link,
    receiver: {
      state: xb.state,
      root: xb.rootFingerprint,
      certificates: [...xb.officers.values()].map(({ key }) => ({
        fingerprint: key.fingerprint,
        certificate: base64(key.certificate),
      })),
      directory: xb.directory.map(entryText),
      peers: xb.peers.map(entryText),
      keys: [xb.keys['gateway-encryption'], ...xb.authorityKeys.values()].map(({ privateKey }) =>
        base64(privateKey),
      ),
    },
    sender: {
      state: xa.state,
      statement: base64(said.bytes),
      signature: base64(said.signature),
    },
  };
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).filter((name) => name.endsWith('.json')))
    rmSync(join(folder, old));
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(value, null, 2)}\n`);
  write('parties', parties);
  for (const { vector } of scenes) write(vector.name, vector);
}

await main(resolve('test/vectors/messages'));
