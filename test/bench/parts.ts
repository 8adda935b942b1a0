import { attachmentFigures } from './attachment.js';
import { auditFigures } from './audit.js';
import { compete, standard, type Contender, type Plan } from './contender.js';
import { cryptoFigures } from './crypto.js';
import { deskFigures } from './desk.js';
import { atTheEnd } from './endings.js';
import { besideName, StatesExchange, thisBuild } from './exchange.js';
import type { Endurance } from './endurance.js';
import type { Figure } from './figures.js';
import { evidenceFigures } from './evidence.js';
import { gatheringFigures } from './gathering.js';
import { growthFigures } from './growth.js';
import { idleFigures } from './idle.js';
import { journalFigures } from './journal.js';
import { outsideFigures } from './outside-witness.js';
import { packageFigures } from './package.js';
import { MailExchange } from './mail/mail.js';
import { whyNoPostfix } from './mail/postfix.js';
import { Pipeline } from './pipeline/pipeline.js';
import { witnessFigures } from './witness.js';

export interface Part {
  readonly seconds?: number;
  readonly figures?: readonly Figure[];
  readonly missing?: string;
}

interface Opponent {
  readonly start: () => Promise<Contender>;
  readonly why?: () => string | undefined;
}

const alone: Readonly<Record<string, (size?: number) => Promise<Figure[]>>> = {
  crypto: () => cryptoFigures(),
  journal: () => journalFigures(),
  growth: growthFigures,
  witness: witnessFigures,
  outside: outsideFigures,
  audit: auditFigures,
  desk: deskFigures,
  attachment: () => attachmentFigures(),
  idle: idleFigures,
  package: packageFigures,
  gathering: gatheringFigures,
  evidence: evidenceFigures,
};

export interface RunOptions {
  readonly beside?: string | undefined;
  readonly endurance?: Endurance | undefined;
  readonly statements?: boolean;
}

const together = ({
  beside,
  endurance,
  statements = false,
}: RunOptions): Readonly<Record<string, Opponent>> => ({
  exchange: { start: () => StatesExchange.start({ ...thisBuild, endurance, statements }) },
  ...(beside !== undefined && {
    beside: {
      start: () =>
        StatesExchange.start({
          ...{ by: besideName, folder: beside, inFlight: [1, 64] },
          ...{ restarts: false, statements: false },
        }),
    },
  }),
  mail: { start: () => MailExchange.start(), why: whyNoPostfix },
  pipeline: { start: () => Pipeline.start() },
});

export const partNames = [...Object.keys(alone), ...Object.keys(together({}))];

const nameOf = (wanted: string): string => wanted.split('=')[0] ?? '';

export async function measure(
  names: readonly string[],
  signal: AbortSignal,
  options: RunOptions = {},
  plan: Plan = standard,
): Promise<Readonly<Record<string, Part>>> {
  for (const name of names)
    if (!partNames.includes(nameOf(name)))
      throw new Error(`no such part: ${name}; ${partNames.join(', ')}`);
  const done: Record<string, Part> = {};
  for (const name of names) {
    const part = alone[nameOf(name)];
    if (part === undefined) continue;
    signal.throwIfAborted();
    process.stderr.write(`bench: ${name} ...\n`);
    const size = name.split('=')[1];
    const [seconds, figures] = await timed(() => part(size === undefined ? size : Number(size)));
    done[nameOf(name)] = { seconds, figures };
  }
  const opponents = together(options);
  // An exchange is compared with the limit of its architecture and with the other build.
  const others = names.includes('exchange') ? ['pipeline', 'beside'] : [];
  const wanted = [...names, ...others];
  const chosen = Object.entries(opponents).filter(([name]) => wanted.includes(name));
  return { ...done, ...(await inTurn(chosen, signal, plan)) };
}

async function inTurn(
  opponents: readonly (readonly [name: string, opponent: Opponent])[],
  signal: AbortSignal,
  plan: Plan,
): Promise<Readonly<Record<string, Part>>> {
  const done: Record<string, Part> = {};
  const started: {
    readonly name: string;
    readonly contender: Contender;
    readonly forget: () => void;
  }[] = [];
  try {
    const [seconds, figures] = await timed(async () => {
      for (const [name, opponent] of opponents) {
        const missing = opponent.why?.();
        if (missing !== undefined) {
          process.stderr.write(`bench: ${name}: ${missing}\n`);
          done[name] = { missing };
          continue;
        }
        signal.throwIfAborted();
        process.stderr.write(`bench: ${name}: start ...\n`);
        const contender = await opponent.start();
        started.push({ name, contender, forget: atTheEnd(() => contender.close()) });
      }
      return compete(
        started.map(({ contender }) => contender),
        signal,
        plan,
      );
    });
    for (const [at, { name }] of started.entries())
      done[name] = { seconds, figures: figures[at] ?? [] };
    return done;
  } finally {
    for (const { name, contender, forget } of started.reverse()) {
      // A failure to close one contender must not leave processes of the others.
      await contender.close().catch((error: unknown) => {
        process.stderr.write(`bench: ${name} does not end: ${String(error)}\n`);
      });
      forget();
    }
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[seconds: number, result: T]> {
  const began = performance.now();
  const result = await work();
  return [Math.round((performance.now() - began) / 1_000), result];
}
