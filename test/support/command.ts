import { run } from '../../apps/cli/src/program.js';
import { Terminal } from '../../apps/cli/src/terminal.js';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly string[];
}

export async function liaise(
  args: readonly string[],
  {
    env = {},
    answer,
    pause,
    typed,
    stays = false,
  }: {
    env?: NodeJS.ProcessEnv;
    answer?: string | ((question: string) => string) | undefined;
    pause?: () => Promise<void>;
    typed?: readonly string[] | undefined;
    /** True if the command never receives the signal to end; false if it receives the signal at once. */
    stays?: boolean;
  } = {},
): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const asked: string[] = [];
  const code = await run(args, {
    terminal: new Terminal(
      { write: (text) => out.push(text) },
      { write: (text) => err.push(text) },
    ),
    env,
    now: () => new Date(),
    readInput: () => Promise.resolve(new Uint8Array()),
    untilAsked: () => (stays ? new Promise<void>(() => undefined) : Promise.resolve()),
    ...(pause !== undefined && { pause }),
    // Lines for the questions of a form; then the person ends the input.
    ...(typed !== undefined && {
      openPrompt: () => {
        const lines = [...typed];
        const ask = (question: string) => {
          asked.push(question);
          return Promise.resolve(lines.shift());
        };
        return { ask, close: () => undefined };
      },
    }),
    ...(answer !== undefined && {
      ask: (question: string) => {
        asked.push(question);
        return Promise.resolve(typeof answer === 'string' ? answer : answer(question));
      },
    }),
  });
  return { code, out: out.join(''), err: err.join(''), asked };
}

export async function must(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, out, err } = await liaise(args, { env });
  if (code !== 0) throw new Error(`liaise ${args.join(' ')}: ${code}\n${out}${err}`);
  return out;
}
