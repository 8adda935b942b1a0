import { Scanner, type Engine } from '#scan';
import type { Installed } from '../installation/installed.js';
import { scanWords } from '../people/words/scan-words.js';
import { fail, ok, warn, type Finding } from './finding.js';

export const scannerOf = ({ settings }: Pick<Installed, 'settings'>): Promise<Engine> =>
  new Scanner(settings.antivirus.socket).check();

export const scannerLine = ({ engine, gap }: Engine): string =>
  engine ?? scanWords({ verdict: 'NOT_SCANNED', reason: gap, engine });

const oldDays = 7;

function ageOf(engine: string, now: Date): number | undefined {
  const made = Date.parse(engine.split('/')[2] ?? '');
  return Number.isNaN(made) ? undefined : Math.floor((now.getTime() - made) / 86_400_000);
}

export function judgeScanner(scanner: Engine, now: Date): Finding {
  const [name, line] = ['antivirus', scannerLine(scanner)];
  const { engine, gap } = scanner;
  if (gap === 'NO_SCANNER')
    return warn(name, line, 'name the socket of clamd in `antivirus.socket` of liaise.json');
  if (gap === 'UNFIT')
    return fail(name, line, 'set AlertEncrypted yes and AlertExceedsMax yes in clamd.conf');
  if (gap === 'FAILED')
    return fail(
      name,
      line,
      'see the log of clamd; it must be able to write into TemporaryDirectory of clamd.conf',
    );
  if (engine === null)
    return fail(name, line, 'start clamd, and let the account of the services reach its socket');
  const age = ageOf(engine, now);
  if (age === undefined)
    return warn(name, `${line}: signatures without a number`, 'fetch the signatures of ClamAV');
  return age > oldDays
    ? warn(name, `${line}: signatures of ${age} days ago`, 'look at freshclam')
    : ok(name, line);
}
