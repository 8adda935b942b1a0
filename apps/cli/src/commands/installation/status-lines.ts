import { diskLevel } from '#runtime';
import { say, type ConsoleKey } from '#language/console';
import { custodyLogLine } from '../../health/custody-log.js';
import { contactPointLine, dutyLine, limitsLine } from '../../health/duty.js';
import { endsLine, endsMark } from '../../health/keys/ends.js';
import { isNoLifeWaiting, lifeAtRiskLine, waitingWorkLine } from '../../health/life-at-risk.js';
import { diskLine } from '../../health/machine.js';
import { outsideTimeLine } from '../../health/outside-time.js';
import { degradedOf } from '../../health/readiness.js';
import { packageProfileLine, packageProfileMark } from '../../health/package-profile.js';
import { openReviewsLine } from '../../health/reviews.js';
import { scannerLine } from '../../health/scanner.js';
import { epochLines } from '../../health/keys/storage-epochs.js';
import { subkeyLines } from '../../health/keys/subkeys.js';
import { unconfirmedHaltsLine } from '../../health/unconfirmed-halts.js';
import { isSettled, unnotifiedRecipientsLine } from '../../health/unnotified-recipients.js';
import type { Colour } from '../../terminal.js';
import { verdictLine, type Standing } from './verdict.js';
import { whenKnown, type Known } from './known-status.js';
import type { Shown } from '../../print/style.js';
import { facts, type Fact } from '../../print/facts.js';

type Mark = boolean | undefined;
type RowKey = Extract<ConsoleKey, `statusRow.${string}`>;
type Row = readonly [name: string, mark: Mark, text: string];
type Named = readonly [name: RowKey, mark: Mark, text: string];

const isNone = (count: number): boolean => count === 0;

const scannerMark = ({ gap }: Known['scanner']): Mark =>
  gap === null ? true : gap === 'NO_SCANNER' ? undefined : false;

function diskMark({ free }: Known['disk']): Mark {
  const level = diskLevel(free);
  return level === 'LOW' ? undefined : level === 'OK';
}

const processRows = ({ processes, api }: Known): Row[] => [
  ...processes.map(({ name, pid }): Row => [
    name,
    pid !== undefined,
    pid === undefined ? say('installationStatus.stopped') : say('installationStatus.pid', { pid }),
  ]),
  [
    say('statusRow.api'),
    api.status === 200,
    api.status === undefined
      ? say('installationStatus.noAnswer')
      : say('installationStatus.http', { status: api.status }),
  ],
];

const logRows = ({ log, time }: Known): Named[] => [
  [
    'statusRow.log',
    whenKnown(log, ({ degraded }) => !degraded.includes('UNCOSIGNED')),
    custodyLogLine(log),
  ],
  ['statusRow.time', time?.formalActs, outsideTimeLine(time)],
];

const waitingRows = (known: Known): Named[] => {
  const { life, waiting, halts, duty, lacksContactPoint: lacks, untold } = known;
  return [
    ['statusRow.life', whenKnown(life, isNoLifeWaiting), lifeAtRiskLine(life)],
    [
      'statusRow.waiting',
      whenKnown(waiting, ({ undelivered, unassigned }) =>
        undelivered + unassigned === 0 ? true : undefined,
      ),
      waitingWorkLine(waiting),
    ],
    ['statusRow.halts', whenKnown(halts, isNone), unconfirmedHaltsLine(halts)],
    ['statusRow.duty', whenKnown(duty, ({ withGaps }) => withGaps === 0), dutyLine(duty)],
    ['statusRow.copies', whenKnown(lacks, (is) => !is), contactPointLine(lacks)],
    ['statusRow.packages', whenKnown(untold, isSettled), unnotifiedRecipientsLine(untold)],
  ];
};

const upkeepRows = ({ limits, reviews, profile, ends, scanner, disk }: Known): Named[] => [
  ['statusRow.limits', whenKnown(limits, isNone), limitsLine(limits)],
  [
    'statusRow.retention',
    whenKnown(reviews, ({ count, overstayed }) => count + overstayed === 0),
    openReviewsLine(reviews),
  ],
  ['statusRow.profile', whenKnown(profile, packageProfileMark), packageProfileLine(profile)],
  ['statusRow.ends', endsMark(ends), endsLine(ends)],
  ['statusRow.antivirus', scannerMark(scanner), scannerLine(scanner)],
  ['statusRow.disk', diskMark(disk), diskLine(disk)],
];

// Processes and the API are no thing to mend: the verdict names them.
function standingOf(known: Known, degraded: number): Standing {
  const { state, dir, processes, api, untrusted, links } = known;
  const marks = [
    ...[...logRows(known), ...waitingRows(known), ...upkeepRows(known)].map(([, mark]) => mark),
    ...links.map(({ connected }) => connected),
  ];
  return {
    ...{ state, dir },
    stopped: processes.filter(({ pid }) => pid === undefined).length,
    processes: processes.length,
    answers: api.status === 200,
    wrong: marks.filter((mark) => mark === false).length + untrusted.length,
    unsure: marks.filter((mark) => mark === undefined).length + degraded,
  };
}

const colourOf = (good: Mark): Colour => (good === undefined ? 'yellow' : good ? 'green' : 'red');

const factOf = ([label, good, text]: Row): Fact => ({ label, text, colour: colourOf(good) });

function linkFact({ peer, linkId, connected }: Known['links'][number], { verbose }: Shown): Fact {
  const word = say(
    connected === undefined
      ? 'installationStatus.unknown'
      : connected
        ? 'installationStatus.up'
        : 'installationStatus.down',
  );
  return factOf([
    say('installationStatus.link', { peer }),
    connected,
    verbose ? `${word} ${linkId}` : word,
  ]);
}

export function statusLines(known: Known, shown: Shown, now: Date): string[] {
  const { api, untrusted, links, epochs, subkeys } = known;
  const degraded = degradedOf(api.body);
  const checks = [...logRows(known), ...waitingRows(known), ...upkeepRows(known)];
  const linkFacts = links.map((link) => linkFact(link, shown));
  return [
    verdictLine(standingOf(known, degraded.length)),
    ...facts(
      [
        ...processRows(known).map(factOf),
        ...degraded.map(({ service, why }): Fact => factOf([service, undefined, why])),
        ...untrusted.map((line): Fact => factOf([say('statusRow.untrusted'), false, line])),
        ...checks.map(([name, mark, text]) => factOf([say(name), mark, text])),
        ...(links.length === 0
          ? [{ label: say('label.links'), text: say('installationStatus.noLinks') }]
          : linkFacts),
      ],
      shown,
    ),
    ...epochLines(epochs),
    ...subkeyLines(subkeys, now),
  ];
}
