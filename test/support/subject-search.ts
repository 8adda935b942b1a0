import { SearchSubject } from '#capabilities/data-subjects/search-subject.service';
import type { SubjectCategory, ThreadId } from '#kernel';
import type { TestGateway } from './gateway.js';

/** What a State keeps of whoever bears a name, as its data protection officer sees it; who looks does not matter here. */
export async function factsOf(gateway: TestGateway, who: string, name: string) {
  const { store, trust, cases, journal } = await gateway.parts('requests');
  const search = new SearchSubject(store, cases, journal, trust);
  try {
    const found = await search.run(gateway.session(who), {
      ...{ ground: 'ACCESS', reference: 'DP 1', names: [name], birthDate: null, numbers: [] },
      after: null,
    });
    return found.facts;
  } finally {
    await gateway.stores.close(store);
  }
}

/** In which files as this and nothing else, the newest first. */
export const namedAs = async (
  gateway: TestGateway,
  who: string,
  name: string,
  category: SubjectCategory,
): Promise<ThreadId[]> =>
  (await factsOf(gateway, who, name))
    .filter(({ categories }) => categories.join() === category)
    .map(({ thread }) => thread);
