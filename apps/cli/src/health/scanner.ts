import { Scanner, type Engine } from '#scan';
import { say } from '#language/console';
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
  const [name, line] = [say('scanner.antivirus'), scannerLine(scanner)];
  const { engine, gap } = scanner;
  if (gap === 'NO_SCANNER') return warn(name, line, say('scanner.nameSocketClamdAntivirus'));
  if (gap === 'UNFIT') return fail(name, line, say('scanner.setAlertencryptedYesAlertexceedsmax'));
  if (gap === 'FAILED') return fail(name, line, say('scanner.seeLogClamdAble'));
  if (engine === null) return fail(name, line, say('scanner.startClamdLetAccount'));
  const age = ageOf(engine, now);
  if (age === undefined)
    return warn(
      name,
      say('scanner.signaturesWithoutNumber', { line }),
      say('scanner.fetchSignaturesClamav'),
    );
  return age > oldDays
    ? warn(name, say('scanner.signaturesDaysAgo', { line, age }), say('scanner.lookFreshclam'))
    : ok(name, line);
}
