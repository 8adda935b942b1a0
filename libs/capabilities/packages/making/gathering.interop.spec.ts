import { TestPackage, textOf } from '../../../../test/support/package.js';
import { assemble, bytesToSeal, directoryText, names, paths, verifyPackage } from '#package';
import { answersOf } from '#package';
import { consistencyProofOf, inclusionProofOf, parseLogProof, rootOf } from '#tlog';
import type { Fingerprint, StateCode } from '#kernel';
import { sha256 } from '#wire';
import type { GatheredBytes, GatheringFacts, PlacedMessage } from './gathered.facts.js';
import { countChain, decideGathering } from './gathering.rules.js';
import { packageFiles } from './package-files.rules.js';
import { packageBounds } from '../packages.lists.js';

let made: TestPackage;
let facts: GatheringFacts;

beforeAll(async () => {
  made = await TestPackage.make({ healthHours: 2 });
  facts = factsOf(made);
}, 60_000);
afterAll(() => made.remove());

const der = (pem: string): Buffer => Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64');

function stampOf({ build, story }: TestPackage) {
  const { certificates, lists } = build.index;
  const files = (hashes: readonly string[], path: (hash: string) => string) =>
    hashes.map((hash) => der(textOf(build.files.get(path(hash)))));
  const chain = files(certificates, paths.certificate);
  const isRoot = (each: Buffer): boolean =>
    build.record.authorities.some((hash) => paths.certificate(hash) === nameOf(each, build));
  chain.sort((a, b) => Number(isRoot(a)) - Number(isRoot(b)));
  const { size = 0, index = 0 } = story.stamped ?? {};
  return {
    authority: 'tsa1',
    size,
    stamped: index,
    chain,
    lists: files(lists, paths.revocationList),
  };
}

const nameOf = (bytes: Buffer, { index, files }: TestPackage['build']): string =>
  index.certificates
    .map(paths.certificate)
    .find((name) => der(textOf(files.get(name))).equals(bytes)) ?? '';

function factsOf(of: TestPackage): GatheringFacts {
  const { story, own, neighbour, build } = of;
  const { record } = build;
  const { leaves, hashes, origin } = story.log;
  return {
    supersedes: build.index.supersedes,
    ...{ exhibit: record.exhibit, state: record.state, authority: record.authority },
    ...{ neighbour: record.neighbour, link: record.link, thread: record.thread },
    ...{ gatheredAt: record.gatheredAt, gathered: record.gathered, software: record.software },
    log: { origin, size: record.log.size, root: rootOf(hashes) },
    directories: [...record.directories].reverse(),
    sealing: own.keys.package.fingerprint,
    cmsSeal: record.cmsSeal,
    leaves: leaves.map((bytes, index) => {
      return { index, bytes, kept: story.log.disclosures.get(index) ?? [] };
    }),
    variant: null,
    messages: story.messages.map((kept): PlacedMessage => ({
      ...{ direction: kept.direction, message: kept.messageId, document: kept.document.id },
      ...{ isRecalled: false, isErased: false, sha256: sha256(kept.bytes) },
      signing: (kept.direction === 'OUT' ? own : neighbour).keys.signing.fingerprint,
      original: kept.original.length,
      attachments: kept.attachments.map((bytes, i) => ({
        size: i === 1 ? packageBounds.bytes : bytes.length,
        ...{ sha256: sha256(bytes), isErased: false },
      })),
    })),
    receipts: story.receipts.map(({ message, stage, logged }) => {
      const leaf = JSON.parse(textOf(leaves[logged])) as { data: { rseq: number } };
      const { messageId } = story.messages[message - 1] ?? {};
      if (messageId === undefined) throw new Error('no message');
      return { rseq: leaf.data.rseq, message: messageId, stage };
    }),
    stamps: [stampOf(of)],
    asks: build.index.asks ?? [],
  };
}

const healthOf = ({ story }: TestPackage) =>
  story.health.map((index) => ({ index, leaf: story.log.leaves[index] ?? Buffer.alloc(0) }));

function bytesFor(of: TestPackage, gathering: ReturnType<typeof decideGathering>): GatheredBytes {
  const { story, build, own, neighbour } = of;
  const { hashes } = story.log;
  const file = (name: string): Uint8Array => {
    const bytes = build.files.get(name);
    if (bytes === undefined) throw new Error(name);
    return bytes;
  };
  return {
    leaves: facts.leaves,
    checkpoint: file(names.checkpoint),
    second: undefined,
    policy: textOf(file(names.policy)),
    proofs: new Map(
      [...gathering.index.events, ...healthOf(of)].map(({ index }) => [
        index,
        inclusionProofOf(hashes, index),
      ]),
    ),
    consistency: new Map(gathering.sizes.map((size) => [size, consistencyProofOf(hashes, size)])),
    health: healthOf(of),
    directories: new Map<StateCode, string>(
      [own, neighbour].map((state) => [state.state, directoryText(state.directory)]),
    ),
    keys: new Map<Fingerprint, Uint8Array>(
      [own.keys.package, own.keys.signing, neighbour.keys.signing].map((key) => [
        key.fingerprint,
        key.certificate,
      ]),
    ),
    messages: gathering.messages.map(({ message }, i) => {
      const kept = story.messages.find(({ messageId }) => messageId === message);
      if (kept === undefined) throw new Error('no message');
      const { bytes: document, signature, certificate, envelope, envelopeSignature } = kept;
      const { attachments: shown = [], withheld } = gathering.index.messages[i] ?? {};
      return {
        ...{ envelope, envelopeSignature },
        said: withheld === null ? { document, signature, certificate } : null,
        original: kept.original,
        attachments: kept.attachments.map((plain, k) => (shown[k] === null ? plain : null)),
      };
    }),
    answers: answersOf(gathering.index).map(({ place }) => ({
      statement: file(paths.answer(place)),
      signature: file(paths.answerSignature(place)),
    })),
    receipts: gathering.index.receipts.map((_, i) => {
      const { index, hashes: proof, checkpoint } = parseLogProof(file(paths.receiptProof(i + 1)));
      return { leaf: file(paths.receipt(i + 1)), index, proof, checkpoint };
    }),
    stamps: gathering.stamps.map(({ size, chain, lists }, i) => ({
      ...{ token: file(paths.token(i + 1)), note: file(paths.checkpoint(size)), chain, lists },
    })),
  };
}

describe('a gathering', () => {
  it('decides the record of the story, and its index but for what it withholds itself', () => {
    const { record, index } = decideGathering(facts);
    expect(record).toEqual(made.build.record);
    const { messages, receipts, tokens, certificates, lists, keys } = made.build.index;
    expect(index).toMatchObject({ messages, receipts, tokens, certificates, lists, keys });
    expect(index.withheld).toMatchObject({ events: 0, files: 1, unnamed: 2 });
    expect(index.events.flatMap(({ values }) => values)).not.toContain(null);
    // Cosignatures are no outside time of a package; everything else is.
    const indexes = made.build.index.events.map((event) => event.index).slice(1);
    expect(index.events.map((event) => event.index)).toEqual(indexes);
  });

  it('gives files that make a package which the verifier passes', async () => {
    const gathering = decideGathering(facts);
    const { record, index } = gathering;
    const build = { record, index, files: packageFiles(gathering, bytesFor(made, gathering)) };
    expect(build.files.get(names.health)).toEqual(made.build.files.get(names.health));
    const bytes = await made.assemble(build);
    const report = await verifyPackage(bytes, made.reader());
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report.exit).toBe(0);
    expect(() =>
      assemble({ ...build, files: new Map() }, { seal: '', cms: null }, Buffer.alloc(0)),
    ).toThrow('PACKAGE_BUILD_INVALID');
    expect(bytesToSeal(build).length).toBeGreaterThan(0);
  });

  it('counts the chain as the leaf of its end says', () => {
    const before = facts.leaves.filter(({ index }) => index < facts.gathered);
    const last = JSON.parse(textOf(facts.leaves[facts.gathered]?.bytes)) as { data: object };
    expect(last.data).toMatchObject(countChain(before));
  });
});

describe('what a gathering refuses', () => {
  const code = (change: Partial<GatheringFacts>): unknown => {
    try {
      return decideGathering({ ...facts, ...change }).index.withheld;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const without = (typ: string) =>
    facts.leaves.filter(({ bytes }) => !textOf(bytes).includes(`"typ":"${typ}"`));

  it('is a chain that lacks a leaf, named or unnamed, or its end', () => {
    for (const typ of ['msg.signed', 'case.stopped', 'pkg.gathered'])
      expect([typ, code({ leaves: without(typ) })]).toEqual([typ, 'PACKAGE_CHAIN_BROKEN']);
  });

  it('is bytes that are no leaf', () => {
    const leaves = [...facts.leaves, { index: 10_000, bytes: Buffer.from('x'), kept: [] }];
    expect(code({ leaves })).toBe('PACKAGE_LEAF_INVALID');
  });

  it('is a thread without a message, and a log without outside time', () => {
    expect(code({ messages: [] })).toBe('PACKAGE_EMPTY');
    expect(code({ stamps: [] })).toBe('PACKAGE_UNTIMED');
  });

  it('is more leaves than a package holds', () => {
    const [leaf] = facts.leaves;
    if (leaf === undefined) throw new Error('no leaf');
    const leaves = Array.from({ length: 4_097 }, () => leaf);
    expect(code({ leaves })).toBe('PACKAGE_TOO_LARGE');
  });
});

describe('what a gathering leaves out', () => {
  it('is a stamp whose revocation lists no verifier reads; without another one nothing is made', () => {
    const [stamp] = facts.stamps;
    if (stamp === undefined) throw new Error('no stamp');
    // A sequence of as many empty values.
    const values = Buffer.alloc(2 * 100_000);
    for (let at = 0; at < values.length; at += 2) values[at] = 5;
    const length = Buffer.from([0x30, 0x83, 0, 0, 0]);
    length.writeUIntBE(values.length, 2, 3);
    const heavy = { ...stamp, size: stamp.size + 1, lists: [Buffer.concat([length, values])] };
    const { tokens } = decideGathering({ ...facts, stamps: [stamp, heavy] }).index;
    expect(tokens.map(({ size }) => size)).toEqual([stamp.size]);
    expect(() => decideGathering({ ...facts, stamps: [heavy] })).toThrow('PACKAGE_TOO_LARGE');
  });

  it('is a recalled document with its files; its hash, envelope, leaves and receipts stay, and the verifier passes it', async () => {
    const messages = facts.messages.map((message, i) => ({ ...message, isRecalled: i === 0 }));
    const gathering = decideGathering({ ...facts, messages });
    const { record, index } = gathering;
    expect(index.messages[0]).toMatchObject({
      ...{ withheld: 'HANDLING', ciphertext: false, attachments: ['HANDLING', 'HANDLING'] },
      sha256: facts.messages[0]?.sha256,
    });
    expect(index.receipts).toHaveLength(2);
    expect(index.withheld.files).toBe(3);
    const build = { record, index, files: packageFiles(gathering, bytesFor(made, gathering)) };
    expect([...build.files.keys()].filter((name) => name.startsWith('data/messages/1/'))).toEqual([
      ...[paths.message(1, 'envelope.json'), paths.message(1, 'envelope.sig')],
    ]);
    const report = await verifyPackage(await made.assemble(build), made.reader());
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('is an erased attachment, and what is above the bound of bytes', () => {
    const hash = sha256(Buffer.from('an attachment'));
    const messages = facts.messages.map((message, i) =>
      i === 0
        ? {
            ...message,
            original: packageBounds.bytes + 1,
            attachments: [
              { size: 1, sha256: hash, isErased: true },
              { size: 1, sha256: hash, isErased: false },
            ],
          }
        : message,
    );
    const [first] = decideGathering({ ...facts, messages }).index.messages;
    expect(first).toMatchObject({ ciphertext: false, attachments: ['ERASED', null] });
  });
});
