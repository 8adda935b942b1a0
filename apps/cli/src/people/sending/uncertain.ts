// After these errors the gateway may have acted: its answer was lost, or a service did not answer it in time.
const uncertain: readonly string[] = [
  'CLI_UNREACHABLE',
  'CLI_ANSWER_INVALID',
  'BUS_TIMEOUT',
  'BUS_FRAME',
  'SERVICE_FAILED',
];

export const mayHaveArrived = (code: string): boolean => uncertain.includes(code);
