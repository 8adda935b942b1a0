import { detailOf, isCoded } from '#kernel';
import { sayDetail } from '#language/console';

/** Says in one text what a caught value says of itself, for the text of another error. */
export function messageOf(error: unknown): string {
  if (!isCoded(error)) return error instanceof Error ? error.message : String(error);
  const detail = detailOf(error);
  return detail === undefined ? error.code : `${error.code}: ${sayDetail(detail)}`;
}
