import { say } from '#language/console';
import { sayCount } from '#language/count';
export interface Standing {
  readonly state: string;
  readonly dir: string;
  readonly stopped: number;
  readonly processes: number;
  readonly answers: boolean;
  /** Number of red `status` rows, except the rows of processes and API. */
  readonly wrong: number;
  /** Number of yellow `status` rows: a person should check them. */
  readonly unsure: number;
}

const things = (count: number): string => sayCount('installationVerdict.things', { count });

function running({ stopped, processes, answers }: Standing): string {
  if (stopped > 0 && stopped === processes) return say('installationVerdict.notRun');
  if (stopped > 0)
    return sayCount('installationVerdict.notWorkProcessesStopped', { stopped, processes });
  return answers ? say('installationVerdict.works') : say('installationVerdict.notWorkApiNot');
}

export function verdictLine(standing: Standing): string {
  const { state, dir, stopped, processes, wrong, unsure } = standing;
  const head = say('program.named', { name: state, text: running(standing) });
  if (stopped > 0 && stopped === processes)
    return say('installationVerdict.startLiaiseUp', { head, dir });
  const rest = [
    ...(wrong > 0 ? [say('installationVerdict.toMend', { wrong: things(wrong) })] : []),
    ...(unsure > 0 ? [say('installationVerdict.toLookAt', { unsure: things(unsure) })] : []),
  ];
  if (rest.length === 0 && stopped === 0 && standing.answers)
    rest.push(say('installationVerdict.nothingMend'));
  return rest.reduce((said, next) => say('installationVerdict.also', { said, next }), head);
}
