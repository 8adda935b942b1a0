import type { Handling } from '#kernel';

/** Codes and marks in one line: `H1+H2, TLP:AMBER, CONFIDENTIAL`. Pure. */
export const handlingWords = ({ codes, tlp, classification }: Handling): string =>
  [
    codes.join('+'),
    ...(tlp === undefined ? [] : [`TLP:${tlp}`]),
    ...(classification === undefined ? [] : [classification]),
  ].join(', ');
