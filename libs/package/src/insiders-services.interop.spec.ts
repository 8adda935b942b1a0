import { describe, expect, it } from '@jest/globals';
import { TestPackage } from '../../../test/support/package.js';
import type { Story, StoryEdits } from '../../../test/support/package-story.js';
import { rootOf } from '#tlog';
import { verifyPackage } from './verify-package.js';

async function verdict(edits: StoryEdits): Promise<string> {
  const made = await TestPackage.make(edits);
  try {
    const { exit, checks } = await verifyPackage(await made.assemble(), made.reader());
    const found = checks.filter(({ verdict: each }) => each !== 'pass');
    return [exit, ...found.map(({ check, code }) => `${check} ${code ?? ''}`)].join(' ');
  } finally {
    made.remove();
  }
}

type Draft = Record<string, unknown>;

const recorded = (typ: string, change: (draft: Draft, story: Story) => Draft): StoryEdits => ({
  recorded: (draft, story) =>
    draft['typ'] === typ ? { ...draft, ...change(draft, story) } : draft,
});

const objects = (draft: Draft): readonly Draft[] => draft['obj'] as readonly Draft[];
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('services that record something else', () => {
  it('are found by V05: another signer of a document', async () => {
    const other = recorded('msg.signed', ({ data }) => ({
      data: { ...(data as Draft), signer: 'A'.repeat(40) },
    }));
    expect(await verdict(other)).toBe('1 V05 MESSAGE_LEAF');
  });

  it.each<
    readonly [what: string, typ: string, change: (each: readonly Draft[]) => readonly Draft[]]
  >([
    ['no sealed message that left', 'msg.send.intent', () => []],
    ['no sealed message that came', 'msg.accepted', () => []],
    ['another size of it', 'msg.accepted', (all) => all.map((each) => ({ ...each, size: 1 }))],
    [
      'another SHA-512 of it',
      'msg.send.intent',
      (all) => all.map((each) => ({ ...each, sha512: 'a'.repeat(128) })),
    ],
  ])('are found by V05: %s', async (_what, typ, change) => {
    const found = await verdict(recorded(typ, (draft) => ({ obj: change(objects(draft)) })));
    expect(found).toBe('1 V05 CIPHERTEXT_DIFFERS');
  });

  it('are found by V05: another SHA-512 of a document', async () => {
    const other = recorded('item.decrypted', (draft) => ({
      obj: objects(draft).map((each) => ({ ...each, sha512: 'a'.repeat(128) })),
    }));
    expect(await verdict(other)).toBe('1 V05 MESSAGE_LEAF');
  });
});

describe('a stolen event key of one service', () => {
  it.each([
    ['case.opened', 'exchange'],
    ['msg.accepted', 'requests'],
    ['msg.signed', 'opener'],
    ['pkg.gathered', 'sealer'],
  ])('signs no %s: %s', async (typ, thief) => {
    const signedBy = (each: unknown) => (each === typ ? thief : undefined);
    expect(await verdict({ signedBy })).toBe('1 V05 EVENT_SERVICE');
  });
});

describe('a log with two histories', () => {
  const anchored = (size: number, root: Uint8Array): StoryEdits =>
    recorded('case.opened', (_draft, story) => {
      story.log.anchor = { size, root: hex(root) };
      return {};
    });

  it('is found by the root of no leaves', async () => {
    expect(await verdict(anchored(0, Buffer.alloc(32, 1)))).toBe('1 V07 FORK');
    expect(await verdict(anchored(0, rootOf([])))).toBe('0');
  });

  const sealed = (whose: 'own' | 'peer', size: number, root: (story: Story) => Uint8Array) => ({
    sealed: (envelope: Parameters<NonNullable<StoryEdits['sealed']>>[0], story: Story) => {
      if (envelope.from !== 'XB') return envelope;
      const origin = whose === 'own' ? 'xb.example/log' : story.log.origin;
      const named = { origin, size, root: base64(root(story)) };
      return { ...envelope, anchor: { own: null, peer: null, [whose]: named } };
    },
  });

  it('is found by what an envelope says of it', async () => {
    const at = (size: number) => (story: Story) => rootOf(story.log.hashes.slice(0, size));
    expect(await verdict(sealed('peer', 4, at(4)))).toBe('0');
    expect(await verdict(sealed('peer', 4, at(3)))).toBe('1 V07 FORK');
    expect(await verdict(sealed('peer', 999, at(3)))).toBe('1 V07 ANCHOR_AHEAD');
    expect(await verdict(sealed('own', 7, at(3)))).toBe('1 V07 FORK');
  });
});
