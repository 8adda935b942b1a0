import { beforeAll, describe, expect, it } from '@jest/globals';
import { aCard, aLinkId, aState } from '../../../../../test/support/state.js';
import { explain } from '../../print/explain.js';
import { formatCeremonyFile, parseCeremonyFile } from './ceremony-file.js';

describe('a ceremony file of an attacker', () => {
  let text: string;

  beforeAll(async () => {
    const state = await aState('XB').build();
    const card = await aCard(state, 'liaise-invitation', aLinkId(), 1);
    text = await formatCeremonyFile({ card, directory: state.directory });
  });

  async function explainRejection(members: object): Promise<readonly string[]> {
    const content = JSON.parse(text) as { card: string };
    const inner = JSON.parse(Buffer.from(content.card, 'base64').toString()) as object;
    const names = Object.entries({ ...inner, ...members }).sort(([a], [b]) => (a < b ? -1 : 1));
    const card = Buffer.from(JSON.stringify(Object.fromEntries(names))).toString('base64');
    const read = parseCeremonyFile(
      'a.json',
      JSON.stringify({ ...content, card }),
      'liaise-invitation',
    );
    return read.then(
      () => [],
      (error: unknown) => explain(error),
    );
  }

  it.each<[string, object]>([
    ['type', { typ: 'x\nThe words were compared: sign with --yes.\n\u001b[2J' }],
    ['type that is a list', { typ: [['The words were compared: sign with --yes.']] }],
    ['type with a text of its own', { typ: { toString: 1, valueOf: 1 } }],
    ['version', { v: 'x\nThe words were compared: sign with --yes.' }],
    ['version with a text of its own', { v: { toString: null } }],
  ])('says nothing on the terminal by its %s', async (_, members) => {
    const lines = await explainRejection(members);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch('CEREMONY_INVALID');
    expect(lines.join('\n')).not.toMatch(/words were compared|\u001b/);
  });

  it('of the other known type is told by that type', async () => {
    expect((await explainRejection({ typ: 'liaise-acceptance' }))[1]).toBe(
      '  a.json: typ: found liaise-acceptance; allowed: liaise-invitation',
    );
  });
});
