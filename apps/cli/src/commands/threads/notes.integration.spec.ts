import { writeFileSync } from 'node:fs';
import { at } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
});
afterAll(() => desk.close());

const liaise = (...args: string[]) => desk.liaise(args);

describe('internal notes', () => {
  it.each(['inbox', 'request'])(
    'of %s are written from a file and read page by page',
    async (name) => {
      const { server } = desk;
      const notes = `/api/v1/${name === 'inbox' ? 'inbox' : 'requests'}/${threadId}/notes`;
      writeFileSync(desk.file('note.txt'), 'Ask the harbour.\n');
      server.on(`POST ${notes}`, () => ({ note: 'n1', at: at() }));
      const note = (id: string, text: string) => ({ note: id, officer: 'b.meier', at: at(), text });
      server.on(`GET ${notes}`, ({ query }) =>
        query.get('after') === 'n1'
          ? { notes: [note('n2', 'two\u001b[2J')], next: null }
          : { notes: [note('n1', 'one')], next: 'n1' },
      );
      expect((await liaise(name, 'note', threadId, desk.file('note.txt'))).code).toBe(0);
      expect(server.last(`POST ${notes}`).json()).toEqual({ text: 'Ask the harbour.' });
      const noted = async (args: readonly string[], typed?: readonly string[]) => {
        const all = [name, 'note', threadId, ...args];
        const { code, err } = await desk.liaise(all, undefined, typed);
        return code === 0 ? server.last(`POST ${notes}`).json() : err;
      };
      expect(await noted(['--text', 'By word. '])).toEqual({ text: 'By word.' });
      const pasted = { text: 'One.\n\nTwo.' };
      expect(await noted([], ['One.', '', 'Two.', '.', 'liaise'])).toEqual(pasted);
      expect(await noted(['-'], ['One.', '', 'Two.', '.'])).toEqual(pasted);
      expect(await noted([], ['One.'])).toMatch('CLI_NOT_CONFIRMED');
      expect(await noted([], Array(501).fill('x'))).toMatch('more than 500 lines');
      expect(await noted([], [' ', '.'])).toMatch('CLI_USAGE');
      expect(await noted([])).toMatch('give a text: a file, - for the input, or --text');
      expect(await noted([desk.file('note.txt'), '--text', 'x'])).toMatch(
        'either a file or --text',
      );
      expect(await noted(['--text', '--profile=xb'])).toMatch('--profile=xb reads like an option');
      const { out } = await liaise(name, 'notes', threadId, '--purpose', 'INVESTIGATION');
      expect(out).toMatch(/one\n.*b\.meier\n {4}two/);
      expect(out).not.toMatch('\u001b');
    },
  );
});
