import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { at } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';

const thread = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  writeFileSync(desk.file('facts.txt'), 'Nobody answers the phone.\n');
});
afterAll(() => desk.close());

describe.each([
  ['request', 'requests'],
  ['inbox', 'inbox'],
] as const)('liaise %s', (word, place) => {
  const path = `/api/v1/${place}/${thread}`;

  it('shows who may read a thread, and who has broken the glass', async () => {
    desk.server.on(`GET ${path}/roster`, () => ({
      ...{ keeper: 'b.meier', desk: false },
      members: [{ officer: 'c.roth', addedBy: 'b.meier', reason: 'SPECIALIST', at: at() }],
      broken: [
        {
          ...{ officer: 'd.lang', reason: 'SUPERVISION', at: at(), until: at() },
          facts: 'Looked\u001b[2J at it.',
        },
      ],
    }));
    const { code, out } = await desk.liaise([word, 'roster', thread, '--purpose', 'DETECTION']);
    expect(code).toBe(0);
    expect(out).toMatch(/^b\.meier has it/);
    expect(out).toMatch(/c\.roth .* b\.meier +SPECIALIST/);
    expect(out).toMatch(/d\.lang BROKE THE GLASS: SUPERVISION/);
    expect(out).not.toMatch('\u001b');
  });

  it('adds and removes an officer, by a reason of the list alone', async () => {
    for (const [act, reason] of [
      ['add', 'STAND_IN'],
      ['remove', 'LEFT_DESK'],
    ] as const) {
      desk.server.on(`POST ${path}/roster/${act}`, () => ({ members: 2 }));
      const args = [word, `roster-${act}`, thread, 'c.roth', '--reason'];
      expect((await desk.liaise([...args, reason])).code).toBe(0);
      expect(desk.server.last(`POST ${path}/roster/${act}`).json()).toEqual({
        ...{ officer: 'c.roth', reason },
      });
      expect((await desk.liaise([...args, 'BOREDOM'])).code).not.toBe(0);
    }
  });

  it('breaks the glass with the facts of a file; a refusal says how to get in', async () => {
    desk.server.on(`POST ${path}/break-glass`, () => ({ until: at(), left: 4 }));
    const why = ['--reason', 'HOLDER_UNREACHABLE'];
    const args = [word, 'break-glass', thread, desk.file('facts.txt'), ...why];
    const { code, out } = await desk.liaise(args);
    expect([code, out]).toEqual([0, expect.stringMatching('4 more threads within the day')]);
    expect(desk.server.last(`POST ${path}/break-glass`).json()).toEqual({
      ...{ reason: 'HOLDER_UNREACHABLE', facts: 'Nobody answers the phone.' },
    });
    desk.server.on(`POST ${path}/break-glass`, (_, reply) => refuse(reply, 429, 'GLASS_SPENT'));
    expect((await desk.liaise(args)).err).toMatch('GLASS_SPENT');
  });
});
