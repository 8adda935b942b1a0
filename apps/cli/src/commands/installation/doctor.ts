import type { Command } from 'commander';
import { say } from '#language/console';
import { wantsJson, type Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { readAuditBeat, readBeat, readObstacles, type AuditBeat } from '../../health/audit-beat.js';
import { custodyLogOf, judgeCustodyLog } from '../../health/custody-log.js';
import {
  dutyGapsOf,
  judgeContactPoint,
  judgeDuty,
  judgeLimits,
  lacksContactPointOf,
  limitsDifferOf,
} from '../../health/duty.js';
import { judgePackageProfile, packageProfileOf } from '../../health/package-profile.js';
import { judgeReviews, openReviewsOf } from '../../health/reviews.js';
import { brokerFiles } from '../../health/broker-files.js';
import { durability } from '../../health/durability.js';
import { endsOf, judgeEnds } from '../../health/keys/ends.js';
import type { Finding } from '../../health/finding.js';
import { judgeLasting } from '../../health/lasting.js';
import { machine } from '../../health/machine.js';
import {
  judgeFormalActs,
  judgeOutsideTime,
  outsideTimeOf,
  timeAuthorityFiles,
  type OutsideTime,
} from '../../health/outside-time.js';
import { judgeOwnChains, readBeats, type ServiceBeat } from '../../health/own-chains.js';
import { judgeProcesses, processesOf, runningOf } from '../../health/processes.js';
import { programs } from '../../health/programs.js';
import { judgeEpochs, epochsOf } from '../../health/keys/storage-epochs.js';
import { judgeSubkeys, subkeysOf } from '../../health/keys/subkeys.js';
import {
  judgeUnnotifiedRecipients,
  unnotifiedRecipientsOf,
} from '../../health/unnotified-recipients.js';
import { judgeScanner, scannerOf } from '../../health/scanner.js';
import { secretFiles } from '../../health/keys/secret-files.js';
import { openInstallation } from '../../installation/installed.js';
import { whenKnown } from './known-status.js';
import { shownBy } from '../../print/style.js';
import { padded } from '../../print/width.js';
import { facts, type Fact } from '../../print/facts.js';

const examples = `
${say('program.examples')}
  $ liaise doctor
  $ liaise doctor --dir /srv/liaise/xa
  $ liaise doctor --dir /srv/liaise/xa --json | jq '.findings[] | select(.level != "ok")'

${say('doctor.examples')}`;

const colours = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

const judged = <T>(value: T | undefined, judge: (value: T) => readonly Finding[]) =>
  value === undefined ? [] : judge(value);

const timeFindings = (time: OutsideTime): Finding[] => [
  ...judgeOutsideTime(time),
  judgeFormalActs(time),
];
const chainFindings = (beats: readonly ServiceBeat[]): Finding[] => [
  ...judgeOwnChains(beats),
  ...judgeLasting(beats),
];
const sealerFindings = (sealer: AuditBeat): Finding[] => [
  ...judged(dutyGapsOf(sealer), (duty) => [judgeDuty(duty)]),
  ...judged(lacksContactPointOf(sealer), (lacks) => [judgeContactPoint(lacks)]),
  ...judged(limitsDifferOf(sealer), (differ) => [judgeLimits(differ)]),
  ...judged(openReviewsOf(sealer), (reviews) => [judgeReviews(reviews)]),
  ...judged(unnotifiedRecipientsOf(sealer), (found) => [judgeUnnotifiedRecipients(found)]),
];

async function examine(dir: string, context: Context): Promise<Finding[]> {
  const installed = await openInstallation(dir, context);
  const { layout } = installed;
  const now = context.now();
  const audit = await readAuditBeat(installed);
  const sealer = await readBeat(installed, 'sealer');
  const evidence = await readBeat(installed, 'evidence');
  const beats = await readBeats(installed);
  const time = audit && outsideTimeOf(audit, await readObstacles(installed));
  const processes = processesOf(layout);
  return [
    judgeProcesses(processes),
    ...(await secretFiles(layout)),
    ...(await brokerFiles(installed)),
    ...judgeEnds(await endsOf(installed, now)),
    ...judgeEpochs(await epochsOf(layout), now),
    ...judgeSubkeys(await subkeysOf(installed), now, installed.settings.retention),
    ...(await machine(layout, now)),
    judgeScanner(await scannerOf(installed), now),
    ...timeAuthorityFiles(installed, now),
    ...judged(time, timeFindings),
    ...judged(beats, chainFindings),
    ...judged(whenKnown(audit, custodyLogOf), judgeCustodyLog),
    ...judged(sealer, sealerFindings),
    ...judged(whenKnown(evidence, packageProfileOf), (found) => [judgePackageProfile(found)]),
    ...(await durability(installed, runningOf(processes))),
  ];
}

export function addDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description(say('doctor.doctorDescription'))
    .option('--dir <folder>', say('doctor.doctorDirOption'))
    .addHelpText('after', examples)
    .action(async (flags: { readonly dir?: string }, command: Command) => {
      const { terminal } = context;
      const own = flags.dir === undefined ? [] : await examine(flags.dir, context);
      const findings = [...programs(), ...own];
      const fact = ({ level, name, found, remedy }: Finding): Fact => ({
        label: padded(level, 4),
        text:
          remedy === undefined
            ? say('program.named', { name, text: found })
            : say('doctor.findingRemedy', { name, found, remedy }),
        colour: colours[level],
      });
      const lines = facts(findings.map(fact), shownBy(command, terminal), 'label');
      terminal.answer(wantsJson(command), { findings }, lines);
      const wrong = findings.filter(({ level }) => level === 'fail').map(({ name }) => name);
      if (wrong.length > 0) throw new CliError('CLI_UNHEALTHY', wrong.join('\n'));
    });
}
