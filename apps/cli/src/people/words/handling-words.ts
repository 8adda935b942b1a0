import type { Handling } from '#kernel';

export const handlingWords = ({ codes, tlp, classification }: Handling): string =>
  [
    codes.join('+'),
    ...(tlp === undefined ? [] : [`TLP:${tlp}`]),
    ...(classification === undefined ? [] : [classification]),
  ].join(', ');
