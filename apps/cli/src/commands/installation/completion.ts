import { Command } from 'commander';
import { say } from '#language/console';
import { oneOf } from '../../arguments.js';
import { completionScript, shells, type Shell } from '../../completion/shells.js';
import { placesOf } from '../../completion/tree.js';
import { wantsJson, type AddCommand } from '../../context.js';

/** Adds the command `completion`. @param loadAll loads every command, because the completion script lists all of them */
export const completionOf =
  (loadAll: () => Promise<readonly AddCommand[]>): AddCommand =>
  (program, context) => {
    program
      .command('completion')
      .description(say('completion.completionDescription'))
      .argument('<shell>', shells.join(', '), oneOf(shells))
      .addHelpText(
        'after',
        `
${say('program.examples')}
  $ liaise completion bash > ~/.local/share/bash-completion/completions/liaise
  $ liaise completion zsh > ~/.zfunc/_liaise
  $ liaise completion fish > ~/.config/fish/completions/liaise.fish

${say('completion.completionHelp')}`,
      )
      .action(async (shell: Shell, _flags: object, command: Command) => {
        const whole = new Command(program.name());
        for (const option of program.options) whole.addOption(option);
        for (const add of await loadAll()) add(whole, context);
        const script = completionScript(shell, placesOf(whole));
        context.terminal.answer(wantsJson(command), { shell, script }, [script.trimEnd()]);
      });
  };
