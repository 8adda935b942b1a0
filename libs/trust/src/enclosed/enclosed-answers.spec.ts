import { beforeAll, describe, expect, it } from '@jest/globals';
import { newLinkId } from '../../../../test/support/border.js';
import {
  type Composed,
  composed,
  deskOf,
  directoriesOf,
  enclosedAnswer,
} from '../../../../test/support/documents.js';
import { aState } from '../../../../test/support/state.js';
import type { TestState } from '../../../../test/support/test-state.js';
import { isKind, parseDocumentId, parseThreadId, type Body } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { EnclosedAnswer } from '#capabilities/disclosure/kinds/enclosed.kind';
import { decodeDocument } from '#wire';
import { onwardHolders, openAnswers } from './enclosed-answers.js';

let a: TestState;
let b: TestState;
let c: TestState;
let d: TestState;
let directories: (code: string) => Directory;
const link = newLinkId();
const thread = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const place = {
  kind: 'recall-answer',
  thread: parseThreadId(thread),
  inReplyTo: parseDocumentId('0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3f'),
} as const;

beforeAll(async () => {
  [a, b, c, d] = (await Promise.all(
    ['XA', 'XB', 'XC', 'XD'].map((code) => aState(code).build()),
  )) as [TestState, TestState, TestState, TestState];
  directories = await directoriesOf([a, b, c, d]);
}, 60_000);

const complied: Body<'recall-answer'> = { outcome: 'COMPLIED', reason: '' };
const cannot: Body<'recall-answer'> = { outcome: 'CANNOT', reason: 'In an indictment.' };
const says = (
  [from, to]: readonly [TestState, TestState],
  body: Body<'recall-answer'>,
): Promise<Composed> => composed(link, { from, to, name: 'ben' }, { ...place, body });
const brought = async (state: TestState, said: Composed) => [
  { holder: deskOf(state), answer: await enclosedAnswer(state, said) },
];
const documentOf = ({ document }: Composed) => {
  const said = decodeDocument(document);
  if (!isKind(said, 'recall-answer')) throw new Error('no answer');
  return said;
};
const open = (said: Composed) => openAnswers(documentOf(said), directories('XB'), () => undefined);
const code = (said: Composed): Promise<string> =>
  open(said).then(
    () => 'opened',
    (error: unknown) => (error as { detail: string }).detail,
  );
const at = '/body/onward/0';

describe('an answer to a recall', () => {
  it('brings what every holder behind it has signed', async () => {
    const ofD = await says([d, c], cannot);
    const ofC = await says([c, b], { ...cannot, onward: await brought(d, ofD) });
    const silent = { holder: deskOf(a) };
    const ofB = await says([b, a], { ...cannot, onward: [...(await brought(c, ofC)), silent] });
    expect(await open(ofB)).toMatchObject([
      {
        holder: deskOf(c),
        answer: { document: ofC.id, outcome: 'CANNOT', isKnown: false },
        onward: [{ holder: deskOf(d), answer: { reason: cannot.reason }, onward: [] }],
      },
      { holder: deskOf(a), answer: null, onward: [] },
    ]);
    expect(onwardHolders(documentOf(ofB))).toEqual([
      { holder: deskOf(c), outcome: 'CANNOT' },
      { holder: deskOf(d), outcome: 'CANNOT' },
      { holder: deskOf(a), outcome: null },
    ]);
    const done = await says([c, b], {
      ...{ ...complied, onward: await brought(d, await says([d, c], complied)) },
    });
    expect(await code(await says([b, a], { ...complied, onward: await brought(c, done) }))).toBe(
      'opened',
    );
  });

  it('does not say for another that it has complied', async () => {
    const ofC = await says([c, b], cannot);
    expect(await code(await says([b, a], { ...complied, onward: await brought(c, ofC) }))).toBe(
      `${at}: has not complied`,
    );
    await expect(
      says([b, a], { ...complied, onward: [{ holder: deskOf(c) }] }),
    ).rejects.toMatchObject({ code: 'DOCUMENT_INVALID' });
    // Nor may a later holder.
    const lying = await says([c, b], {
      ...{ ...complied, onward: await brought(d, await says([d, c], cannot)) },
    });
    expect(await code(await says([b, a], { ...complied, onward: await brought(c, lying) }))).toBe(
      `${at}${at}: has not complied`,
    );
  });

  it('brings none of another holder, to somebody else, or changed', async () => {
    const ofC = await says([c, b], cannot);
    const with_ = async (members: Partial<EnclosedAnswer>, holder = deskOf(c), said = ofC) => {
      const answer = { ...(await enclosedAnswer(c, said)), ...members };
      return code(await says([b, a], { ...cannot, onward: [{ holder, answer }] }));
    };
    expect(await with_({})).toBe('opened');
    expect(await with_({}, deskOf(d))).toBe(`${at}: from`);
    expect(await with_({}, deskOf(c), await says([c, d], cannot))).toBe(`${at}: to`);
    expect(await with_({ root: d.rootFingerprint })).toMatch(/ENTRY_NOT_ALLOWED/);
    const { signature } = await enclosedAnswer(c, await says([c, b], cannot));
    expect(await with_({ signature })).toBe(`${at}: SEAL_SIGNATURE_INVALID`);
    const own = await says([b, a], cannot);
    const itself = await says([b, a], { ...cannot, onward: await brought(b, own) });
    expect(await code(itself)).toBe(`${at}: of a State that has it already`);
  });
});
