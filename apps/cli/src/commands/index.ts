import type { AddCommand } from '../context.js';

/** Commands in the order of the help. */
export const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  demo: async () => (await import('./installation/demo.js')).addDemo,
  init: async () => (await import('./installation/init.js')).addInit,
  up: async () => (await import('./installation/up.js')).addUp,
  status: async () => (await import('./installation/status.js')).addStatus,
  doctor: async () => (await import('./installation/doctor.js')).addDoctor,
  key: async () => (await import('./keys/key.js')).addKey,
  login: async () => (await import('./sessions/login.js')).addLogin,
  request: async () => (await import('./requests/request.js')).addRequest,
  inbox: async () => (await import('./inbox/inbox.js')).addInbox,
  draft: async () => (await import('./drafts/draft.js')).addDraft,
  attachment: async () => (await import('./threads/attachment.js')).addAttachment,
  authority: async () => (await import('./directory/authority.js')).addAuthority,
  officer: async () => (await import('./directory/officer.js')).addOfficer,
  registrar: async () => (await import('./directory/registrar.js')).addRegistrar,
  peer: async () => (await import('./peers/peer.js')).addPeer,
  policy: async () => (await import('./administration/policy.js')).addPolicy,
  retention: async () => (await import('./administration/retention.js')).addRetention,
  subject: async () => (await import('./subjects/subject.js')).addSubject,
  package: async () => (await import('./packages/package.js')).addPackage,
  verify: async () => (await import('./packages/verify.js')).addVerify,
  provenance: async () => (await import('./packages/provenance.js')).addProvenance,
  certify: async () => (await import('./packages/certify.js')).addCertify,
  audit: async () => (await import('./audit/audit.js')).addAudit,
  quarantine: async () => (await import('./administration/quarantine.js')).addQuarantine,
  completion: async () => (await import('./installation/completion.js')).completionOf(loadAll),
};

async function loadAll(): Promise<AddCommand[]> {
  const all: AddCommand[] = [];
  for (const load of Object.values(commands)) all.push(await load());
  return all;
}
