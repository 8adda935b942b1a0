import { beforeAll, describe, expect, it } from '@jest/globals';
import { keyCertificate, vectorCertificate } from '../../../../../test/support/openpgp-tools.js';
import { aCard, aLinkId, aState } from '../../../../../test/support/state.js';
import { formatCeremonyFile, parseCeremonyFile } from './ceremony-file.js';

describe('the file that an administrator gets from a future neighbour', () => {
  let text: string;

  beforeAll(async () => {
    const state = await aState('XB').build();
    const card = await aCard(state, 'liaise-invitation', aLinkId(), 1);
    text = await formatCeremonyFile({ card, directory: state.directory });
  });

  const read = (content: string): Promise<string> =>
    parseCeremonyFile('invitation.json', content, 'liaise-invitation').then(
      () => 'taken',
      (error: unknown) => String(error),
    );
  type Content = { card: string; directory: { entry: string; signatures: string[] }[] };
  const changed = (change: (content: Content) => object): string =>
    JSON.stringify(change(JSON.parse(text) as Content));

  it('is taken as it was written', async () => {
    expect(await read(text)).toBe('taken');
  });

  it.each<[string, (content: Content) => object]>([
    ['beside its card', (content) => ({ ...content, note: 'the new root is A1' })],
    ['of a prototype', (content) => ({ ...content, constructor: {} })],
    [
      'in an entry of its directory',
      ({ card, directory }) => ({
        card,
        directory: directory.map((entry) => ({ ...entry, by: 'XB' })),
      }),
    ],
  ])('has no member that nobody reads %s', async (_, change) => {
    expect(await read(changed(change))).toMatch(
      /^CliError: CLI_FILE_INVALID: invitation\.json: .*no member/,
    );
  });

  it.each([
    ['is a point of small order', keyCertificate(Buffer.alloc(32), 'native')],
    ['has a number of no bits', vectorCertificate('number-of-no-bits')],
  ])('is refused with a code when the root’s certificate %s', async (_, root) => {
    const { card } = JSON.parse(text) as Content;
    const inner = JSON.parse(Buffer.from(card, 'base64').toString()) as Record<string, unknown>;
    const certificate = root.toString('base64');
    const bad = Buffer.from(JSON.stringify({ ...inner, rootCertificate: certificate }));
    expect(
      await read(changed((content) => ({ ...content, card: bad.toString('base64') }))),
    ).toMatch(/^TrustError: CEREMONY_INVALID/);
  });
});
