export { checkShapes, readShapes } from './check-shapes.js';
export { jsonLdOf } from './graph.js';
export type { ShapeFinding } from './instance-rules.js';
export { provenanceGraph } from './provenance-graph.js';
