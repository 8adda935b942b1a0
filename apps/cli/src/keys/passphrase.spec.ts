import { generateOfficerKey } from '#seal';
import type { Context } from '../context.js';
import { Terminal } from '../terminal.js';
import { unlockAsking } from './passphrase.js';

let locked: Uint8Array;
beforeAll(async () => {
  const made = await generateOfficerKey({ userId: 'a.novak', at: new Date(), passphrase: 'right' });
  locked = made.privateKey;
});

function unlock(answers?: readonly (string | undefined)[]) {
  const asked: string[] = [];
  const context: Context = {
    terminal: new Terminal({ write: () => true }, { write: () => true }),
    env: {},
    now: () => new Date(),
    readInput: () => Promise.resolve(Buffer.from('right\n')),
    untilAsked: () => Promise.resolve(),
    ...(answers !== undefined && {
      askHidden: (question: string) => Promise.resolve(answers[asked.push(question) - 1]),
    }),
  };
  const by = (file?: string) => unlockAsking('novak.key', locked, file, context);
  return { by, asked };
}

describe('a locked key', () => {
  it('is unlocked with what is asked for, in three tries', async () => {
    const { by, asked } = unlock(['wrong', 'worse', 'right']);
    expect((await by()).passphrase).toBe('right');
    expect(asked).toEqual(Array.from({ length: 3 }, () => 'Passphrase of novak.key: '));
    const never = unlock(['a', 'b', 'c', 'right']);
    await expect(never.by()).rejects.toMatchObject({ code: 'SEAL_PASSPHRASE_WRONG' });
    expect(never.asked).toHaveLength(3);
  });

  it.each([
    ['nobody can be asked', undefined],
    ['nobody answers', ['']],
    ['the person interrupts', [undefined]],
  ])('stays locked where %s, and the option is named', async (_, answers) => {
    await expect(unlock(answers).by()).rejects.toMatchObject({
      code: 'CLI_KEY_LOCKED',
      remedy: expect.stringContaining('--passphrase-file') as string,
    });
  });

  it('asks nobody where the passphrase is given', async () => {
    const { by, asked } = unlock([]);
    expect((await by('-')).passphrase).toBe('right');
    expect(asked).toEqual([]);
  });
});
