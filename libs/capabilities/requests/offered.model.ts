import { kinds, isRefusedType, requestTypeNames, requestTypes } from '#kernel';
import { requestOf } from './kinds/request.kind.js';

const names = requestTypeNames.filter((type) => !isRefusedType(type));

export const offeredTypes: Partial<typeof requestTypes> = Object.fromEntries(
  names.map((name) => [name, requestTypes[name]]),
);

export const offeredKinds = {
  ...kinds,
  request: { ...kinds.request, schema: requestOf(names) },
} as const satisfies typeof kinds;
