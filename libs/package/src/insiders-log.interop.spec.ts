import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addSignatures,
  cosign,
  formatLogProof,
  formatVerifierKey,
  inclusionProofOf,
  makeSigner,
  openCheckpoint,
  parseLogProof,
  signCheckpoint,
  type Signer,
} from '#tlog';
import { sha256 } from '#wire';
import {
  both,
  type Change,
  fileIn,
  replaced,
  swapped,
  TestPackage,
  textOf,
} from '../../../test/support/package.js';
import { names, paths } from './container/layout.js';

let test: TestPackage;

beforeAll(async () => {
  test = await TestPackage.make();
}, 60_000);

afterAll(() => {
  test.remove();
});

type Case = readonly [what: string, check: string, code: string, change: () => Change];

const proofOf = (typ: string): string => paths.proof(test.indexOf(typ));

const underNote =
  (make: (note: Uint8Array) => Uint8Array): Change =>
  (build) => {
    const note = make(fileIn(build, names.checkpoint));
    build.files.set(names.checkpoint, note);
    for (const { index } of build.index.events) {
      const { hashes } = parseLogProof(fileIn(build, paths.proof(index)));
      build.files.set(paths.proof(index), formatLogProof({ index, hashes, checkpoint: note }));
    }
  };

const lines = (note: Uint8Array): readonly string[] => textOf(note).split('\n');
const uncosigned = (note: Uint8Array): Uint8Array =>
  Buffer.from(`${lines(note).slice(0, 5).join('\n')}\n`);

const newKey = () => generateKeyPairSync('ed25519').privateKey;
const newSigner = (name: string, use: 'note' | 'cosignature'): Signer =>
  makeSigner(name, newKey(), use);

const cosignedBy =
  (signer: Signer) =>
  (note: Uint8Array): Uint8Array => {
    const bare = uncosigned(note);
    const log = test.own.noteSigner('log').verifier;
    return addSignatures(bare, cosign(openCheckpoint(bare, log), signer, 1_790_000_000));
  };

const policy =
  (make: (text: string) => string): Change =>
  (build) => {
    build.files.set(names.policy, Buffer.from(make(textOf(fileIn(build, names.policy)))));
  };

const staleCheckpoint: Change = (build) => {
  const { log } = test.story;
  const size = build.record.gathered;
  const note = cosignedBy(test.neighbour.noteSigner('witness'))(log.note(size));
  const root = lines(note)[2] ?? '';
  build.record.log = { ...build.record.log, size, root };
  build.files.set(names.checkpoint, note);
  const hashes = log.hashes.slice(0, size);
  for (const { index } of build.index.events)
    build.files.set(
      paths.proof(index),
      formatLogProof({
        index,
        hashes: index < size ? inclusionProofOf(hashes, index) : [],
        checkpoint: note,
      }),
    );
};

const log: readonly Case[] = [
  [
    'two proofs swapped',
    'V06',
    'PROOF_CHECKPOINT',
    () => swapped(proofOf('case.opened'), proofOf('msg.signed')),
  ],
  [
    'a hash of a proof',
    'V06',
    'PROOF_INVALID',
    () => (build) => {
      const index = test.indexOf('case.opened');
      const { hashes, checkpoint } = parseLogProof(fileIn(build, paths.proof(index)));
      build.files.set(
        paths.proof(index),
        formatLogProof({ index, hashes: [...hashes].reverse(), checkpoint }),
      );
    },
  ],
  [
    'a proof with more in it',
    'V06',
    'PROOF_FORM',
    () => (build) => {
      const index = test.indexOf('case.opened');
      const proof = parseLogProof(fileIn(build, paths.proof(index)));
      build.files.set(paths.proof(index), formatLogProof({ ...proof, extra: Buffer.from('x') }));
    },
  ],
  [
    'a proof that is none',
    'V06',
    'PROOF_FORM',
    () => replaced(proofOf('case.opened'), 'c2sp', 'C2SP'),
  ],
  [
    'a proof under another note',
    'V06',
    'PROOF_CHECKPOINT',
    () => (build) => {
      const index = test.indexOf('case.opened');
      const { hashes, checkpoint } = parseLogProof(fileIn(build, paths.proof(index)));
      build.files.set(
        paths.proof(index),
        formatLogProof({ index, hashes, checkpoint: uncosigned(checkpoint) }),
      );
    },
  ],
  [
    'the root in the record',
    'V06',
    'PROOF_INVALID',
    () => (build) => {
      build.record.log = { ...build.record.log, root: Buffer.alloc(32, 1).toString('base64') };
    },
  ],
  ['a stale checkpoint', 'V06', 'PROOF_INVALID', () => staleCheckpoint],
  [
    'the hash of a withheld leaf',
    'V06',
    'PROOF_INVALID',
    () => (build) => {
      build.index.events = build.index.events.map((event) =>
        event.withheld === null ? event : { ...event, leaf: sha256(Buffer.from('x')) },
      );
    },
  ],
  [
    'a hash of a consistency proof',
    'V07',
    'CONSISTENCY_INVALID',
    () => (build) => {
      const name = paths.consistency(test.build.index.tokens[0]?.size ?? 0);
      const hashes = textOf(fileIn(build, name)).trimEnd().split('\n');
      build.files.set(name, Buffer.from(`${hashes.reverse().join('\n')}\n`));
    },
  ],
  [
    'a consistency proof that is none',
    'V07',
    'CONSISTENCY_FORM',
    () => replaced(paths.consistency(test.build.index.tokens[0]?.size ?? 0), '\n', ' \n'),
  ],
  [
    'a fork, signed by the log',
    'V07',
    'FORK',
    () => (build) => {
      const size = test.build.index.tokens[0]?.size ?? 0;
      const signer = test.own.noteSigner('log');
      const note = signCheckpoint(
        { origin: signer.verifier.name, size, root: Buffer.alloc(32, 9) },
        signer,
      );
      build.files.set(paths.checkpoint(size), note);
    },
  ],
  [
    'a checkpoint by another key',
    'V08',
    'LOG_SIGNATURE',
    () =>
      underNote((note) => {
        const [origin = '', size, root = ''] = lines(note);
        const point = { origin, size: Number(size), root: Buffer.from(root, 'base64') };
        return signCheckpoint(point, newSigner(origin, 'note'));
      }),
  ],
  [
    'a stamped checkpoint by another key',
    'V08',
    'LOG_SIGNATURE',
    () => (build) => {
      const size = test.build.index.tokens[0]?.size ?? 0;
      const [origin = '', , root = ''] = lines(fileIn(build, paths.checkpoint(size)));
      const point = { origin, size, root: Buffer.from(root, 'base64') };
      build.files.set(paths.checkpoint(size), signCheckpoint(point, newSigner(origin, 'note')));
    },
  ],
  [
    'a cosignature',
    'V09',
    'COSIGNATURE_INVALID',
    () =>
      underNote((note) => {
        const all = [...lines(note)];
        const line = all[5] ?? '';
        const place = line.lastIndexOf(' ') + 31;
        const other = line[place] === 'A' ? 'B' : 'A';
        all[5] = `${line.slice(0, place)}${other}${line.slice(place + 1)}`;
        return Buffer.from(all.join('\n'));
      }),
  ],
  ['a cosignature less', 'V09', 'QUORUM_NOT_MET', () => underNote(uncosigned)],
  [
    'no witness wanted',
    'V09',
    'WITNESS_NONE',
    () =>
      both(
        underNote(uncosigned),
        policy((said) => said.replace(/quorum .*/, 'quorum none')),
      ),
  ],
  [
    'a line by nobody',
    'V09',
    'SIGNER_UNKNOWN',
    () =>
      underNote((note) => {
        const bare = cosignedBy(newSigner('nobody.example', 'cosignature'))(note);
        return Buffer.concat([note, Buffer.from(`${lines(bare)[5] ?? ''}\n`)]);
      }),
  ],
  [
    'a policy that is none',
    'V09',
    'POLICY_FORM',
    () => policy((said) => said.replace('quorum', 'quarrel')),
  ],
  [
    'a policy of another log',
    'V09',
    'POLICY_KEY',
    () =>
      policy((said) =>
        said.replace(
          /log .*/,
          `log ${formatVerifierKey(newSigner('xa.example/log', 'note').verifier)}`,
        ),
      ),
  ],
  [
    'the own witness alone',
    'V09',
    'WITNESS_NONE',
    () => (build) => {
      const own = test.own.noteSigner('witness');
      both(
        underNote(cosignedBy(own)),
        policy((said) => said.replace(/(witness \S+) .*/, `$1 ${formatVerifierKey(own.verifier)}`)),
      )(build);
    },
  ],
];

describe('an insider who changes the log', () => {
  it.each(log)('%s: is found by %s as %s', async (_what, check, code, change) => {
    expect(await test.refusal(change())).toEqual([check, code, 1]);
  });
});
