import type { PackageFacts } from '#package';
import { actionId, actionNodes, recordNode } from './actions.js';
import { authorizationNodes } from './authorizations.js';
import { packageNodes, type PackageFile, recordedFiles } from './files.js';
import { type GraphNode, to } from './graph.js';
import { nodeId } from './ids.js';
import { authorityNode, neighbourNode } from './parties.js';
import { recordedEvents } from './recorded-event.js';

const withheldText = ({ index: { withheld } }: PackageFacts): string =>
  `Withheld from this package: ${Object.entries(withheld)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ')}.`;

/**
 * Provenance graph (CASE 1.4.0) of a verified package. Contains only facts of the package, so the same package gives the same
 * graph.
 */
export function provenanceGraph(facts: PackageFacts, file: PackageFile): readonly GraphNode[] {
  const events = recordedEvents(facts);
  const files = recordedFiles(facts);
  const itself = packageNodes(facts, file);
  const shown = new Set(events.map(({ leaf }) => leaf));
  const actions = events.flatMap((event) => actionNodes(facts, event, files, shown));
  const permissions = events.flatMap(authorizationNodes);
  const whole = recordNode(
    facts,
    null,
    files.map(({ node }) => node),
  );
  const parties = [authorityNode(facts), neighbourNode(facts)];
  const investigation: GraphNode = {
    id: nodeId('investigation', facts.record.exhibit),
    type: 'case-investigation:Investigation',
    properties: {
      'uco-core:name': [facts.record.exhibit],
      'uco-core:description': [withheldText(facts)],
      'case-investigation:investigationForm': ['case'],
      'case-investigation:relevantAuthorization': permissions.map(to),
      'uco-core:object': [
        ...[itself[0], whole, ...parties].map(to),
        ...events.map(({ leaf }) => ({ node: actionId(leaf) })),
      ],
    },
  };
  const nodes = [
    ...[...itself, investigation, whole, ...parties, ...permissions, ...actions],
    ...files.flatMap(({ node, parts }) => [node, ...parts]),
  ];
  // Programs and persons stand once, however often they acted.
  return [...new Map(nodes.map((node) => [node.id, node])).values()];
}
