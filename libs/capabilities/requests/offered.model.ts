import { kinds, isRefusedType, requestTypeNames, requestTypes } from '#kernel';
import { requestOf } from './kinds/request.kind.js';

const names = requestTypeNames.filter((type) => !isRefusedType(type));

/** Types of request that a client may offer: whoever fills in one that is refused has written for nothing. */
export const offeredTypes: Partial<typeof requestTypes> = Object.fromEntries(
  names.map((name) => [name, requestTypes[name]]),
);

/** Kinds of document as a client may offer them: a request has no refused type to choose. */
export const offeredKinds = {
  ...kinds,
  request: { ...kinds.request, schema: requestOf(names) },
} as const satisfies typeof kinds;
