import type { Command } from 'commander';
import { wantsJson, type Context } from '../context.js';
import { confirmedAuthorities } from '../directory/confirm.js';
import { asking, withProfile, type ProfileFlags } from '../people/asking.js';
import { printable } from '../people/printable.js';

export function addAuthority(program: Command, context: Context): void {
  const authority = program
    .command('authority')
    .description('To whom a request can go.')
    .addHelpText(
      'after',
      `
Examples:
  $ liaise authority list`,
    );
  withProfile(authority.command('list').description('Authorities of all States known here.'))
    .addHelpText(
      'after',
      '\nExamples:\n  $ liaise authority list\n  $ liaise authority list --json',
    )
    .action((flags: ProfileFlags, command: Command) =>
      asking(flags, context, async (asked) => {
        const answer = { authorities: await confirmedAuthorities(asked, context.now()) };
        const lines = answer.authorities.map(({ state, authority: id, name, link }) =>
          [state, id.padEnd(32), link === null ? 'no link' : 'linked ', printable(name)].join('  '),
        );
        context.terminal.answer(wantsJson(command), answer, lines);
      }),
    );
}
