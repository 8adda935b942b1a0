import { codes } from './codes/codes.js';
import { commandsAdministration } from './console/commands-administration.js';
import { commandsAudit } from './console/commands-audit.js';
import { commandsDirectory } from './console/commands-directory.js';
import { commandsDisclosure } from './console/commands-disclosure.js';
import { commandsInbox } from './console/commands-inbox.js';
import { commandsInstallation } from './console/commands-installation.js';
import { commandsKeys } from './console/commands-keys.js';
import { commandsPackages } from './console/commands-packages.js';
import { commandsPeers } from './console/commands-peers.js';
import { commandsRequests } from './console/commands-requests.js';
import { commandsSubjects } from './console/commands-subjects.js';
import { commandsThreads } from './console/commands-threads.js';
import { compose } from './console/compose.js';
import { demo } from './console/demo.js';
import { health } from './console/health.js';
import { healthKeys } from './console/health-keys.js';
import { installation } from './console/installation.js';
import { log } from './console/log.js';
import { members } from './codes/members.js';
import { people } from './console/people.js';
import { peopleStory } from './console/people-story.js';
import { peopleWords } from './console/people-words.js';
import { program } from './console/program.js';
import { receipts } from './console/receipts.js';
import { records } from './console/records.js';

const catalogues = [
  codes,
  commandsAdministration,
  commandsAudit,
  commandsDirectory,
  commandsDisclosure,
  commandsInbox,
  commandsInstallation,
  commandsKeys,
  commandsPackages,
  commandsPeers,
  commandsRequests,
  commandsSubjects,
  commandsThreads,
  compose,
  demo,
  health,
  healthKeys,
  installation,
  log,
  members,
  people,
  peopleStory,
  peopleWords,
  program,
  receipts,
  records,
] as const;

export type English = typeof codes &
  typeof commandsAdministration &
  typeof commandsAudit &
  typeof commandsDirectory &
  typeof commandsDisclosure &
  typeof commandsInbox &
  typeof commandsInstallation &
  typeof commandsKeys &
  typeof commandsPackages &
  typeof commandsPeers &
  typeof commandsRequests &
  typeof commandsSubjects &
  typeof commandsThreads &
  typeof compose &
  typeof demo &
  typeof health &
  typeof healthKeys &
  typeof installation &
  typeof log &
  typeof members &
  typeof people &
  typeof peopleStory &
  typeof peopleWords &
  typeof program &
  typeof receipts &
  typeof records;

// A map: to look into one catalogue after another, or to spread them into one object, takes ten times as long.
let texts: ReadonlyMap<string, string> | undefined;
const allTexts = (): ReadonlyMap<string, string> =>
  (texts ??= new Map(catalogues.flatMap((each) => Object.entries(each))));

export const englishText = (key: keyof English): string => allTexts().get(key) ?? key;

export const englishKeys = (): readonly string[] => catalogues.flatMap((each) => Object.keys(each));
