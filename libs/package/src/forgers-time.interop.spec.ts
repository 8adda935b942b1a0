import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { timestamp } from '#kernel';
import { canonicalJson } from '#wire';
import {
  addSignatures,
  cosign,
  formatLogProof,
  formatVerifierKey,
  inclusionProofOf,
  openCheckpoint,
  parseLogProof,
} from '#tlog';
import {
  type Change,
  fileIn,
  TestPackage,
  textOf,
  type StoryContext,
} from '../../../test/support/package.js';
import { digestsIn } from '../../../test/support/generated-log.js';
import { names, paths } from './container/layout.js';
import type { Report } from './verdict.js';
import { verifyPackage } from './verify-package.js';

const outcomeOf = ({ exit, checks }: Report): string => {
  const found = checks.find(({ verdict }) => verdict !== 'pass');
  return `${exit} ${found?.check ?? ''} ${found?.code ?? ''}`.trim();
};

const after = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

async function verdict(made: TestPackage, change: Change = () => undefined): Promise<string> {
  const bytes = await made.assemble(made.changed(change));
  return outcomeOf(await verifyPackage(bytes, made.reader(), 'first'));
}

const backdatedBy =
  (made: TestPackage, unixSeconds: number): Change =>
  (build) => {
    const own = made.own.noteSigner('witness');
    const log = made.own.noteSigner('log').verifier;
    const before = fileIn(build, names.checkpoint);
    const note = addSignatures(before, cosign(openCheckpoint(before, log), own, unixSeconds));
    build.files.set(names.checkpoint, note);
    for (const { index } of build.index.events) {
      const { hashes } = parseLogProof(fileIn(build, paths.proof(index)));
      build.files.set(paths.proof(index), formatLogProof({ index, hashes, checkpoint: note }));
    }
    const witness = `witness XA-1 ${formatVerifierKey(own.verifier)}\nquorum`;
    const policy = textOf(fileIn(build, names.policy)).replace('quorum', witness);
    build.files.set(names.policy, Buffer.from(policy));
  };

describe('an insider who dates back', () => {
  it('cannot do it by a witness that he named himself: an ended mandate stays ended', async () => {
    let began = 0;
    const later = ({ own, at }: StoryContext): Promise<unknown> => {
      began = Math.floor(at.getTime() / 1_000);
      return own.suspension('ana', after(at, 2), { issuedAt: after(at, 300) });
    };
    const made = await TestPackage.make({ later });
    try {
      expect(await verdict(made)).toBe('1 V04 KEY_REVOKED');
      expect(await verdict(made, backdatedBy(made, began))).toBe('1 V04 KEY_REVOKED');
    } finally {
      made.remove();
    }
  });

  it('cannot have a message sealed on another day than the log has it', async () => {
    const made = await TestPackage.make({
      ...{ ageSeconds: 2 * 86_400 + 600, delaySeconds: 2 * 86_400 },
    });
    try {
      expect(await verdict(made)).toBe('1 V05 MESSAGE_TIME');
    } finally {
      made.remove();
    }
  });

  it('has no witness in a key of the neighbour that was ended before the gathering', async () => {
    const ended = async (seconds: number): Promise<string> => {
      const later = async ({ neighbour, at }: StoryContext): Promise<unknown> => {
        const vkey = formatVerifierKey(neighbour.noteSigner('witness').verifier);
        const [issuedAt, when] = [after(at, 300), timestamp(after(at, seconds))];
        const body = { purpose: 'witness', vkey, from: when, to: when } as const;
        return neighbour.add('note-key', body, [neighbour.root], { issuedAt });
      };
      const made = await TestPackage.make({ later });
      try {
        return await verdict(made);
      } finally {
        made.remove();
      }
    };
    expect(await ended(-60)).toBe('1 V09 WITNESS_NONE');
    expect(await ended(300)).toBe('0');
  });
});

describe('an insider who leaves out', () => {
  let test: TestPackage;
  beforeAll(async () => {
    test = await TestPackage.make();
  }, 60_000);
  afterAll(() => {
    test.remove();
  });

  const eventsWith = (...texts: readonly string[]): readonly number[] =>
    test.build.index.events
      .map(({ index }) => index)
      .filter((index) => {
        const leaf = textOf(test.build.files.get(paths.event(index)));
        return texts.every((each) => leaf.includes(each));
      });

  const withoutEvents =
    (indexes: readonly number[]): Change =>
    (build) => {
      build.index.events = build.index.events.filter(({ index }) => !indexes.includes(index));
      for (const index of indexes) {
        build.files.delete(paths.event(index));
        build.files.delete(paths.proof(index));
      }
    };

  it('a message that speaks for the accused, with all that the link says of it: the case still speaks of it', async () => {
    const left = test.build.index.messages[2];
    if (left === undefined) throw new Error('no third message');
    const linked = eventsWith(left.message, '"chan"');
    expect(linked.length).toBeGreaterThan(1);
    const build = test.changed((each) => {
      const digests = linked.flatMap((index) => digestsIn(each.files.get(paths.event(index))));
      const { withheld } = each.index;
      each.index.withheld = { ...withheld, fields: withheld.fields - digests.length };
      withoutEvents(linked)(each);
      each.index.messages = each.index.messages.slice(0, 2);
      // The neighbour's answers about its own log would contradict.
      delete each.index.asks;
      for (const name of each.files.keys())
        if (/^data\/(messages\/3|peer)\//.test(name)) each.files.delete(name);
    });
    const { exit, checks } = await verifyPackage(await test.assemble(build), test.reader());
    expect([exit, checks.at(-1)]).toEqual([
      2,
      {
        ...{ check: 'V12', verdict: 'incomplete', code: 'MESSAGE_MISSING' },
        where: paths.event(eventsWith(left.message, '"typ":"item.decrypted"')[0] ?? -1),
      },
    ]);
  });

  it('the leaves of two messages behind one that is withheld', async () => {
    const [sent = -1] = eventsWith('"typ":"msg.sent"');
    const refused = await test.refusal((build) => {
      withoutEvents(eventsWith('"typ":"msg.accepted"'))(build);
      build.index.events = build.index.events.map((event) =>
        event.index === sent ? { ...event, values: [], withheld: 'LAW' } : event,
      );
      build.files.delete(paths.event(sent));
      build.index.withheld = { ...build.index.withheld, events: 2 };
    });
    expect(refused).toEqual(['V05', 'MESSAGE_LEAF', 1]);
  });

  it('an event of a chain of a case, and shows it as one of the link', async () => {
    const found = test.story.events.find(({ draft }) => draft['typ'] === 'case.stopped');
    const index = found?.index ?? -1;
    const { leaves, hashes } = test.story.log;
    const leaf = leaves[index] ?? Buffer.alloc(0);
    const refused = await test.refusal((build) => {
      const values = digestsIn(leaf).map(() => 'LAW' as const);
      const event = {
        index,
        leaf: test.hashOf(leaf),
        values,
        why: 'LINK',
        withheld: null,
      } as const;
      build.index.events = [...build.index.events, event].sort((a, b) => a.index - b.index);
      build.files.set(paths.event(index), leaf);
      const checkpoint = fileIn(build, names.checkpoint);
      const proof = { index, hashes: inclusionProofOf(hashes, index), checkpoint };
      build.files.set(paths.proof(index), formatLogProof(proof));
      const fields = build.index.withheld.fields + digestsIn(leaf).length;
      build.index.withheld = { ...build.index.withheld, fields };
    });
    expect(refused).toEqual(['V05', 'CHAIN_BROKEN', 1]);
  });

  it('the case of a message, and says that its leaf is of the link', async () => {
    const [signed = -1] = eventsWith('"typ":"msg.signed"');
    const refused = await test.refusal((build) => {
      build.index.events = build.index.events.map((event) =>
        event.index === signed ? { ...event, why: 'LINK' } : event,
      );
    });
    expect(refused).toEqual(['V05', 'CHAIN_BROKEN', 1]);
  });
});

describe('an insider who shows something twice, or otherwise', () => {
  let test: TestPackage;
  beforeAll(async () => {
    test = await TestPackage.make();
  }, 60_000);
  afterAll(() => {
    test.remove();
  });

  it('cannot make two messages of one', async () => {
    const { messages } = test.build.index;
    const twice = test.changed((build) => {
      build.index.messages = [...messages, ...messages.slice(1, 2)];
      for (const [name, bytes] of test.build.files)
        if (name.startsWith('data/messages/2/')) build.files.set(name.replace('/2/', '/4/'), bytes);
    });
    await expect(test.assemble(twice)).rejects.toThrow('PACKAGE_BUILD_INVALID');
    const bytes = await test.forged((files) => {
      for (const [name, content] of twice.files) files.set(name, content);
      files.set(names.index, canonicalJson(twice.index));
    });
    const report = await verifyPackage(bytes, test.reader(), 'first');
    expect(outcomeOf(report)).toBe('1 V02 RECORD_FORM');
  });

  it('cannot spell a disclosed value so that the digest stays and the value does not', async () => {
    const name = paths.disclosure(test.indexOf('msg.signed'));
    const { shown } = JSON.parse(textOf(test.build.files.get(name))) as { shown: string[] };
    const [encoded = ''] = shown;
    // Raises four salt characters by 256: code that hashes low bytes alone sees no change, and decoders skip them.
    const raised = [...encoded.slice(4, 8)].map((c) =>
      String.fromCharCode(c.charCodeAt(0) + 0x100),
    );
    const other = `${encoded.slice(0, 4)}${raised.join('')}${encoded.slice(8)}`;
    for (const spelling of [other, `${encoded}=`, `${encoded}\n`]) {
      const refused = await test.refusal((build) => {
        build.files.set(name, Buffer.from(JSON.stringify({ shown: [spelling] })));
      });
      expect(refused).toEqual(['V05', 'DISCLOSURE_FOREIGN', 1]);
    }
  });

  it('cannot hide a fork of the neighbour’s log behind another log of it', async () => {
    const log = test.neighbour.noteSigner('log');
    const { index, hashes, checkpoint } = parseLogProof(
      fileIn(test.changed(() => undefined) as never, paths.receiptProof(1)),
    );
    const [origin = '', size = '', root = ''] = textOf(checkpoint).split('\n');
    const of = (name: string, at: string): Uint8Array => {
      const note = textOf(checkpoint).replace(`${origin}\n`, `${name}\n`).replace(root, at);
      return formatLogProof({ index, hashes, checkpoint: Buffer.from(note) });
    };
    expect([log.verifier.name, Number(size) > 0]).toEqual([origin, true]);
    const build = test.changed((each) => {
      const [first] = each.index.receipts;
      if (first === undefined) throw new Error('no receipt');
      each.index.receipts = [...each.index.receipts, { ...first, logged: 0 }];
      each.files.set(paths.receipt(3), fileIn(each, paths.receipt(1)));
      each.files.set(paths.receiptProof(3), of('xb.example/other', root));
      each.files.set(paths.receiptProof(2), of(origin, Buffer.alloc(32, 7).toString('base64')));
    });
    const { checks } = await verifyPackage(await test.assemble(build), test.reader());
    expect(checks[6]).toMatchObject({ check: 'V07', code: 'FORK', where: paths.receiptProof(2) });
  });
});
