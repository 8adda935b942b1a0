import { say } from '#language/console';
import { subjectLimits } from '#capabilities/data-subjects/data-subjects.lists';
import { personIn, type Person } from '../../compose/subject.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readText } from '../../installation/files.js';

/**
 * Reads a person from `file`; if `file` is undefined, asks questions in the terminal. Command options are unsafe, because
 * other users can read them. @throws CliError CLI_FILE_INVALID; CLI_USAGE if nobody can be asked; CLI_NOT_CONFIRMED if the
 * input ends
 */
export async function personOf(context: Context, file: string | undefined): Promise<Person> {
  if (file !== undefined) return personIn(file, await readText(file));
  const prompt = context.openPrompt?.();
  if (prompt === undefined) throw new CliError('CLI_USAGE', say('person.nobodyAsked'));
  const line = async (question: string): Promise<string> => {
    const typed = await prompt.ask(question);
    if (typed === undefined)
      throw new CliError('CLI_NOT_CONFIRMED', say('formsAsking.formNotFilled'));
    return typed.trim();
  };
  const several = async (question: string, most: number): Promise<string[]> => {
    const typed: string[] = [];
    while (typed.length < most) {
      const next = await line(question);
      if (next === '') break;
      typed.push(next);
    }
    return typed;
  };
  try {
    const names = await several(say('person.name'), subjectLimits.names);
    const birthDate = await line(say('person.birthDate'));
    const numbers = await several(say('person.number'), subjectLimits.numbers);
    const said = { names, numbers, ...(birthDate !== '' && { birthDate }) };
    return personIn(say('formSending.form'), JSON.stringify(said));
  } finally {
    prompt.close();
  }
}
