/**
 * Facts for the first line of `status`. `wrong`: number of rows that need repair; `unsure`: number of rows that a person
 * should check.
 */
export interface Standing {
  readonly state: string;
  readonly stopped: number;
  readonly processes: number;
  readonly answers: boolean;
  readonly wrong: number;
  readonly unsure: number;
}

const things = (count: number): string => (count === 1 ? '1 thing' : `${count} things`);

function running({ stopped, processes, answers }: Standing): string {
  if (stopped > 0 && stopped === processes) return 'does not run';
  if (stopped > 0) return `does not work: ${stopped} of ${processes} processes are stopped`;
  return answers ? 'works' : 'does not work: the API is not ready';
}

/**
 * First line of `status`. For a stopped State the line says only that the State is stopped, because nothing else is
 * known. Pure.
 */
export function verdictLine(standing: Standing): string {
  const { state, stopped, processes, wrong, unsure } = standing;
  const head = `${state}: ${running(standing)}`;
  if (stopped > 0 && stopped === processes) return `${head}; start it: liaise up`;
  const rest = [
    ...(wrong > 0 ? [`${things(wrong)} to mend`] : []),
    ...(unsure > 0 ? [`${things(unsure)} to look at`] : []),
  ];
  if (rest.length === 0 && stopped === 0 && standing.answers) rest.push('nothing to mend');
  return [head, ...rest].join('; ');
}
