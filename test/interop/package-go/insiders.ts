import { parseReaderLabel } from '#capabilities/packages/variants.model';
import { parseSha256, type Sha256 } from '#kernel';
import { type IndexedMessage, names, paths, type Withheld } from '#package';
import {
  both,
  type Change,
  copied,
  otherCharacter,
  replaced,
  swapped,
  type TestPackage,
  turned,
} from '../../support/package.js';
import { namedInData } from '../../support/receipts.js';
import { recount } from './redactions.js';
import { secondNotesOf } from './second-notes.js';

export function insidersOf(test: TestPackage): Readonly<Record<string, Change>> {
  const event = (typ: string): string => paths.event(test.indexOf(typ));
  const { tokens, events } = test.build.index;
  const size = tokens[0]?.size ?? 0;
  const message = (name: string): string => paths.message(1, name);
  return {
    document: replaced(message('document.json'), 'VESSEL', 'VEHICLE'),
    'a word of a document': replaced(message('document.json'), 'file-1.txt', 'file-9.txt'),
    'an office': replaced(message('document.json'), '"officer":"ana"', '"officer":"eli"'),
    'an address': replaced(message('document.json'), '"state":"XB"', '"state":"XC"'),
    'signature of an officer': turned(message('document.sig')),
    'certificate of an officer': turned(message('certificate.pgp')),
    'certificate of another': copied(
      paths.message(2, 'certificate.pgp'),
      message('certificate.pgp'),
    ),
    envelope: replaced(message('envelope.json'), '"seq":1', '"seq":2'),
    'signature of an envelope': turned(message('envelope.sig')),
    'two envelopes': both(
      swapped(message('envelope.json'), paths.message(2, 'envelope.json')),
      swapped(message('envelope.sig'), paths.message(2, 'envelope.sig')),
    ),
    attachment: turned(paths.message(1, 'attachments/1')),
    ciphertext: turned(message('original.pgp')),
    'a leaf': replaced(event('case.opened'), '"side":"ASKING"', '"side":"ASKED"'),
    'a leaf that is none': turned(event('case.opened')),
    'a key that the data of a leaf names': namedInData(test, 'case.opened', 'sealer'),
    'two leaves': swapped(event('case.opened'), event('msg.signed')),
    'leaf of another': copied(event('msg.signed'), event('item.decrypted')),
    disclosure: turned(paths.disclosure(test.indexOf('msg.signed'))),
    'disclosure of another leaf': copied(
      paths.disclosure(test.indexOf('msg.signed')),
      paths.disclosure(test.indexOf('case.opened')),
    ),
    'a value that the index hides': valued(() => 'LAW'),
    'values that nothing shows': valued(() => null),
    'a value less': (build) => {
      build.index.events = build.index.events.map((one) => ({
        ...one,
        values: one.values.slice(1),
      }));
    },
    'hash of a document': listed(({ sha256: hash, ...one }) => ({ ...one, sha256: other(hash) })),
    'hash of an attachment': listed((one) => ({ ...one, hashes: one.hashes.map(other) })),
    'another reader': (build) => {
      build.record.reader = parseReaderLabel('defence-2');
    },
    'an event left out': leftOut(test.indexOf('item.decrypted')),
    'the end left out': leftOut(test.build.record.gathered),
    'an event of another sort': (build) => {
      build.index.events = build.index.events.map((one) =>
        one.index === test.indexOf('item.decrypted') ? { ...one, why: 'LINK' } : one,
      );
    },
    proof: turned(paths.proof(test.indexOf('msg.signed'))),
    'two proofs': swapped(
      paths.proof(test.indexOf('msg.signed')),
      paths.proof(test.indexOf('case.opened')),
    ),
    'a step of a proof': replaced(
      paths.proof(events.at(-1)?.index ?? 0),
      /(?<=\nindex \d+\n)./,
      otherCharacter,
    ),
    consistency: replaced(paths.consistency(size), /^./, otherCharacter),
    'size of the checkpoint': (build) => {
      build.record.log = { ...build.record.log, size: build.record.log.size + 1 };
    },
    'origin of the log': (build) => {
      build.record.log = { ...build.record.log, origin: 'xa.example/other' };
    },
    checkpoint: turned(names.checkpoint),
    'a line under the checkpoint': replaced(names.checkpoint, /xb\.example/, 'xc.example'),
    'an earlier checkpoint': turned(paths.checkpoint(size)),
    'no quorum': replaced(names.policy, 'quorum XB-1', 'quorum none'),
    'an unknown word in the policy': replaced(names.policy, 'quorum XB-1', 'quorum XC-1'),
    'a kept token': turned(paths.token(1)),
    'no leaf of a token': (build) => {
      build.index.tokens = build.index.tokens.map((one) => ({ ...one, stamped: null }));
    },
    'another leaf of a token': (build) => {
      build.index.tokens = build.index.tokens.map((one) => ({ ...one, stamped: 0 }));
    },
    'two receipts': swapped(paths.receipt(1), paths.receipt(2)),
    'a receipt': replaced(paths.receipt(1), '"parts":1', '"parts":2'),
    'proof of a receipt': copied(paths.receiptProof(1), paths.receiptProof(2)),
    'stage of a receipt': (build) => {
      build.index.receipts = build.index.receipts.map((one) => ({ ...one, stage: 'REJECTED' }));
    },
    'no receipts': (build) => {
      build.index.receipts = [];
      for (const r of [1, 2]) {
        build.files.delete(paths.receipt(r));
        build.files.delete(paths.receiptProof(r));
      }
    },
    'fields withheld': counted({ fields: 1_000 }),
    'events withheld': counted({ events: 2 }),
    'files withheld': counted({ files: 0 }),
    'leaves unnamed': counted({ unnamed: 3 }),
    'another exhibit': (build) => {
      build.record.exhibit = 'border-police-2026-2';
    },
    'another software': (build) => {
      build.record.software = '0.2.0';
    },
    'another link': (build) => {
      build.record.link = 'cd'.repeat(16) as typeof build.record.link;
    },
    'another thread': (build) => {
      build.record.thread = test.otherThread;
    },
    'another head': (build) => {
      build.record.directories = build.record.directories.map((one) => ({
        ...one,
        version: one.version - 1,
      }));
    },
    'an entry of a directory': turned(paths.directory(test.neighbour.state)),
    'two directories': swapped(
      paths.directory(test.own.state),
      paths.directory(test.neighbour.state),
    ),
    'a key': turned(paths.key(test.own.keys.signing.fingerprint)),
    'key of another': swapped(
      paths.key(test.own.keys.signing.fingerprint),
      paths.key(test.neighbour.keys.signing.fingerprint),
    ),
    'a certificate of an authority': turned(
      paths.certificate(test.build.index.certificates[0] ?? ''),
    ),
    'a list of an authority': turned(paths.revocationList(test.build.index.lists[0] ?? '')),
    ...secondNotesOf(test),
    'a report of the rules': ({ files }) => {
      files.set(names.report, Buffer.from('{}'));
    },
  };
}
export const healthInsiders: Readonly<Record<string, Change>> = {
  'a record of the services that is none': ({ files }) => {
    files.set(names.health, Buffer.from('{}\n'));
  },
  'an empty record of the services': ({ files }) => {
    files.set(names.health, Buffer.from(''));
  },
  'a record of the services without its end': replaced(names.health, /\n$/, ''),
  'a leaf about the services': replaced(names.health, '"leaf":"eyJ', '"leaf":"eyK'),
  'a place of a leaf about the services': replaced(names.health, '"index":', '"index":1'),
  'a proof of a leaf about the services': replaced(
    names.health,
    /"proof":\["[^"]*",?/,
    '"proof":[',
  ),
  'an entry about the services twice': (build) => {
    const file = Buffer.from(build.files.get(names.health) ?? '');
    build.files.set(names.health, Buffer.concat([file, file]));
  },
  'no record of the services': ({ files }) => {
    files.delete(names.health);
  },
};
/** Names of changes in `insidersOf` that a State may lawfully make, so the verifier must accept them. */
export const harmless = [
  ...['a second note', 'no leaf of a token', 'another software', 'another reader'],
  'a report of the rules',
];
const other = (hash: Sha256): Sha256 => parseSha256([...hash].reverse().join(''));
const valued =
  (by: () => Withheld | null): Change =>
  (build) => {
    build.index.events = build.index.events.map((one) => ({ ...one, values: one.values.map(by) }));
    recount(build);
  };
const listed =
  (by: (one: IndexedMessage) => IndexedMessage): Change =>
  (build) => {
    build.index.messages = build.index.messages.map(by);
  };
const leftOut =
  (index: number): Change =>
  (build) => {
    build.index.events = build.index.events.filter((event) => event.index !== index);
    for (const name of [paths.event(index), paths.proof(index), paths.disclosure(index)])
      build.files.delete(name);
  };
const counted =
  (changes: Readonly<Record<string, number>>): Change =>
  (build) => {
    build.index.withheld = { ...build.index.withheld, ...changes };
  };
